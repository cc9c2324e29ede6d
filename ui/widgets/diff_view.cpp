#include "ui/widgets/diff_view.h"

#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/source_text.h"

#include <QAbstractListModel>
#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <limits>
#include <utility>

namespace countersign::widgets {

using console::DiffRow;
using Kind = DiffRow::Kind;

namespace {

constexpr int kLeastColumns = 44;  // characters that one side has to have room for; below, there is one column
constexpr int kNumberDigits = 5, kSignDigits = 2;
constexpr int kWhole = 400;        // characters

QFont codeFont()
{
    return theme::monospace(theme::Type::Caption);
}

int digitWidth(const QFontMetrics &metrics)
{
    return metrics.horizontalAdvance(QLatin1Char('8'));
}

// Where the text of a side begins, from the side's own edge.
int textStart(const QFontMetrics &metrics)
{
    return theme::space::xs + digitWidth(metrics) * (kNumberDigits + kSignDigits + 1);
}

QString lineText(const QString &outside)
{
    return shownSource(outside).replace(QLatin1Char('\t'), QLatin1String("    "));
}

QString rowName(const DiffRow &row)
{
    switch (row.kind) {
    case Kind::Same: return DiffView::tr("Line %1, the same: %2").arg(row.after).arg(lineText(row.afterText));
    case Kind::Removed: return DiffView::tr("Line %1 removed: %2").arg(row.before).arg(lineText(row.beforeText));
    case Kind::Added: return DiffView::tr("Line %1 added: %2").arg(row.after).arg(lineText(row.afterText));
    case Kind::Changed: return DiffView::tr("Line %1 changed from: %2, to: %3").arg(row.after).arg(lineText(row.beforeText), lineText(row.afterText));
    case Kind::Skipped: break;
    }
    return DiffView::tr("%n equal lines left out", nullptr, row.skipped);
}

// How many lines the text takes in this width. Most lines are short and plain, so that a long text costs little.
int linesOf(const QString &text, int width, const QFontMetrics &metrics)
{
    if (text.size() * metrics.maxWidth() <= width)
        return 1;
    const QRect room(0, 0, std::max(width, metrics.maxWidth()), std::numeric_limits<int>::max() / 2);
    return std::max(1, metrics.boundingRect(room, Qt::TextWrapAnywhere, text).height() / metrics.lineSpacing());
}

}  // namespace

class DiffView::Rows : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] const QList<DiffRow> &rows() const { return m_one ? m_below : m_beside; }
    [[nodiscard]] bool isOneColumn() const { return m_one; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(rows().size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount() || (role != Qt::AccessibleTextRole && role != Qt::DisplayRole))
            return {};
        return rowName(rows().at(index.row()));
    }
    void set(const QList<DiffRow> &now)
    {
        beginResetModel();
        m_beside = now;
        m_below = console::oneColumn(now);
        endResetModel();
    }
    void setOneColumn(bool one)
    {
        beginResetModel();
        m_one = one;
        endResetModel();
    }

private:
    QList<DiffRow> m_beside, m_below;
    bool m_one = false;
};

class DiffView::Painter : public QStyledItemDelegate {
public:
    Painter(const Rows &rows, DiffView &view) : QStyledItemDelegate(&view), m_rows(rows), m_view(view) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(codeFont());
        const DiffRow &row = m_rows.rows().at(index.row());
        const int width = sideWidth(m_view.viewport()->width()) - textStart(metrics) - theme::space::xs;
        const int lines = std::max(linesOf(shown(row.beforeText, metrics), width, metrics), linesOf(shown(row.afterText, metrics), width, metrics));
        return {m_view.viewport()->width(), metrics.lineSpacing() * lines + 4};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.row() >= m_rows.rows().size())
            return;
        const DiffRow &row = m_rows.rows().at(index.row());
        painter->save();
        painter->setFont(codeFont());
        painter->setLayoutDirection(Qt::LeftToRight);  // catalogue text runs from left to right in every language
        const Side before{row.before, row.beforeText, row.kind == Kind::Removed || row.kind == Kind::Changed, theme::Tone::Danger, QChar(0x2212)};
        const Side after{row.after, row.afterText, row.kind == Kind::Added || row.kind == Kind::Changed, theme::Tone::Ok, QLatin1Char('+')};
        if (row.kind == Kind::Skipped) {
            painter->setFont(theme::font(theme::Type::Caption));
            painter->fillRect(option.rect, theme::tokens().hover);
            painter->setPen(theme::tokens().textMuted);
            painter->drawText(option.rect, Qt::AlignCenter, DiffView::tr("%n equal lines", nullptr, row.skipped));
        } else if (m_rows.isOneColumn()) {
            paintSide(*painter, option.rect, row.kind == Kind::Removed ? before : after);
        } else {
            const int half = sideWidth(option.rect.width());
            const QRect left(option.rect.left(), option.rect.top(), half, option.rect.height());
            const QRect right(option.rect.left() + half, option.rect.top(), option.rect.width() - half, option.rect.height());
            paintSide(*painter, left, before);
            paintSide(*painter, right, after);
            painter->fillRect(right.left(), right.top(), 1, right.height(), theme::tokens().line);
        }
        if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
            theme::paintFocusRing(*painter, option.rect, 2);
        painter->restore();
    }

private:
    struct Side {
        int number;
        QString text;
        bool differs;
        theme::Tone tone;
        QChar sign;
    };
    [[nodiscard]] int sideWidth(int width) const { return m_rows.isOneColumn() ? width : width / 2; }
    // Lines break and are not cut; only those that nobody writes by hand are, and say how much is missing.
    [[nodiscard]] static QString shown(const QString &outside, const QFontMetrics &metrics)
    {
        const QString text = lineText(outside);
        return text.size() <= kWhole ? text : fittedText(text, metrics, metrics.averageCharWidth() * kWhole);
    }
    static void paintSide(QPainter &painter, const QRect &rect, const Side &side)
    {
        const theme::Tokens &t = theme::tokens();
        if (side.number == 0) {
            painter.fillRect(rect, t.hover);
            return;
        }
        if (side.differs)
            painter.fillRect(rect, t.tone(side.tone).soft);
        const QFontMetrics metrics = painter.fontMetrics();
        const int digit = digitWidth(metrics);
        const QRect first(rect.left() + theme::space::xs, rect.top() + 2, 0, metrics.lineSpacing());
        painter.setPen(side.differs ? t.tone(side.tone).strong : t.textMuted);
        painter.drawText(first.adjusted(0, 0, digit * kNumberDigits, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(side.number));
        if (side.differs)
            painter.drawText(first.adjusted(digit * kNumberDigits, 0, digit * (kNumberDigits + kSignDigits) + digit, 0), Qt::AlignCenter, side.sign);
        painter.setPen(t.text);
        painter.drawText(rect.adjusted(textStart(metrics), 2, -theme::space::xs, -2), Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere, shown(side.text, metrics));
    }

    const Rows &m_rows;
    const DiffView &m_view;
};

DiffView::DiffView(const QString &name, QWidget *parent) : QListView(parent), m_rows(new Rows(this))
{
    setAccessibleName(name);
    setModel(m_rows);
    setItemDelegate(new Painter(*m_rows, *this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void DiffView::setRows(const QList<console::DiffRow> &rows)
{
    m_rows->set(rows);
    updateGeometry();
}

bool DiffView::isOneColumn() const
{
    return m_rows->isOneColumn();
}

QSize DiffView::sizeHint() const
{
    const int row = QFontMetrics(codeFont()).lineSpacing() + 4;
    return {480, std::clamp(m_rows->rowCount(), 3, 18) * row + 2 * frameWidth() + 2};
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (std::exchange(m_width, viewport()->width()) != viewport()->width())
        arrange();
}

void DiffView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        arrange();
}

void DiffView::arrange()
{
    const QFontMetrics metrics(codeFont());
    const bool one = viewport()->width() / 2 < textStart(metrics) + digitWidth(metrics) * kLeastColumns;
    if (one != m_rows->isOneColumn()) {
        m_rows->setOneColumn(one);
        updateGeometry();
        Q_EMIT columnsChanged();
    }
    scheduleDelayedItemsLayout();
}

}  // namespace countersign::widgets
