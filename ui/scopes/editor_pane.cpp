#include "ui/scopes/editor_pane.h"

#include "app/console/catalog/scope_form.h"
#include "ui/scopes/scope_form_panel.h"
#include "ui/text/finding_text.h"
#include "ui/text/scope_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/section_header.h"

#include <QFocusEvent>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::scopes {

using console::AuthorityCatalog;
using console::CatalogDraft;
using console::CatalogFinding;
using Severity = CatalogFinding::Severity;

namespace {

constexpr int kTypedMs = 120;  // a large text is taken over when the fingers rest
constexpr int kLineRole = Qt::UserRole + 1;

}  // namespace

EditorPane::EditorPane(QWidget *parent) : QWidget(parent), m_banner(new widgets::Banner(theme::Tone::Warn)), m_editor(new widgets::CodeEditor(tr("Catalogue text")))
{
    m_editor->setObjectName(QStringLiteral("catalogEditor"));
    m_banner->setObjectName(QStringLiteral("editorBanner"));
    m_banner->hide();
    auto *body = new QHBoxLayout;
    body->setSpacing(theme::space::l);
    body->addWidget(m_editor, 5);
    body->addWidget(makeSide(), 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    column->setSpacing(theme::space::m);
    column->addWidget(makeHead());
    column->addWidget(m_banner);
    column->addLayout(body, 1);
    connectEditor();
}

QWidget *EditorPane::makeHead()
{
    auto *head = new QWidget;
    auto *back = widgets::makeIconButton(theme::Glyph::ChevronLeft, tr("Back to the scopes; your change stays"));
    back->setObjectName(QStringLiteral("editorBack"));
    m_head = new widgets::SectionHeader(tr("Edit the catalogue"));
    m_base = new widgets::PlainLabel(QString(), theme::style::muted);
    m_add = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Plus, tr("Add a scope"));
    m_add->setObjectName(QStringLiteral("addScope"));
    m_asForm = widgets::makeButton(theme::ButtonRole::Plain, tr("Edit as a form"));
    m_asForm->setObjectName(QStringLiteral("editAsForm"));
    m_discard = widgets::makeButton(theme::ButtonRole::Plain, tr("Discard…"));
    m_discard->setObjectName(QStringLiteral("discardDraft"));
    m_review = widgets::makeButton(theme::ButtonRole::Filled, tr("Review the change"));
    m_review->setObjectName(QStringLiteral("reviewDraft"));
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::space::s);
    top->addWidget(back);
    top->addWidget(m_head, 1);
    auto *tools = new widgets::FlowLayout;
    for (QPushButton *button : {m_add, m_asForm, m_discard, m_review})
        tools->addWidget(button);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addLayout(top);
    column->addWidget(m_base);
    column->addLayout(tools);
    connect(back, &QPushButton::clicked, this, [this] {
        commit();
        Q_EMIT left();
    });
    connect(m_add, &QPushButton::clicked, this, [this] { addScope({}); });
    connect(m_asForm, &QPushButton::clicked, this, [this] {
        commit();
        openForm(console::scopeAtLine(m_shown, m_editor->currentLine()), {});
    });
    connect(m_discard, &QPushButton::clicked, this, &EditorPane::discardRequested);
    connect(m_review, &QPushButton::clicked, this, [this] {
        commit();
        Q_EMIT reviewRequested();
    });
    return head;
}

QWidget *EditorPane::makeSide()
{
    auto *findings = new QWidget;
    m_findingsTitle = new widgets::SectionHeader(tr("Findings"));
    m_verdict = new widgets::PlainLabel(QString(), theme::style::muted);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("findingsList"));
    m_list->setAccessibleName(tr("Findings"));
    m_list->setWordWrap(true);
    m_list->setUniformItemSizes(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto *column = new QVBoxLayout(findings);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_findingsTitle);
    column->addWidget(m_verdict);
    column->addWidget(m_list, 1);
    column->addStretch(0);
    m_form = new ScopeFormPanel;
    m_side = new QStackedWidget;
    m_side->addWidget(findings);
    m_side->addWidget(m_form);
    const auto jump = [this](const QListWidgetItem *item) {
        if (item && item->data(kLineRole).toInt() > 0)
            m_editor->goToLine(item->data(kLineRole).toInt());
    };
    connect(m_list, &QListWidget::itemActivated, this, jump);
    connect(m_list, &QListWidget::itemClicked, this, jump);
    connect(m_form, &ScopeFormPanel::written, this, &EditorPane::writeForm);
    connect(m_form, &ScopeFormPanel::removeRequested, this, &EditorPane::removeScope);
    connect(m_form, &ScopeFormPanel::closed, this, &EditorPane::closeForm);
    return m_side;
}

void EditorPane::connectEditor()
{
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTypedMs);
    connect(&m_typed, &QTimer::timeout, this, &EditorPane::takeText);
    connect(m_editor, &widgets::CodeEditor::textChanged, this, [this] { m_typed.start(); });
    connect(m_banner, &widgets::Banner::actionRequested, this, &EditorPane::theirsRequested);
    const auto key = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, slot);
    };
    key(QKeySequence(Qt::Key_F8), &EditorPane::nextFinding);
    key(QKeySequence(Qt::CTRL | Qt::Key_S), [this] { m_review->click(); });
}

void EditorPane::show(AuthorityCatalog &catalog)
{
    const CatalogDraft &draft = catalog.draft();
    const bool other = m_catalog != &catalog;
    m_catalog = &catalog;
    // The draft leads only when it changed by itself: what is being typed is newer than it.
    if (other || (!m_typed.isActive() && draft.text() != m_shown)) {
        m_shown = draft.text();
        if (other || m_editor->document()->isEmpty())
            m_editor->setSource(m_shown);
        else
            m_editor->replaceSource(m_shown);
        m_typed.stop();
        if (other)
            closeForm();
    }
    const bool writable = catalog.mayWrite() && draft.mayEdit();
    m_editor->setReadOnly(!writable);
    m_review->setEnabled(writable && draft.isDirty() && !draft.hasErrors());
    m_discard->setVisible(draft.isDirty());
    m_add->setEnabled(writable);
    m_asForm->setEnabled(writable);
    m_base->setOwnText(tr("Based on version %1. Nothing is in force before you review and apply it.").arg(draft.baseVersion()));
    showBanner();
    showFindings();
}

void EditorPane::takeText()
{
    m_typed.stop();
    if (!m_catalog || !m_catalog->draft().isOpen())
        return;
    m_shown = m_editor->source();
    m_catalog->draft().setText(m_shown);
}

void EditorPane::commit()
{
    if (m_typed.isActive())
        takeText();
}

void EditorPane::showBanner()
{
    const CatalogDraft &draft = m_catalog->draft();
    const bool outdated = draft.isOutdated();
    m_banner->setVisible(outdated || draft.problem() != CatalogDraft::Problem::None);
    if (outdated) {
        m_banner->setTone(theme::Tone::Warn);
        m_banner->setMessage(tr("Somebody else was first"),
                             tr("Version %1 came into force while you were writing. Your text is untouched; bring both together before it can be applied.").arg(m_catalog->state().version));
        m_banner->setAction(tr("Show both"));
    } else if (draft.problem() != CatalogDraft::Problem::None) {
        m_banner->setTone(theme::Tone::Danger);
        m_banner->setMessage(text::problemTitle(draft.problem()), text::problemSentence(draft));
        m_banner->setAction({});
    }
}

void EditorPane::showFindings()
{
    const CatalogDraft &draft = m_catalog->draft();
    const auto errors = std::count_if(draft.findings().begin(), draft.findings().end(), [](const CatalogFinding &each) { return each.severity == Severity::Error; });
    const auto warnings = draft.findings().size() - errors;
    if (errors > 0)
        m_verdict->setOwnText(tr("%n errors to mend before it can be applied.", nullptr, static_cast<int>(errors)));
    else if (warnings > 0)
        m_verdict->setOwnText(tr("No errors. %n warnings worth a look.", nullptr, static_cast<int>(warnings)));
    else
        m_verdict->setOwnText(tr("No errors and no warnings."));
    m_verdict->setInk(errors > 0 ? theme::Ink::Danger : theme::Ink::Muted);
    m_list->setVisible(!draft.findings().isEmpty());
    m_findingsTitle->setCount(static_cast<int>(draft.findings().size()));
    if (m_findings == draft.findings())
        return;
    m_findings = draft.findings();
    const int row = m_list->currentRow();
    m_list->clear();
    QList<widgets::CodeEditor::Mark> marks;
    for (const CatalogFinding &finding : std::as_const(m_findings)) {
        const bool error = finding.severity == Severity::Error;
        const QString message = text::findingSentence(finding);
        //: %1 is a line number, %2 a sentence.
        const QString text = finding.line > 0 ? tr("Line %1: %2").arg(finding.line).arg(message) : message;
        auto *item = new QListWidgetItem(theme::icon(error ? theme::Glyph::Deny : theme::Glyph::Warning, error ? theme::Tone::Danger : theme::Tone::Warn), text, m_list);
        item->setData(kLineRole, finding.line);
        item->setData(Qt::AccessibleTextRole, error ? tr("Error. %1").arg(text) : tr("Warning. %1").arg(text));
        if (finding.line > 0)
            marks.append({finding.line, error ? theme::Tone::Danger : theme::Tone::Warn});
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1), QItemSelectionModel::NoUpdate);
    m_editor->setMarks(marks);
}

void EditorPane::nextFinding()
{
    const int line = m_editor->currentLine();
    const auto next = std::find_if(m_findings.begin(), m_findings.end(), [line](const CatalogFinding &each) { return each.line > line; });
    const auto first = std::find_if(m_findings.begin(), m_findings.end(), [](const CatalogFinding &each) { return each.line > 0; });
    const auto found = next != m_findings.end() ? next : first;
    if (found == m_findings.end())
        return;
    m_list->setCurrentRow(static_cast<int>(found - m_findings.begin()));
    m_editor->goToLine(found->line);
}

// --- the form ------------------------------------------------------------------------------------------------------------

void EditorPane::goToScope(const QString &scope)
{
    if (const int line = console::lineOfScope(m_shown, scope); line > 0) {
        m_editor->goToLine(line);
        openForm(scope, {});
    }
}

void EditorPane::addScope(const QString &suggestion)
{
    commit();
    openForm({}, suggestion);
}

void EditorPane::openForm(const QString &scope, const QString &suggestion)
{
    if (!m_catalog)
        return;
    m_side->setCurrentWidget(m_form);
    m_form->edit(*m_catalog, m_shown, scope, suggestion);
}

void EditorPane::closeForm()
{
    m_side->setCurrentIndex(0);
    m_editor->setFocus(Qt::OtherFocusReason);
}

void EditorPane::writeForm()
{
    commit();
    const console::ScopeForm form = m_form->form();
    const auto written = console::writeScopeForm(m_shown, m_form->name(), form);
    if (!written) {
        if (written.error().code == base::Errc::Conflict)
            m_form->showError(tr("There is another scope of that name"), tr("Names are given once. Choose another one, or edit that scope."));
        else
            m_form->showError(tr("The form cannot write this"), tr("The text holds this scope in a way only you should change. Edit it in the text."));
        return;
    }
    m_editor->replaceSource(*written);
    takeText();
    closeForm();
    m_editor->goToLine(console::lineOfScope(m_shown, form.name));
}

void EditorPane::removeScope()
{
    commit();
    const auto without = console::removeScope(m_shown, m_form->name());
    if (!without)
        return;
    m_editor->replaceSource(*without);
    takeText();
    closeForm();
}

void EditorPane::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_editor->setFocus(event->reason());
}

}  // namespace countersign::scopes
