#include "ui/audit/entries_view.h"

#include "ui/audit/entry_card.h"
#include "ui/audit/entry_table.h"
#include "ui/audit/filter_bar.h"
#include "ui/audit/timeline_chart.h"
#include "ui/text/error_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"

#include <QFocusEvent>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

namespace countersign::audit {

using console::AuditDesk;
using console::AuditRows;
using Reading = AuditDesk::Reading;

namespace {

constexpr int kNarrowColumns = 92;  // below, table or entry, not both
constexpr int kRestMs = 150;

}  // namespace

EntriesView::EntriesView(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("auditEntries"));
    build();
    connectParts();
    addKeys();
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &EntriesView::openChosen);
    refresh();
}

// --- building ------------------------------------------------------------------------------------------------------------

void EntriesView::build()
{
    m_left = makeList();
    m_card = new EntryCard;
    m_card->hide();
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(m_left, 5);
    line->addWidget(m_card, 4);
}

QWidget *EntriesView::makeList()
{
    auto *side = new QWidget;
    m_search = new widgets::SearchField(tr("Search every field: refund \"order 81\" amount>1000"));
    m_search->setMaxLength(200);
    m_filters = new FilterBar;
    m_times = new TimelineChart;
    m_loading = new widgets::ProgressLine(tr("Searching the log…"));
    m_failed = new widgets::Banner(theme::Tone::Warn);
    m_failed->setAction(tr("Retry"));
    m_count = new widgets::PlainLabel;
    m_count->setTextStyle(theme::style::caption);
    m_count->setObjectName(QStringLiteral("auditCount"));
    m_fresh = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::ChevronUp, QString());
    m_fresh->setObjectName(QStringLiteral("auditFresh"));
    // Its place is kept: what is being read must not move when it comes.
    QSizePolicy policy = m_fresh->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_fresh->setSizePolicy(policy);
    m_fresh->hide();
    m_state = new widgets::EmptyState(theme::Glyph::Log);
    m_table = new EntryTable;
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_count, 1, Qt::AlignVCenter);
    foot->addWidget(m_fresh);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(theme::space::l, theme::space::m, theme::space::l, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_search);
    column->addWidget(m_filters);
    column->addWidget(m_times);
    column->addWidget(m_failed);
    column->addLayout(foot);
    column->addWidget(m_loading);
    column->addWidget(m_state, 1);
    column->addWidget(m_table, 1);
    column->addStretch(0);  // takes the room while nothing else does
    return side;
}

void EntriesView::connectParts()
{
    connect(m_search, &QLineEdit::textEdited, this, [this](const QString &words) {
        if (m_desk)
            m_desk->setWords(words.trimmed());
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        if (m_desk && words.isEmpty())
            m_desk->setWords({});  // by its clear button
    });
    connect(m_table, &EntryTable::opened, this, [this] {
        openChosen();
        if (m_card->isVisible())
            m_card->setFocus(Qt::OtherFocusReason);
    });
    connect(m_table, &EntryTable::moved, this, &EntriesView::followChosen);
    connect(m_times, &TimelineChart::chosen, this, [this](qint64 after, qint64 before) {
        if (!m_desk)
            return;
        console::AuditQuery query = m_desk->query();
        query.after = after;
        query.before = before;
        m_desk->setQuery(query);
    });
    connect(m_times, &TimelineChart::jumped, this, [this](qint64 time) {
        if (m_desk)
            m_desk->goTo(time);
    });
    connect(m_fresh, &QPushButton::clicked, this, [this] {
        if (!m_desk)
            return;
        m_desk->letIn();
        m_table->toTop();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_failed, &widgets::Banner::actionRequested, this, &EntriesView::onStateAction);
    connect(m_state, &widgets::EmptyState::actionRequested, this, &EntriesView::onStateAction);
    connect(m_filters, &FilterBar::said, this, &EntriesView::said);
    connect(m_filters, &FilterBar::removed, this, [this](const QString &sentence, const std::function<void()> &undo) { Q_EMIT offered(sentence, tr("Undo"), undo); });
    connect(m_card, &EntryCard::closeRequested, this, &EntriesView::closeCard);
    connect(m_card, &EntryCard::said, this, &EntriesView::said);
    connect(m_card, &EntryCard::bundleRequested, this, &EntriesView::bundleRequested);
    connect(m_card, &EntryCard::stepRequested, this, [this](const console::AuditEntryFacts &entry) {
        if (!m_desk)
            return;
        m_table->choose(m_desk->rows().rowOf(entry.seq));
        m_desk->detail().open(entry);
    });
    connect(m_card, &EntryCard::filterRequested, this, [this](console::AuditField field, const QString &value) {
        if (m_desk)
            m_desk->setQuery(withValue(m_desk->query(), field, value));
    });
}

void EntriesView::addKeys()
{
    const auto key = [this](const QKeySequence &keys, QWidget *where, auto slot) {
        connect(new QShortcut(keys, where, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, slot);
    };
    key(QKeySequence(QKeySequence::Find), this, &EntriesView::focusSearch);
    key(QKeySequence(Qt::CTRL | Qt::Key_G), this, [this] {
        if (m_filters->isVisible())
            m_filters->startGoing();
    });
    key(QKeySequence(Qt::Key_Slash), m_table, &EntriesView::focusSearch);
    key(QKeySequence(Qt::Key_Slash), m_card, &EntriesView::focusSearch);
    key(QKeySequence(Qt::Key_Escape), m_table, &EntriesView::back);
    key(QKeySequence(Qt::Key_Escape), m_card, &EntriesView::back);
    key(QKeySequence(Qt::Key_F6), this, [this] {
        if (m_left->isAncestorOf(window()->focusWidget()) && m_card->isVisible())
            m_card->setFocus(Qt::ShortcutFocusReason);
        else
            m_table->setFocus(Qt::ShortcutFocusReason);
    });
}

void EntriesView::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void EntriesView::offerBundle()
{
    m_card->offerBundle();
}

// Not a focus proxy: Tab would go through it past the search field.
void EntriesView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    passFocusOn(event->reason());
}

// Whoever came here before there was anything goes on by keys once there is.
void EntriesView::passFocusOn(Qt::FocusReason reason)
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_table, m_search, m_state->action()}) {
        if (each->isVisible()) {
            each->setFocus(reason);
            return;
        }
    }
}

// --- what is shown -------------------------------------------------------------------------------------------------------

void EntriesView::show(AuditDesk *desk)
{
    if (m_desk != desk) {
        if (m_desk) {
            m_desk->disconnect(this);
            m_desk->rows().disconnect(this);
            m_desk->detail().disconnect(this);
        }
        m_desk = desk;
        m_table->show(desk ? &desk->rows() : nullptr);
        m_filters->show(desk);
        m_card->show(desk ? &desk->detail() : nullptr);
        m_search->setText(desk ? desk->query().text : QString());
        if (desk) {
            connect(desk, &AuditDesk::changed, this, &EntriesView::refresh);
            connect(desk, &AuditDesk::queryChanged, this, [this] {
                if (m_search->text().trimmed() != m_desk->query().text)
                    m_search->setText(m_desk->query().text);
            });
            connect(desk, &AuditDesk::arrivedAt, this, [this](int row) {
                m_table->choose(row);
                m_table->setFocus(Qt::OtherFocusReason);
            });
            connect(&desk->rows(), &QAbstractItemModel::modelReset, this, &EntriesView::refresh);
            connect(&desk->rows(), &QAbstractItemModel::rowsInserted, this, &EntriesView::refresh);
            connect(&desk->rows(), &QAbstractItemModel::rowsRemoved, this, &EntriesView::refresh);
            connect(&desk->rows(), &AuditRows::freshChanged, this, &EntriesView::refresh);
            connect(&desk->detail(), &console::AuditDetail::changed, this, &EntriesView::arrange);
        }
    }
    refresh();
}

void EntriesView::refresh()
{
    showStates();
    showCount();
    m_times->show(m_desk ? &m_desk->timeline() : nullptr);
    arrange();
    if (hasFocus())
        passFocusOn(Qt::OtherFocusReason);
}

void EntriesView::showStates()
{
    const Reading reading = m_desk ? m_desk->reading() : Reading::Never;
    const bool empty = !m_desk || m_desk->rows().rowCount() == 0;
    const bool narrowed = m_desk && !console::isOpen(m_desk->query());
    const bool failed = reading == Reading::Failed;
    const bool loading = reading == Reading::Now && (empty || !m_desk->isCurrent());
    const bool usable = !empty || narrowed || (m_desk && !m_desk->savedFilters().isEmpty() && reading == Reading::Done);
    m_loading->setVisible(loading && empty);
    m_table->setVisible(!empty);
    // A table without rows takes no focus.
    m_table->setFocusPolicy(empty ? Qt::NoFocus : Qt::StrongFocus);
    m_search->setVisible(usable);
    m_filters->setVisible(usable);
    m_times->setVisible(usable && m_desk && !m_desk->timeline().buckets.isEmpty());
    m_failed->setVisible(failed && !empty);
    if (failed && !empty && isUnsearchable())
        m_failed->setMessage(tr("This cannot be searched for"), tr("Close every quotation mark, put at least two letters before a *, and use at most 16 words."));
    else if (failed && !empty)
        m_failed->setMessage(tr("The log could not be read on"), text::errorSentence(m_desk->error().code));
    m_state->setVisible(empty && !loading);
    if (m_state->isVisibleTo(this))
        showState();
}

// The authority takes no such words; anything else it refuses is a fault.
bool EntriesView::isUnsearchable() const
{
    return m_desk->error().code == base::Errc::Malformed && !m_desk->isCurrent() && !m_desk->query().text.isEmpty();
}

void EntriesView::showState()
{
    const Reading reading = m_desk ? m_desk->reading() : Reading::Never;
    const bool narrowed = m_desk && !console::isOpen(m_desk->query());
    m_state->setAction({});
    if (reading == Reading::NotPermitted) {
        m_state->setGlyph(theme::Glyph::Lock);
        m_state->setMessage(tr("You may not see this"), tr("Your sign-in does not allow you to read the log. An auditor or an administrator of the authority can."));
    } else if (reading == Reading::Failed && isUnsearchable()) {
        m_state->setGlyph(theme::Glyph::Search);
        m_state->setMessage(tr("This cannot be searched for"), tr("Close every quotation mark, put at least two letters before a *, and use at most 16 words."));
    } else if (reading == Reading::Failed) {
        m_state->setGlyph(theme::Glyph::Warning, theme::Tone::Warn);
        m_state->setMessage(tr("The log could not be read"), text::errorSentence(m_desk->error().code));
        m_state->setAction(tr("Retry"));
    } else if (reading == Reading::Done && narrowed) {
        m_state->setGlyph(theme::Glyph::Search);
        m_state->setMessage(tr("Nothing matches"), tr("The log has entries, but none with these words and filters."));
        m_state->setAction(tr("Show everything"));
    } else if (reading == Reading::Done) {
        m_state->setGlyph(theme::Glyph::Log);
        m_state->setMessage(tr("The log is empty"), tr("Every request, decision and change at this authority will be one entry here, and none can be changed or removed unnoticed."));
    } else if (m_desk && m_desk->session().signInState() == console::SignIn::SignedOut) {
        m_state->setGlyph(theme::Glyph::Lock);
        m_state->setMessage(tr("You are signed out"), tr("Sign in to this authority to read its log."));
    } else {
        m_state->setGlyph(theme::Glyph::Plug);
        m_state->setMessage(tr("No connection yet"), tr("The log can be read as soon as the authority answers."));
        m_state->setAction(m_desk ? tr("Retry") : QString());
    }
}

void EntriesView::showCount()
{
    const bool any = m_desk && m_desk->rows().rowCount() > 0;
    m_count->setVisible(any);
    const int fresh = m_desk ? m_desk->rows().fresh() : 0;
    m_fresh->setVisible(any && fresh != 0);
    m_fresh->setText(fresh < 0 ? tr("Many new entries") : tr("%Ln new entries", nullptr, fresh));
    if (!any)
        return;
    const AuditRows &rows = m_desk->rows();
    if (!m_desk->isCurrent() && m_desk->reading() == Reading::Now)
        m_count->setOwnText(tr("Searching…"));
    else if (rows.isCounted())
        m_count->setOwnText(tr("%Ln entries, the newest first", nullptr, rows.known()));
    else
        m_count->setOwnText(tr("At least %Ln entries, the newest first", nullptr, rows.known()));
}

void EntriesView::arrange()
{
    const bool open = m_desk && m_desk->detail().entry();
    const bool narrow = width() < fontMetrics().averageCharWidth() * kNarrowColumns;
    m_left->setVisible(!open || !narrow);
    m_card->setVisible(open);
}

void EntriesView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void EntriesView::paintEvent(QPaintEvent *)
{
    if (!m_card->isVisible() || !m_left->isVisible())
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? m_card->geometry().right() : m_card->geometry().left();
    painter.fillRect(x, m_card->y(), 1, m_card->height(), theme::tokens().line);
}

// --- one entry -----------------------------------------------------------------------------------------------------------

void EntriesView::openChosen()
{
    m_rest.stop();
    const console::AuditEntryFacts *entry = m_table->chosen();
    if (m_desk && entry)
        m_desk->detail().open(*entry);
}

// While one is open, moving on shows the next: not each one that is passed on the way.
void EntriesView::followChosen()
{
    if (m_desk && m_desk->detail().entry())
        m_rest.start();
}

void EntriesView::closeCard()
{
    m_rest.stop();
    if (m_desk)
        m_desk->detail().close();
    arrange();
    m_table->setFocus(Qt::OtherFocusReason);
}

void EntriesView::back()
{
    if (m_desk && m_desk->detail().entry())
        closeCard();
}

void EntriesView::onStateAction()
{
    if (!m_desk)
        return;
    if (m_desk->reading() == Reading::Done) {
        m_desk->setQuery({});
        m_search->setFocus(Qt::OtherFocusReason);
    } else {
        m_desk->session().retry();
        m_desk->retry();
    }
}

}  // namespace countersign::audit
