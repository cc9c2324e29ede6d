#include "ui/clients/new_client_form.h"

#include "app/approval/visible_text.h"
#include "ui/clients/pick_list.h"
#include "ui/clients/scope_rows.h"
#include "ui/text/client_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/scroll_page.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScopedValueRollback>
#include <QScrollArea>

namespace countersign::clients {

using approval::visibleText;
using console::ClientDraft;
using console::ScopeLookup;
using widgets::ownText;

namespace {

constexpr qsizetype kNamedScopes = 4;  // in the sentence above the button; all of them stand in the form

}  // namespace

NewClientForm::NewClientForm(ClientDraft &draft, ScopeLookup &catalogues, QWidget *parent) : QWidget(parent), m_draft(draft), m_catalogues(catalogues)
{
    setObjectName(QStringLiteral("newClientForm"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(widgets::makeScrollPage(makeBody()), 1);
    outer->addWidget(makeFoot());
    connect(&m_draft, &ClientDraft::changed, this, &NewClientForm::refresh);
    connect(&m_catalogues, &ScopeLookup::changed, this, [this](const console::AuthorityId &authority) {
        if (authority == m_draft.authority())
            fillCatalogue();
    });
    refresh();
}

QLineEdit *NewClientForm::makeField(QVBoxLayout *column, const QString &label, const QString &name)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setAccessibleName(label);
    column->addWidget(ownText(label, theme::style::muted));
    column->addWidget(field);
    connect(field, &QLineEdit::textChanged, this, &NewClientForm::onFields);
    return field;
}

QWidget *NewClientForm::makeBody()
{
    using namespace theme;
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::m);
    column->setSpacing(space::xs);
    column->addWidget(ownText(tr("New temporary client"), style::headline));
    column->addWidget(ownText(tr("It dies by itself at its end, with everything it holds. Give it as little, for as short a time, as the work needs."), style::muted));
    column->addSpacing(space::m);
    m_authorityArea = new QWidget;
    auto *where = new QVBoxLayout(m_authorityArea);
    where->setContentsMargins(0, 0, 0, space::s);
    where->setSpacing(space::xs);
    m_authority = new QComboBox;
    m_authority->setObjectName(QStringLiteral("draftAuthority"));
    m_authority->setAccessibleName(tr("Authority"));
    where->addWidget(ownText(tr("Authority"), style::muted));
    where->addWidget(m_authority);
    column->addWidget(m_authorityArea);
    connect(m_authority, &QComboBox::activated, this, &NewClientForm::onAuthority);
    m_name = makeField(column, tr("Name"), QStringLiteral("draftName"));
    m_name->setMaxLength(100);
    m_name->setPlaceholderText(tr("What people will read: archive-migration"));
    column->addSpacing(space::s);
    m_reason = makeField(column, tr("Why it is needed"), QStringLiteral("draftReason"));
    m_reason->setMaxLength(500);
    column->addSpacing(space::s);
    m_owner = makeField(column, tr("Who answers for it"), QStringLiteral("draftOwner"));
    m_owner->setMaxLength(200);
    column->addSpacing(space::s);
    m_ticket = makeField(column, tr("Ticket, if there is one"), QStringLiteral("draftTicket"));
    m_ticket->setMaxLength(100);
    column->addSpacing(space::m);
    addLives(column);
    column->addSpacing(space::m);
    addScopes(column);
    column->addSpacing(space::m);
    addPreview(column);
    column->addStretch(1);
    return body;
}

void NewClientForm::addLives(QVBoxLayout *column)
{
    column->addWidget(ownText(tr("How long it lives"), theme::style::title));
    auto *area = new QWidget;
    widgets::setAccessibleRole(*area, QAccessible::Grouping, tr("How long it lives"));
    auto *line = new widgets::FlowLayout(area);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::s);
    m_lives = new QButtonGroup(this);
    for (const qint64 seconds : ClientDraft::lives()) {
        QPushButton *life = widgets::makeButton(theme::ButtonRole::Plain, text::duration(std::chrono::seconds(seconds)));
        life->setObjectName(QStringLiteral("life%1").arg(seconds));
        life->setCheckable(true);
        life->setAutoExclusive(true);
        m_lives->addButton(life, static_cast<int>(seconds));
        line->addWidget(life);
    }
    column->addWidget(area);
    connect(m_lives, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            onFields();
    });
}

void NewClientForm::addScopes(QVBoxLayout *column)
{
    using namespace theme;
    column->addWidget(ownText(tr("What it may do"), style::title));
    m_catalogueNote = ownText({}, style::muted);
    column->addWidget(m_catalogueNote);
    m_scopes = new PickList(tr("Scopes"), tr("Search scopes"));
    m_scopes->view().setObjectName(QStringLiteral("scopePicker"));
    column->addWidget(m_scopes);
    m_scopeNamesArea = new QWidget;
    auto *names = new QVBoxLayout(m_scopeNamesArea);
    names->setContentsMargins(0, 0, 0, 0);
    names->setSpacing(space::xs);
    m_scopeNames = makeField(names, tr("Scopes by name, with blanks between them"), QStringLiteral("draftScopeNames"));
    column->addWidget(m_scopeNamesArea);
    m_access = new PickList(tr("Scopes with an approval"), tr("Search scopes"));
    m_access->view().setObjectName(QStringLiteral("accessPicker"));
    m_accessFold = new widgets::Fold(tr("Scopes it may ask for, for a while, each time decided by people"), m_access);
    m_accessFold->button()->setObjectName(QStringLiteral("accessFold"));
    column->addWidget(m_accessFold);
    m_actions = new PickList(tr("Requests it may make"), tr("Search actions"));
    m_actions->view().setObjectName(QStringLiteral("actionPicker"));
    m_actionsFold = new widgets::Fold(tr("Requests it may make, each decided by people"), m_actions);
    m_actionsFold->button()->setObjectName(QStringLiteral("actionsFold"));
    column->addWidget(m_actionsFold);
    for (const PickList *list : {m_scopes, m_access, m_actions})
        connect(list, &PickList::chosenChanged, this, &NewClientForm::onFields);
}

void NewClientForm::addPreview(QVBoxLayout *column)
{
    using namespace theme;
    column->addWidget(ownText(tr("What this comes to"), style::title));
    auto *card = new widgets::Card;
    m_previewScopes = new ScopeRows;
    m_mayGet = ownText({}, style::body);
    m_mayGet->setObjectName(QStringLiteral("draftMayGet"));
    m_mayAsk = ownText({}, style::body);
    card->column()->addWidget(m_previewScopes);
    card->column()->addWidget(m_mayGet);
    card->column()->addWidget(m_mayAsk);
    column->addWidget(card);
}

QWidget *NewClientForm::makeFoot()
{
    using namespace theme;
    m_outcome = new widgets::Banner(Tone::Danger);
    m_problems = ownText({}, {Type::Body, Weight::Regular, Face::Text, Ink::Danger});
    m_problems->setObjectName(QStringLiteral("draftProblems"));
    m_create = widgets::makeButton(ButtonRole::Filled, tr("Create the client"));
    m_create->setObjectName(QStringLiteral("createClient"));
    QPushButton *cancel = widgets::makeButton(ButtonRole::Plain, tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelDraft"));
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(space::xl, space::s, space::xl, space::l);
    column->setSpacing(space::s);
    // In sight however far the form is scrolled: this is what the button does.
    m_preview = ownText({}, {Type::Body, Weight::Strong, Face::Figures, Ink::Text});
    m_preview->setObjectName(QStringLiteral("draftPreview"));
    column->addWidget(m_outcome);
    column->addWidget(m_preview);
    column->addWidget(m_problems);
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_create);
    line->addWidget(cancel);
    column->addLayout(line);
    connect(m_create, &QPushButton::clicked, this, &NewClientForm::submit);
    connect(cancel, &QPushButton::clicked, this, &NewClientForm::cancelled);
    return foot;
}

// --- from and to the draft -----------------------------------------------------------------------------------------------

void NewClientForm::begin()
{
    const QScopedValueRollback<bool> filling(m_filling, true);
    const ClientDraft::Fields &fields = m_draft.fields();
    m_began = fields;
    m_tried = false;
    m_name->setText(fields.name);
    m_owner->setText(fields.owner);
    m_reason->setText(fields.reason);
    m_ticket->setText(fields.ticket);
    QAbstractButton *life = m_lives->button(static_cast<int>(fields.lifeSeconds));
    (life ? life : m_lives->button(static_cast<int>(ClientDraft::kShortestLife)))->setChecked(true);
    fillAuthorities();
    fillCatalogue();
    if (!fields.accessScopes.isEmpty())
        m_accessFold->open();
    if (!fields.actions.isEmpty())
        m_actionsFold->open();
    refresh();
    (m_authorityArea->isHidden() || !m_draft.authority().isEmpty() ? static_cast<QWidget *>(m_name) : m_authority)->setFocus(Qt::OtherFocusReason);
}

bool NewClientForm::isTouched() const
{
    ClientDraft::Fields now = m_draft.fields();
    now.lifeSeconds = m_began.lifeSeconds;
    return !(now == m_began) && m_draft.progress() != ClientDraft::Progress::Made;
}

void NewClientForm::fillAuthorities()
{
    const QList<console::AuthorityId> choices = m_draft.choices();
    m_authorityArea->setVisible(choices.size() > 1);
    m_authority->clear();
    // Nothing is preselected: production must be meant.
    m_authority->addItem(tr("Choose…"), QString());
    for (const console::AuthorityId &id : choices) {
        const console::AuthorityBadge badge = m_draft.badgeOf(id);
        //: %1 is the name of an authority, %2 its host.
        m_authority->addItem(tr("%1 · %2").arg(visibleText(badge.name), approval::visibleHost(badge.host)), id.text());
    }
    m_authority->setCurrentIndex(std::max(0, m_authority->findData(m_draft.authority().text())));
}

void NewClientForm::onAuthority()
{
    m_draft.chooseAuthority(console::AuthorityId(m_authority->currentData().toString()));
    fillCatalogue();
}

void NewClientForm::fillCatalogue()
{
    const QScopedValueRollback<bool> filling(m_filling, true);
    const console::AuthorityId &authority = m_draft.authority();
    const ScopeLookup::State state = m_catalogues.state(authority);
    const bool there = state == ScopeLookup::State::There;
    const QList<console::CatalogScope> scopes = m_catalogues.usable(authority);
    m_scopes->setVisible(there && !scopes.isEmpty());
    m_scopes->setItems(pickItems(scopes));
    m_scopes->setChosen(m_draft.fields().scopes);
    m_access->setItems(pickItems(scopes));
    m_access->setChosen(m_draft.fields().accessScopes);
    m_accessFold->setVisible(there && !scopes.isEmpty());
    const QList<console::CatalogAction> actions = m_catalogues.actions(authority);
    m_actions->setItems(pickItems(actions));
    m_actions->setChosen(m_draft.fields().actions);
    m_actionsFold->setVisible(there && !actions.isEmpty());
    const bool missing = state == ScopeLookup::State::Missing && !authority.isEmpty();
    m_scopeNamesArea->setVisible(missing);
    if (missing)
        m_scopeNames->setText(m_draft.fields().scopes.join(QLatin1Char(' ')));
    m_catalogueNote->setOwnText(authority.isEmpty() ? tr("Choose the authority first: each has scopes of its own.")
                                : missing           ? tr("The catalogue of this authority cannot be read, so risk and owner are not known here.")
                                : !there            ? tr("Reading the catalogue…")
                                : scopes.isEmpty()  ? tr("The catalogue offers no scope.")
                                                    : tr("Harmless ones first. Without any, it may only ask for what people decide."));
    m_previewed = {QString()};  // risk and owner may be known now
    showPreview();
}

void NewClientForm::onFields()
{
    if (m_filling)
        return;
    ClientDraft::Fields fields;
    fields.name = m_name->text();
    fields.owner = m_owner->text();
    fields.reason = m_reason->text();
    fields.ticket = m_ticket->text();
    fields.lifeSeconds = m_lives->checkedId() > 0 ? m_lives->checkedId() : ClientDraft::kShortestLife;
    fields.scopes = m_scopeNamesArea->isHidden() ? m_scopes->chosen() : m_scopeNames->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    fields.accessScopes = m_access->chosen();
    fields.actions = m_actions->chosen();
    m_draft.setFields(fields);
    refresh();
}

void NewClientForm::tick()
{
    showPreview();
}

// --- what is shown -------------------------------------------------------------------------------------------------------

void NewClientForm::refresh()
{
    using Progress = ClientDraft::Progress;
    const Progress progress = m_draft.progress();
    m_create->setEnabled(progress == Progress::Editing || progress == Progress::Refused);
    m_create->setText(progress == Progress::Asked ? tr("Creating…") : tr("Create the client"));
    m_outcome->setVisible(progress == Progress::Refused || progress == Progress::Unknown);
    if (progress == Progress::Refused) {
        m_outcome->setTone(theme::Tone::Danger);
        const QString said = visibleText(m_draft.detail());
        const QString why = text::clientRefusalSentence(m_draft.refusal());
        //: %1 is a sentence of ours, %2 what the authority said, in its words.
        m_outcome->setMessage(tr("It was not created"), said.isEmpty() ? why : tr("%1 It says: %2").arg(why, said));
    } else if (progress == Progress::Unknown) {
        m_outcome->setTone(theme::Tone::Warn);
        m_outcome->setMessage(tr("It is not known whether it was created"),
                              tr("No answer came. Look for it in the list: if it is there, give it a new secret or revoke it. Change something here before you try again."));
    }
    showPreview();
    showProblems();
}

void NewClientForm::showPreview()
{
    const ClientDraft::Fields &fields = m_draft.fields();
    const QStringList first = fields.scopes.mid(0, kNamedScopes);
    const int more = static_cast<int>(fields.scopes.size() - first.size());
    const QString names = visibleText(first.join(QStringLiteral(", ")));
    const QString what = fields.scopes.isEmpty() ? tr("nothing by itself.") : more == 0 ? names : tr("%1 and %n more", nullptr, more).arg(names);
    //: %1 is "“ci-runner” may do this until 22 Nov 2026 16:02:00, for 2 h:", %2 names of scopes or "nothing by itself."
    m_preview->setOwnText(tr("%1 %2").arg(text::mayDoSentence(fields.name, m_draft.endsAt(), fields.lifeSeconds), what));
    if (m_previewed != fields.scopes) {
        m_previewed = fields.scopes;
        const bool known = m_catalogues.state(m_draft.authority()) == ScopeLookup::State::There;
        m_previewScopes->show(fields.scopes, m_catalogues.scopes(m_draft.authority()), known ? ScopeRows::Known::Catalogue : ScopeRows::Known::Nothing);
    }
    m_mayGet->setVisible(!fields.accessScopes.isEmpty());
    const QString wanted = visibleText(fields.accessScopes.join(QStringLiteral(", ")));
    m_mayGet->setOwnText(fields.actions.isEmpty() ? tr("Only with an approval: %1. So far it may ask for nothing: choose its requests too.", "names of scopes").arg(wanted)
                                                  : tr("Only with an approval: %1", "names of scopes").arg(wanted));
    m_mayAsk->setVisible(!fields.actions.isEmpty());
    m_mayAsk->setOwnText(tr("It may ask people to approve: %1", "names of action types").arg(visibleText(fields.actions.join(QStringLiteral(", ")))));
}

void NewClientForm::showProblems()
{
    QStringList sentences;
    for (const ClientDraft::Problem problem : m_draft.problems()) {
        // What is merely not filled in yet is no fault before somebody says they are done.
        if (m_tried || problem == ClientDraft::Problem::NameLooksWrong || problem == ClientDraft::Problem::Connection)
            sentences.append(text::draftProblemSentence(problem));
    }
    m_problems->setOwnText(sentences.join(QLatin1Char('\n')));
    m_problems->setVisible(!sentences.isEmpty());
}

void NewClientForm::submit()
{
    m_tried = true;
    const QList<ClientDraft::Problem> problems = m_draft.problems();
    if (problems.isEmpty()) {
        m_draft.submit();
        return;
    }
    showProblems();
    widgets::announce(*m_problems);
    switch (problems.first()) {
    case ClientDraft::Problem::Authority: m_authority->setFocus(Qt::OtherFocusReason); break;
    case ClientDraft::Problem::Name:
    case ClientDraft::Problem::NameLooksWrong: m_name->setFocus(Qt::OtherFocusReason); break;
    case ClientDraft::Problem::Owner: m_owner->setFocus(Qt::OtherFocusReason); break;
    case ClientDraft::Problem::Reason: m_reason->setFocus(Qt::OtherFocusReason); break;
    case ClientDraft::Problem::Connection: break;
    }
}

void NewClientForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers().testFlag(Qt::ControlModifier))
        submit();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace countersign::clients
