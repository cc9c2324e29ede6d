#include "ui/scopes/review_pane.h"

#include "app/approval/visible_text.h"
#include "app/console/catalog/line_diff.h"
#include "ui/text/scope_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/section_header.h"

#include <QApplication>
#include <QFocusEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::scopes {

using approval::visibleText;
using console::AuthorityCatalog;
using console::CatalogChange;
using console::CatalogDraft;
using widgets::Chip;
using widgets::ownText;
using widgets::PlainLabel;
using Step = CatalogDraft::Step;

namespace {

constexpr qsizetype kChangesShown = 200;
constexpr qsizetype kClientsShown = 50;

Chip::Kind kindOf(CatalogChange::Kind change)
{
    switch (change) {
    case CatalogChange::Kind::Added: return {theme::Tone::Ok, Chip::Mark::None, Chip::Look::Soft};
    case CatalogChange::Kind::Removed: return {theme::Tone::Danger, Chip::Mark::None, Chip::Look::Soft};
    case CatalogChange::Kind::Changed: break;
    }
    return {theme::Tone::Accent, Chip::Mark::None, Chip::Look::Soft};
}

QString wordOf(CatalogChange::Kind change)
{
    switch (change) {
    case CatalogChange::Kind::Added: return ReviewPane::tr("Added");
    case CatalogChange::Kind::Removed: return ReviewPane::tr("Removed");
    case CatalogChange::Kind::Changed: break;
    }
    return ReviewPane::tr("Changed");
}

QWidget *changeRow(const CatalogChange &change)
{
    auto *row = new QWidget;
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xs);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space::s);
    line->addWidget(new Chip(wordOf(change.change), kindOf(change.change)), 0, Qt::AlignTop);
    line->addWidget(ownText(text::changeSentence(change), theme::style::strong), 1);
    column->addLayout(line);
    for (const auto &field : change.fields) {
        const auto value = [](const QString &outside) { return outside.isEmpty() ? ReviewPane::tr("nothing") : visibleText(outside); };
        //: %1 is the name of a field, %2 its value before, %3 its value after.
        column->addWidget(ownText(ReviewPane::tr("%1: %2 → %3").arg(text::fieldName(field.field), value(field.from), value(field.to)), theme::style::body));
    }
    return row;
}

}  // namespace

ReviewPane::ReviewPane(QWidget *parent)
    : QWidget(parent), m_head(new widgets::SectionHeader(tr("Review the change"))), m_banner(new widgets::Banner(theme::Tone::Neutral)),
      m_codeArea(new QWidget), m_code(new PlainLabel),
      m_progress(new widgets::ProgressLine(QString())), m_scroll(widgets::makeScrollPage(new QWidget))
{
    m_foot = makeFoot();
    m_banner->setObjectName(QStringLiteral("reviewBanner"));
    m_back = widgets::makeIconButton(theme::Glyph::ChevronLeft, tr("Back"));
    m_back->setObjectName(QStringLiteral("reviewBack"));
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::space::s);
    top->addWidget(m_back);
    top->addWidget(m_head, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    column->setSpacing(theme::space::m);
    column->addLayout(top);
    column->addWidget(m_banner);
    column->addWidget(m_codeArea);
    column->addWidget(m_progress);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_foot);
    auto *code = new QVBoxLayout(m_codeArea);
    code->setContentsMargins(0, 0, 0, 0);
    code->setSpacing(theme::space::xs);
    code->addWidget(ownText(tr("Confirmation code"), theme::style::title));
    code->addWidget(m_code);
    code->addWidget(ownText(tr("Tell it to whoever decides, not in writing: they type it to approve. It is shown here only and cannot be read again."), theme::style::muted));
    m_code->setObjectName(QStringLiteral("catalogCode"));
    m_code->setTextStyle({theme::Type::Headline, theme::Weight::Strong, theme::Face::Figures, theme::Ink::Text});
    connect(m_back, &QPushButton::clicked, this, &ReviewPane::left);
    connect(m_banner, &widgets::Banner::actionRequested, this, &ReviewPane::onBannerAction);
}

QWidget *ReviewPane::makeFoot()
{
    m_note = new PlainLabel(QString(), theme::style::muted);
    m_reason = new QLineEdit;
    m_reason->setObjectName(QStringLiteral("applyReason"));
    m_reason->setAccessibleName(tr("Why this change is made"));
    m_reason->setPlaceholderText(tr("Why this change is made; stands in the log and in the history"));
    m_reason->setMaxLength(500);
    m_apply = widgets::makeButton(theme::ButtonRole::Filled, tr("Apply"));
    m_apply->setObjectName(QStringLiteral("applyCatalog"));
    m_merge = widgets::makeButton(theme::ButtonRole::Filled, tr("Bring both together"));
    m_merge->setObjectName(QStringLiteral("mergeTheirs"));
    m_keep = widgets::makeButton(theme::ButtonRole::Plain, tr("Keep my text as it is"));
    m_keep->setObjectName(QStringLiteral("keepMine"));
    m_discard = widgets::makeButton(theme::ButtonRole::Plain, tr("Discard my change…"));
    m_discard->setObjectName(QStringLiteral("discardMine"));
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_note);
    column->addWidget(m_reason);
    auto *buttons = new widgets::FlowLayout;
    for (QPushButton *button : {m_apply, m_merge, m_keep, m_discard})
        buttons->addWidget(button);
    column->addLayout(buttons);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { showHead(); });
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (m_catalog)
            m_catalog->draft().apply(m_reason->text());
    });
    connect(m_merge, &QPushButton::clicked, this, &ReviewPane::merge);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_catalog->draft().keepMine();
        m_catalog->draft().review();
    });
    connect(m_discard, &QPushButton::clicked, this, &ReviewPane::discardRequested);
    return foot;
}

void ReviewPane::show(AuthorityCatalog &catalog)
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    showStep(catalog);
    // A button that goes while it has the focus hands it to whatever comes next, which may be on another page.
    if (hadFocus && !isAncestorOf(QApplication::focusWidget()))
        m_back->setFocus(Qt::OtherFocusReason);
}

void ReviewPane::showStep(AuthorityCatalog &catalog)
{
    m_catalog = &catalog;
    const CatalogDraft &draft = catalog.draft();
    const bool same = m_filled == draft.step() && m_filledText == draft.text() && m_filledVersion == catalog.state().version;
    if (m_filled == Step::Closed || m_filledText != draft.text()) {
        m_reason->setText(draft.suggestedReason());
        m_conflict = false;
    }
    showBanner();
    showCode();
    showHead();
    if (same)
        return;
    m_filled = draft.step();
    m_filledText = draft.text();
    m_filledVersion = catalog.state().version;
    fill();
}

bool ReviewPane::takesAway() const
{
    const auto &check = m_catalog->draft().check();
    return check && (!check->consequences.clients.isEmpty() || check->consequences.liveGrants > 0 || check->consequences.pendingApprovals > 0);
}

void ReviewPane::showHead()
{
    if (!m_catalog)
        return;
    const CatalogDraft &draft = m_catalog->draft();
    const Step step = draft.step();
    const bool reviewed = step == Step::Reviewed;
    const bool both = step == Step::SomebodyFirst;
    m_head->setTitle(both ? tr("Two changes at the same time") : step == Step::Waiting ? tr("Waiting for a second admin") : tr("Review the change"));
    m_progress->setVisible(step == Step::Checking || step == Step::Applying);
    m_progress->setWhat(step == Step::Applying ? tr("Applying…") : tr("Asking the authority what would follow…"));
    m_foot->setVisible(reviewed || both || step == Step::Applying);
    m_reason->setVisible(!both);
    m_reason->setEnabled(reviewed);
    m_apply->setVisible(!both);
    const bool approval = draft.check() && draft.check()->needsApproval;
    m_apply->setText(approval ? tr("Ask a second admin") : tr("Apply"));
    theme::setButtonRole(*m_apply, takesAway() ? theme::ButtonRole::DangerFilled : theme::ButtonRole::Filled);
    m_apply->setEnabled(reviewed && m_catalog->mayWrite() && !m_reason->text().trimmed().isEmpty());
    m_note->setVisible(both || reviewed);
    if (both)
        m_note->setOwnText(m_conflict ? tr("Both changes touch the same lines, so they cannot be brought together by themselves. Take over by hand what you need, or keep your text: the review then shows what that undoes.")
                                      : tr("Bringing both together keeps every line that only one of you changed. You see the result before anything is applied."));
    else if (approval)
        m_note->setOwnText(tr("This change touches entries of high risk. It comes into force once a second admin approves it."));
    else
        m_note->setOwnText(tr("It comes into force at once and stays in the history with your name and your reason."));
    m_merge->setVisible(both && !m_conflict);
    m_keep->setVisible(both);
    m_discard->setVisible(both);
}

void ReviewPane::showCode()
{
    const CatalogDraft &draft = m_catalog->draft();
    m_codeArea->setVisible(draft.step() == Step::Waiting && !draft.confirmationCode().isEmpty());
    m_code->setText(draft.confirmationCode());
}

void ReviewPane::showBanner()
{
    const CatalogDraft &draft = m_catalog->draft();
    const Step step = draft.step();
    m_banner->setVisible(step == Step::Unknown || step == Step::Waiting || step == Step::SomebodyFirst || draft.problem() != CatalogDraft::Problem::None);
    m_banner->setAction({});
    if (step == Step::Unknown) {
        m_banner->setTone(theme::Tone::Warn);
        m_banner->setMessage(tr("It is not known whether the change was applied"), tr("No answer came. What is in force is being read again; nothing is sent a second time by itself."));
        m_banner->setAction(tr("Read again"));
    } else if (step == Step::Waiting) {
        m_banner->setTone(theme::Tone::Accent);
        m_banner->setMessage(tr("A second admin has to agree"), tr("Your change is a request in the inbox now. It comes into force when somebody else approves it; you cannot approve it yourself."));
        m_banner->setAction(tr("Open the request"));
    } else if (step == Step::SomebodyFirst) {
        m_banner->setTone(theme::Tone::Warn);
        //: %1 is a version's number, %2 the person who applied it.
        m_banner->setMessage(tr("Somebody else was first"), tr("Version %1 by %2 is in force now. Nothing of yours is lost: both texts stand below.")
                                                                .arg(m_catalog->state().version).arg(visibleText(m_catalog->state().appliedBy)));
    } else if (draft.problem() != CatalogDraft::Problem::None) {
        m_banner->setTone(theme::Tone::Danger);
        m_banner->setMessage(text::problemTitle(draft.problem()), text::problemSentence(draft));
    }
}

void ReviewPane::fill()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, theme::space::s, 0);
    column->setSpacing(theme::space::m);
    const Step step = m_catalog->draft().step();
    if (step == Step::SomebodyFirst)
        fillBoth(*column);
    else if (step != Step::Checking)
        fillReview(*column);
    if (step == Step::Checking)
        column->addStretch(1);
    m_scroll->setWidget(content);
}

void ReviewPane::fillReview(QVBoxLayout &column)
{
    const CatalogDraft &draft = m_catalog->draft();
    if (draft.check()) {
        addConsequences(column);
        addChanges(column);
    }
    addText(column, draft.baseText(), draft.text());
}

void ReviewPane::addConsequences(QVBoxLayout &column)
{
    const auto &consequences = m_catalog->draft().check()->consequences;
    column.addWidget(ownText(tr("What follows at once"), theme::style::title));
    auto *card = new widgets::Card;
    card->setObjectName(QStringLiteral("consequences"));
    const bool nothing = consequences.clients.isEmpty() && consequences.liveGrants == 0 && consequences.pendingApprovals == 0 && consequences.routes.isEmpty();
    if (nothing)
        card->column()->addWidget(ownText(tr("Nobody loses anything: no program, live access, pending request or route is touched.")));
    if (!consequences.clients.isEmpty()) {
        card->column()->addWidget(ownText(tr("%n programs lose scopes:", nullptr, static_cast<int>(consequences.clients.size())), theme::style::strong));
        auto *sheet = new widgets::FactSheet;
        QList<widgets::Fact> facts;
        for (const auto &client : consequences.clients.mid(0, kClientsShown))
            facts.append({client.id.text(), client.scopes.join(QStringLiteral(", ")), {}});
        sheet->setFacts(facts);
        card->column()->addWidget(sheet);
        if (consequences.clients.size() > kClientsShown)
            card->column()->addWidget(ownText(tr("and %n more programs", nullptr, static_cast<int>(consequences.clients.size() - kClientsShown)), theme::style::muted));
    }
    if (consequences.liveGrants > 0)
        card->column()->addWidget(ownText(tr("%n live accesses lose what is taken away, or end.", nullptr, static_cast<int>(consequences.liveGrants))));
    if (consequences.pendingApprovals > 0)
        card->column()->addWidget(ownText(tr("%n pending requests can no longer be approved.", nullptr, static_cast<int>(consequences.pendingApprovals))));
    if (!consequences.routes.isEmpty()) {
        card->column()->addWidget(ownText(tr("%n routes of the gateway are touched:", nullptr, static_cast<int>(consequences.routes.size()))));
        for (const QString &route : consequences.routes)
            card->column()->addWidget(new PlainLabel(route, theme::style::code));
    }
    column.addWidget(card);
}

void ReviewPane::addChanges(QVBoxLayout &column)
{
    const QList<CatalogChange> &changes = m_catalog->draft().check()->changes;
    column.addWidget(ownText(tr("What changes"), theme::style::title));
    auto *card = new widgets::Card;
    card->setObjectName(QStringLiteral("changes"));
    card->column()->setSpacing(theme::space::m);
    if (changes.isEmpty())
        card->column()->addWidget(ownText(tr("Nothing but the text itself: order, comments or blanks.")));
    for (const CatalogChange &change : changes.mid(0, kChangesShown))
        card->column()->addWidget(changeRow(change));
    if (changes.size() > kChangesShown)
        card->column()->addWidget(ownText(tr("and %n more changes, all in the text below", nullptr, static_cast<int>(changes.size() - kChangesShown)), theme::style::muted));
    column.addWidget(card);
}

void ReviewPane::addText(QVBoxLayout &column, const QString &before, const QString &after)
{
    column.addWidget(ownText(tr("The text, before and after"), theme::style::title));
    auto *view = new widgets::DiffView(tr("The text, before and after"));
    view->setObjectName(QStringLiteral("textDiff"));
    view->setRows(console::sideBySide(before, after));
    column.addWidget(view, 1);
}

void ReviewPane::fillBoth(QVBoxLayout &column)
{
    auto *titles = new QHBoxLayout;
    auto *theirs = ownText({}, theme::style::title);
    auto *mine = ownText({}, theme::style::title);
    titles->addWidget(theirs, 1);
    titles->addWidget(mine, 1);
    column.addLayout(titles);
    auto *view = new widgets::DiffView(tr("Theirs and yours"));
    view->setObjectName(QStringLiteral("bothDiff"));
    view->setRows(console::sideBySide(m_catalog->state().toml, m_catalog->draft().text()));
    column.addWidget(view, 1);
    const auto name = [=, version = m_catalog->state().version] {
        const bool one = view->isOneColumn();
        theirs->setOwnText(one ? tr("− in force: version %1").arg(version) : tr("In force: version %1").arg(version));
        mine->setOwnText(one ? tr("+ your text") : tr("Your text"));
    };
    connect(view, &widgets::DiffView::columnsChanged, mine, name);
    name();
}

void ReviewPane::onBannerAction()
{
    CatalogDraft &draft = m_catalog->draft();
    if (draft.step() == Step::Waiting)
        Q_EMIT approvalRequested({m_catalog->session().id(), draft.waitingFor()});
    else if (draft.step() == Step::Unknown)
        draft.readAgain();
}

void ReviewPane::merge()
{
    if (m_catalog->draft().mergeTheirs()) {
        Q_EMIT said(tr("Both changes stand in the text now. Review it before you apply it."));
        return;
    }
    m_conflict = true;
    showHead();
}

void ReviewPane::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_reason->isVisible())
        m_reason->setFocus(event->reason());
}

}  // namespace countersign::scopes
