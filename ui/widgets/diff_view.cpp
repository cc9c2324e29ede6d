#include "ui/widgets/diff_view.h"

#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/source_text.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace countersign::widgets {

using console::DiffRow;
using Kind = DiffRow::Kind;

namespace {

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

}  // namespace

class DiffView::Rows : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;
    QList<DiffRow> rows;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(rows.size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount() || (role != Qt::AccessibleTextRole && role != Qt::DisplayRole))
            return {};
        return rowName(rows.at(index.row()));
    }
    void set(const QList<DiffRow> &now)
    {
        beginResetModel();
        rows = now;
        endResetModel();
    }
};

class DiffView::Painter : public QStyledItemDelegate {
public:
    Painter(const Rows &rows, QObject *parent) : QStyledItemDelegate(parent), m_rows(rows) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const QFontMetrics metrics(theme::monospace(theme::Type::Caption));
        return {metrics.averageCharWidth() * 40, metrics.height() + 4};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.row() >= m_rows.rows.size())
            return;
        const DiffRow &row = m_rows.rows.at(index.row());
        painter->save();
        painter->setFont(theme::monospace(theme::Type::Caption));
        painter->setLayoutDirection(Qt::LeftToRight);  // catalogue text runs from left to right in every language
        if (row.kind == Kind::Skipped) {
            painter->setFont(theme::font(theme::Type::Caption));
            painter->fillRect(option.rect, theme::tokens().hover);
            painter->setPen(theme::tokens().textMuted);
            painter->drawText(option.rect, Qt::AlignCenter, DiffView::tr("%n equal lines", nullptr, row.skipped));
        } else {
            const int half = option.rect.width() / 2;
            const QRect left(option.rect.left(), option.rect.top(), half, option.rect.height());
            const QRect right(option.rect.left() + half, option.rect.top(), option.rect.width() - half, option.rect.height());
            paintSide(*painter, left, {row.before, row.beforeText, row.kind == Kind::Removed || row.kind == Kind::Changed, theme::Tone::Danger, QChar(0x2212)});
            paintSide(*painter, right, {row.after, row.afterText, row.kind == Kind::Added || row.kind == Kind::Changed, theme::Tone::Ok, QLatin1Char('+')});
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
    static void paintSide(QPainter &painter, const QRect &rect, const Side &side)
    {
        const theme::Tokens &t = theme::tokens();
        if (side.number == 0) {
            painter.fillRect(rect, t.hover);
            return;
        }
        if (side.differs)
            painter.fillRect(rect, t.tone(side.tone).soft);
        const int digit = painter.fontMetrics().horizontalAdvance(QLatin1Char('8'));
        const QRect number(rect.left() + 4, rect.top(), digit * 5, rect.height());
        painter.setPen(side.differs ? t.tone(side.tone).strong : t.textMuted);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, QString::number(side.number));
        const QRect sign(number.right() + digit / 2, rect.top(), digit * 2, rect.height());
        if (side.differs)
            painter.drawText(sign, Qt::AlignCenter, side.sign);
        const QRect text(sign.right() + digit / 2, rect.top(), rect.right() - sign.right() - digit, rect.height());
        painter.setPen(t.text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, fittedText(lineText(side.text), painter.fontMetrics(), text.width()));
    }

    const Rows &m_rows;
};

DiffView::DiffView(const QString &name, QWidget *parent) : QListView(parent), m_rows(new Rows(this))
{
    setAccessibleName(name);
    setModel(m_rows);
    setItemDelegate(new Painter(*m_rows, this));
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void DiffView::setRows(const QList<DiffRow> &rows)
{
    m_rows->set(rows);
    updateGeometry();
}

QSize DiffView::sizeHint() const
{
    const int row = QFontMetrics(theme::monospace(theme::Type::Caption)).height() + 4;
    return {480, std::clamp(m_rows->rowCount(), 3, 18) * row + 2 * frameWidth() + 2};
}

}  // namespace countersign::widgets
