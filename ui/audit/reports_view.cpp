#include "ui/audit/reports_view.h"

#include "app/approval/visible_text.h"
#include "ui/audit/report_bars.h"
#include "ui/text/report_text.h"
#include "ui/text/save_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/moment_field.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/save_file.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QIdentityProxyModel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace countersign::audit {

using console::AuditReport;
using console::AuditReports;
using Span = AuditReports::Span;
using State = AuditReports::State;

namespace {

// Cells and columns in words, so that the screen, a reader and a copy have the same.
class InWords final : public QIdentityProxyModel {
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const auto kind = static_cast<AuditReport::Kind>(QIdentityProxyModel::data(index, console::ReportTable::KindRole).toInt());
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>((kind == AuditReport::Kind::Text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return QIdentityProxyModel::data(index, role);
        return text::cellText(QIdentityProxyModel::data(index, console::ReportTable::CellRole).value<AuditReport::Cell>(), kind);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
            return data(index(0, section), role);
        const QVariant label = QIdentityProxyModel::headerData(section, orientation, role);
        return role == Qt::DisplayRole ? QVariant(text::columnTitle(label.toString())) : label;
    }
};

QComboBox *makeChoice(const char *objectName, const QString &name)
{
    auto *choice = new QComboBox;
    choice->setObjectName(QString::fromLatin1(objectName));
    choice->setAccessibleName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return choice;
}

}  // namespace

ReportsView::ReportsView(AuditReports &reports, QWidget *parent)
    : QWidget(parent), m_reports(reports), m_kind(makeChoice("reportChoice", tr("Report"))), m_span(makeChoice("reportSpan", tr("Time"))),
      m_save(widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Download, tr("Save as CSV…"))), m_explanation(new widgets::PlainLabel), m_cut(new widgets::PlainLabel),
      m_saved(new widgets::Banner(theme::Tone::Ok)), m_saving(new widgets::ProgressLine(tr("The report is being saved…"))), m_stack(new QStackedWidget),
      m_loading(new widgets::ProgressLine(tr("The report is being made…"))), m_empty(new widgets::EmptyState(theme::Glyph::Log)), m_whole(makeTable())
{
    using namespace theme;
    setObjectName(QStringLiteral("reportsView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(makeHead());
    m_explanation->setTextStyle(style::muted);
    column->addWidget(m_explanation);
    m_saved->setObjectName(QStringLiteral("reportSaved"));
    column->addWidget(m_saved);
    m_saving->setCancellable();
    column->addWidget(m_saving);
    auto *waiting = new QWidget;
    auto *middle = new QVBoxLayout(waiting);
    middle->addStretch(1);
    middle->addWidget(m_loading, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    for (QWidget *each : std::initializer_list<QWidget *>{waiting, m_empty, m_whole})
        m_stack->addWidget(each);
    column->addWidget(m_stack, 1);
    connect(&m_reports, &AuditReports::changed, this, &ReportsView::refresh);
    connect(&m_reports, &AuditReports::savingChanged, this, &ReportsView::refreshSaving);
    connect(m_saving, &widgets::ProgressLine::cancelRequested, &m_reports, &AuditReports::cancelSaving);
    connect(m_empty, &widgets::EmptyState::actionRequested, &m_reports, &AuditReports::reload);
    refresh();
    refreshSaving();
}

QWidget *ReportsView::makeHead()
{
    auto *head = new QWidget;
    auto *line = new widgets::FlowLayout(head);
    line->addWidget(m_kind);
    m_span->addItem(tr("Last 7 days"), QVariant::fromValue(Span::Week));
    m_span->addItem(tr("Last 30 days"), QVariant::fromValue(Span::Month));
    m_span->addItem(tr("Last 90 days"), QVariant::fromValue(Span::Quarter));
    m_span->addItem(tr("Last 365 days"), QVariant::fromValue(Span::Year));
    m_span->addItem(tr("From … until …"), QVariant::fromValue(Span::Chosen));
    line->addWidget(m_span);
    m_range = makeRange();
    line->addWidget(m_range);
    m_save->setObjectName(QStringLiteral("saveReportButton"));
    line->addWidget(m_save);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::activated, this, [this] { m_reports.open(m_kind->currentData().toString()); });
    connect(m_span, &QComboBox::activated, this, [this] { m_reports.setSpan(m_span->currentData().value<Span>()); });
    connect(m_save, &QPushButton::clicked, this, &ReportsView::save);
    return head;
}

QWidget *ReportsView::makeRange()
{
    auto *range = new QWidget;
    auto *line = new QHBoxLayout(range);
    line->setContentsMargins(0, 0, 0, 0);
    m_from = widgets::makeMomentField(tr("From"), widgets::Precision::Minutes);
    m_from->setObjectName(QStringLiteral("reportFrom"));
    m_until = widgets::makeMomentField(tr("Until"), widgets::Precision::Minutes);
    m_until->setObjectName(QStringLiteral("reportUntil"));
    auto *show = widgets::makeButton(theme::ButtonRole::Plain, tr("Show"));
    show->setObjectName(QStringLiteral("reportShowRange"));
    show->setAccessibleName(tr("Show the report of this time"));
    line->addWidget(m_from);
    line->addWidget(widgets::ownText(QStringLiteral("–"), theme::style::muted), 0, Qt::AlignVCenter);
    line->addWidget(m_until);
    line->addWidget(show);
    connect(show, &QPushButton::clicked, this, &ReportsView::chooseRange);
    for (const QDateTimeEdit *field : {m_from, m_until})
        connect(field->findChild<QLineEdit *>(), &QLineEdit::returnPressed, this, &ReportsView::chooseRange);
    return range;
}

// Typed the wrong way round is meant the right way.
void ReportsView::chooseRange()
{
    const auto [after, before] = std::minmax({m_from->dateTime().toSecsSinceEpoch(), m_until->dateTime().toSecsSinceEpoch()});
    m_from->setDateTime(QDateTime::fromSecsSinceEpoch(after));
    m_until->setDateTime(QDateTime::fromSecsSinceEpoch(before));
    m_reports.setRange({after, before});
}

QWidget *ReportsView::makeTable()
{
    auto *whole = new QWidget;
    m_bars = new ReportBars(m_reports.table());
    m_table = new QTableView;
    m_table->setObjectName(QStringLiteral("reportTable"));
    m_table->setAccessibleName(tr("Report as a table"));
    auto *words = new InWords(m_table);
    words->setSourceModel(&m_reports.table());
    m_table->setModel(words);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    // Everything is shown in full; what does not fit is reached by scrolling.
    m_table->setTextElideMode(Qt::ElideNone);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_cut->setTextStyle(theme::style::caption);
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::m);
    column->addWidget(m_bars);
    column->addWidget(m_table, 1);
    column->addWidget(m_cut);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ReportsView::sortBy);
    return whole;
}

void ReportsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_reports.look();
}

// What is sorted by is what is drawn, where it can be.
void ReportsView::sortBy(int column, Qt::SortOrder order)
{
    m_reports.table().sort(column, order);
    if (m_reports.table().measures().contains(column))
        m_bars->setMeasure(column);
}

void ReportsView::refresh()
{
    refreshKinds();
    refreshRange();
    const State state = m_reports.state();
    const bool isEmpty = state == State::Ready && m_reports.table().rowCount() == 0;
    m_save->setEnabled(state == State::Ready);
    m_kind->setEnabled(!m_reports.kinds().isEmpty());
    m_span->setEnabled(!m_reports.kinds().isEmpty());
    if (state == State::Ready && !isEmpty) {
        refreshTable();
        m_stack->setCurrentIndex(2);
    } else if (state == State::Loading) {
        m_stack->setCurrentIndex(0);
    } else {
        refreshEmpty();
        m_stack->setCurrentIndex(1);
    }
}

void ReportsView::refreshKinds()
{
    const QSignalBlocker quiet(m_kind), quieter(m_span);
    m_kind->clear();
    QString explanation;
    for (const console::AuditReportKind &kind : m_reports.kinds()) {
        m_kind->addItem(text::reportTitle(kind), kind.name);
        if (kind.name == m_reports.name())
            explanation = text::reportExplanation(kind);
    }
    m_kind->setCurrentIndex(m_kind->findData(m_reports.name()));
    m_span->setCurrentIndex(m_span->findData(QVariant::fromValue(m_reports.span())));
    m_explanation->setOwnText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
}

void ReportsView::refreshRange()
{
    m_range->setVisible(m_reports.span() == Span::Chosen);
    if (m_from->hasFocus() || m_until->hasFocus())
        return;  // being typed
    const AuditReports::Range range = m_reports.range();
    m_from->setDateTime(QDateTime::fromSecsSinceEpoch(range.after));
    m_until->setDateTime(QDateTime::fromSecsSinceEpoch(range.before));
}

void ReportsView::refreshTable()
{
    console::ReportTable &table = m_reports.table();
    QHeaderView *head = m_table->horizontalHeader();
    const QList<int> measures = table.measures();
    if (std::exchange(m_shown, m_reports.name()) != m_reports.name()) {
        // The largest first; without amounts, as the authority has put them.
        const QSignalBlocker quiet(head);
        head->setSortIndicator(measures.isEmpty() ? -1 : measures.first(), Qt::DescendingOrder);
        m_bars->setMeasure(measures.isEmpty() ? -1 : measures.first());
    }
    table.sort(head->sortIndicatorSection(), head->sortIndicatorOrder());
    m_bars->refresh();
    m_cut->setOwnText(tr("There are more rows than the authority gives at once; choose a shorter time."));
    m_cut->setVisible(table.report().isTruncated);
}

void ReportsView::refreshEmpty()
{
    using theme::Glyph;
    m_empty->setAction({});
    switch (m_reports.state()) {
    case State::NotPermitted:
        m_empty->setGlyph(Glyph::Lock);
        return m_empty->setMessage(tr("Reports are for auditors"), tr("Your account may not read the audit history of this authority. Whoever runs it can give you that right."));
    case State::Failed:
        m_empty->setGlyph(Glyph::Offline, theme::Tone::Warn);
        m_empty->setAction(tr("Retry"));
        return m_empty->setMessage(tr("The report could not be read"), tr("The authority did not answer, or its answer was not understood."));
    case State::Idle:
        m_empty->setGlyph(Glyph::Log);
        return m_empty->setMessage(tr("No authority is chosen"), tr("Sign in to an authority to see its reports."));
    case State::Ready:
    case State::Loading: break;
    }
    m_empty->setGlyph(Glyph::Check, theme::Tone::Ok);
    m_empty->setMessage(tr("Nothing to report"), tr("There is nothing of this kind in the chosen time."));
}

void ReportsView::refreshSaving()
{
    using Saving = AuditReports::Saving;
    const Saving saving = m_reports.saving();
    m_saving->setVisible(saving == Saving::Now);
    m_save->setEnabled(saving != Saving::Now && m_reports.state() == State::Ready);
    m_saved->setTone(saving == Saving::Failed ? theme::Tone::Warn : theme::Tone::Ok);
    if (saving == Saving::Done)
        //: %1 a file
        m_saved->setMessage(tr("The report is saved"), tr("It is in %1.").arg(approval::visibleText(m_reports.savedTo())));
    else if (saving == Saving::Failed)
        m_saved->setMessage(tr("The report is not saved"), text::saveFailureSentence(m_reports.failure(), m_reports.savedTo()));
    m_saved->setVisible(saving == Saving::Done || saving == Saving::Failed);
}

void ReportsView::save()
{
    widgets::askWhereToSave({tr("Save report"), m_reports.name() + QStringLiteral(".csv"), tr("Table (*.csv)")}, this, [this](const QString &path) { m_reports.save(path); });
}

}  // namespace countersign::audit
