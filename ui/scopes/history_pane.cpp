#include "ui/scopes/history_pane.h"

#include "app/approval/visible_text.h"
#include "app/console/catalog/line_diff.h"
#include "ui/text/duration_text.h"
#include "ui/text/scope_text.h"
#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>
#include <QDateTime>
#include <QFocusEvent>
#include <QIdentityProxyModel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace countersign::scopes {

using approval::visibleText;
using console::AuthorityCatalog;
using console::CatalogHistory;
using console::CatalogVersion;

namespace {

CatalogVersion versionAt(const QModelIndex &index)
{
    CatalogVersion version;
    version.version = index.data(CatalogHistory::VersionRole).toLongLong();
    version.appliedBy = index.data(CatalogHistory::AppliedByRole).toString();
    version.appliedAt = index.data(CatalogHistory::AppliedAtRole).toLongLong();
    version.reason = index.data(CatalogHistory::ReasonRole).toString();
    return version;
}

QString who(const CatalogVersion &version)
{
    //: %1 is a person, %2 a moment.
    return HistoryPane::tr("%1 · %2").arg(visibleText(version.appliedBy), text::exactTime(QDateTime::fromSecsSinceEpoch(version.appliedAt)));
}

// The model with words for screen readers.
class Rows : public QIdentityProxyModel {
public:
    using QIdentityProxyModel::QIdentityProxyModel;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return QIdentityProxyModel::data(index, role);
        const CatalogVersion version = versionAt(mapToSource(index));
        return HistoryPane::tr("Version %1, %2, %3").arg(version.version).arg(who(version), visibleText(version.reason));
    }
};

class RowPainter : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const int text = 2 * QFontMetrics(theme::font(theme::Type::Caption)).height() + QFontMetrics(theme::font(theme::Type::Body)).height();
        return {theme::space::xxl * 5, text + 2 * theme::space::m};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const theme::Tokens &t = theme::tokens();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QRect box = option.rect.adjusted(0, 0, 0, -theme::space::xs);
        painter->save();
        theme::paintFrame(*painter, box, {selected ? t.selected : option.state.testFlag(QStyle::State_MouseOver) ? t.hover : t.surface, selected ? t.focus : t.line, theme::radius::medium});
        QRect line = box.adjusted(theme::space::m, theme::space::s, -theme::space::m, -theme::space::s);
        const CatalogVersion version = versionAt(index);
        const auto draw = [&](const QString &text, const theme::TextStyle &style) {
            painter->setFont(theme::fontOf(style));
            painter->setPen(theme::inkColor(style.ink));
            painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
            const QRect row(line.left(), line.top(), line.width(), painter->fontMetrics().height());
            painter->drawText(row, static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                              widgets::fittedText(text, painter->fontMetrics(), row.width()));
            line.setTop(line.top() + row.height() + 1);
        };
        draw(HistoryPane::tr("Version %1").arg(version.version), theme::style::strong);
        draw(who(version), theme::style::caption);
        draw(visibleText(version.reason), theme::style::caption);
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            theme::paintFocusRing(*painter, box, theme::radius::medium);
        painter->restore();
    }
};

}  // namespace

HistoryPane::HistoryPane(QWidget *parent) : QWidget(parent)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    line->setSpacing(theme::space::l);
    line->addWidget(makeList(), 2);
    m_detail = makeDetail();
    line->addWidget(m_detail, 5);
}

QWidget *HistoryPane::makeList()
{
    auto *side = new QWidget;
    auto *back = widgets::makeIconButton(theme::Glyph::ChevronLeft, tr("Back to the scopes"));
    back->setObjectName(QStringLiteral("historyBack"));
    auto *top = new QHBoxLayout;
    top->setSpacing(theme::space::s);
    top->addWidget(back);
    top->addWidget(new widgets::SectionHeader(tr("Versions")), 1);
    m_loading = new widgets::ProgressLine(tr("Reading the versions…"));
    m_state = new widgets::EmptyState(theme::Glyph::History);
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("versionList"));
    m_list->setAccessibleName(tr("Versions of the catalogue"));
    m_list->setItemDelegate(new RowPainter(this));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::m);
    column->addLayout(top);
    column->addWidget(m_loading);
    column->addWidget(m_state, 1);
    column->addWidget(m_list, 1);
    connect(back, &QPushButton::clicked, this, &HistoryPane::left);
    connect(m_state, &widgets::EmptyState::actionRequested, this, [this] { m_catalog->history().reload(); });
    return side;
}

QWidget *HistoryPane::makeDetail()
{
    auto *side = new QWidget;
    m_title = new widgets::PlainLabel(QString(), theme::style::headline);
    m_who = new widgets::PlainLabel(QString(), theme::style::muted);
    m_reason = new widgets::PlainLabel(QString(), theme::style::body);
    m_note = new widgets::PlainLabel(QString(), theme::style::muted);
    m_with = new QComboBox;
    m_with->setObjectName(QStringLiteral("compareWith"));
    m_with->setAccessibleName(tr("Compare with"));
    m_with->addItems({tr("Compared with the version before"), tr("Compared with the version in force")});
    m_diff = new widgets::DiffView(tr("The text, before and after"));
    m_diff->setObjectName(QStringLiteral("versionDiff"));
    m_back = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::History, tr("Go back to this version…"));
    m_back->setObjectName(QStringLiteral("rollBack"));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_title);
    column->addWidget(m_who);
    column->addWidget(m_reason);
    column->addWidget(m_with, 0, Qt::AlignLeft);
    column->addWidget(m_note);
    column->addWidget(m_diff, 1);
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addStretch(0);
    connect(m_with, &QComboBox::currentIndexChanged, this, &HistoryPane::showVersion);
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (const QString *text = m_catalog->history().textOf(chosen().version))
            Q_EMIT rollbackRequested(chosen(), *text);
    });
    return side;
}

void HistoryPane::show(AuthorityCatalog &catalog)
{
    if (m_catalog != &catalog) {
        if (m_catalog)
            m_catalog->history().disconnect(this);
        m_catalog = &catalog;
        auto *rows = new Rows(this);
        rows->setSourceModel(&catalog.history());
        delete m_list->model();
        m_list->setModel(rows);
        connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryPane::showVersion);
        connect(&catalog.history(), &CatalogHistory::readingChanged, this, &HistoryPane::showStates);
        connect(&catalog.history(), &CatalogHistory::textRead, this, &HistoryPane::showVersion);
    }
    showStates();
    showVersion();
}

void HistoryPane::showStates()
{
    const CatalogHistory &history = m_catalog->history();
    const bool empty = history.rowCount() == 0;
    m_loading->setVisible(empty && (history.reading() == CatalogHistory::Reading::Now || history.reading() == CatalogHistory::Reading::Never));
    m_list->setVisible(!empty);
    m_state->setVisible(empty && !m_loading->isVisibleTo(this));
    m_state->setMessage(tr("The versions could not be read"), tr("The authority did not answer as expected."));
    m_state->setAction(tr("Retry"));
    if (!empty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
}

CatalogVersion HistoryPane::chosen() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? versionAt(current) : CatalogVersion{};
}

qint64 HistoryPane::compared() const
{
    if (m_with->currentIndex() == 1)
        return m_catalog->state().version;
    const qint64 before = chosen().version - 1;
    return std::max<qint64>(0, before);
}

void HistoryPane::showVersion()
{
    const CatalogVersion version = chosen();
    m_detail->setVisible(version.version > 0);
    if (version.version == 0)
        return;
    CatalogHistory &history = m_catalog->history();
    const qint64 other = compared();
    const bool inForce = version.version == m_catalog->state().version;
    m_title->setOwnText(inForce ? tr("Version %1, in force").arg(version.version) : tr("Version %1").arg(version.version));
    m_who->setOwnText(who(version));
    m_reason->setText(version.reason);
    history.readText(version.version);
    if (other > 0)
        history.readText(other);
    const QString *text = history.textOf(version.version);
    const QString *before = other > 0 ? history.textOf(other) : nullptr;
    const bool unreadable = history.couldNotRead(version.version) || (other > 0 && history.couldNotRead(other));
    const bool ready = text && (before || other == 0);
    QList<console::DiffRow> rows;
    if (ready && other != version.version)
        rows = console::sideBySide(before ? *before : QString(), *text);
    m_diff->setVisible(!rows.isEmpty());
    m_diff->setRows(rows);
    m_note->setVisible(rows.isEmpty());
    m_note->setOwnText(unreadable ? tr("The text of this version could not be read.") : ready ? tr("There is no difference.") : tr("Reading the texts…"));
    m_back->setVisible(!inForce && m_catalog->mayWrite());
    m_back->setEnabled(text != nullptr);
}

void HistoryPane::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_list->setFocus(event->reason());
}

}  // namespace countersign::scopes
