#include "ui/scopes/scope_delegate.h"

#include "app/approval/visible_text.h"
#include "app/console/catalog/catalog_tree.h"
#include "ui/text/scope_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/risk_chip.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace countersign::scopes {

using console::CatalogTree;
using Kind = CatalogTree::Kind;

namespace {

constexpr theme::TextStyle kNote{theme::Type::Caption, theme::Weight::Regular, theme::Face::Text, theme::Ink::Muted};

// As large as the text asks for.
int markSize()
{
    return std::max(12, QFontMetrics(theme::font(theme::Type::Body)).ascent() * 3 / 4);
}

// The line of one row, in reading order; mirrors it where the window is.
class Line {
public:
    Line(QPainter &painter, const QRect &row, Qt::LayoutDirection direction) : m_painter(painter), m_row(row), m_rest(row), m_direction(direction) {}

    [[nodiscard]] QRect take(int width, int gap = theme::space::s)
    {
        const QRect part(m_rest.left(), m_rest.top(), width, m_rest.height());
        m_rest.setLeft(m_rest.left() + width + gap);
        return QStyle::visualRect(m_direction, m_row, part);
    }
    void note(const QString &text, const QColor &color)
    {
        m_painter.setFont(theme::fontOf(kNote));
        const int width = m_painter.fontMetrics().horizontalAdvance(text);
        QRect part = m_rest;
        part.setLeft(m_rest.right() - width);
        m_painter.setPen(color);
        m_painter.drawText(QStyle::visualRect(m_direction, m_row, part), Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute, text);
        m_rest.setRight(part.left() - theme::space::m);
    }
    void text(const QString &visible, const QFont &font, const QColor &color)
    {
        m_painter.setFont(font);
        m_painter.setPen(color);
        const int start = static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(m_direction, Qt::AlignLeft));
        m_painter.setLayoutDirection(visible.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        m_painter.drawText(QStyle::visualRect(m_direction, m_row, m_rest), start, widgets::fittedText(visible, m_painter.fontMetrics(), m_rest.width()));
    }

private:
    QPainter &m_painter;
    QRect m_row, m_rest;
    Qt::LayoutDirection m_direction;
};

void paintGroup(Line &line, QPainter &painter, const QModelIndex &index, bool shadows)
{
    const theme::Tokens &t = theme::tokens();
    if (shadows)
        theme::paintGlyph(painter, line.take(markSize() + 2), theme::Glyph::Warning, t.danger.strong);
    line.note(QLocale().toString(index.data(CatalogTree::CountRole).toInt()), t.textMuted);
    const QString name = shadows ? text::shadowGroupName() : approval::visibleText(index.data(CatalogTree::NameRole).toString());
    line.text(name, theme::font(theme::Type::Body, theme::Weight::Strong), shadows ? t.danger.strong : t.text);
}

void paintScope(Line &line, QPainter &painter, const QModelIndex &index, bool shadow)
{
    const theme::Tokens &t = theme::tokens();
    const int size = markSize();
    const QRect place = line.take(size);
    const QRectF mark(place.center().x() - size / 2.0 + 1, place.center().y() - size / 2.0 + 1, size, size);
    const auto kind = widgets::riskKind(static_cast<approval::Tier>(index.data(CatalogTree::RiskRole).toInt()));
    if (shadow)
        theme::paintGlyph(painter, mark, theme::Glyph::Eye, t.danger.strong);
    else
        widgets::paintMark(painter, mark, kind.mark, t.tone(kind.tone));
    const bool ended = index.data(CatalogTree::EndedRole).toBool();
    if (ended)
        line.note(ScopeDelegate::tr("ended"), t.danger.strong);
    else if (index.data(CatalogTree::DeprecatedRole).toBool())
        line.note(ScopeDelegate::tr("deprecated"), t.warn.strong);
    else if (index.data(CatalogTree::UnusedRole).toBool())
        line.note(ScopeDelegate::tr("unused"), t.textMuted);
    line.text(approval::visibleText(index.data(CatalogTree::NameRole).toString()), theme::figures(theme::Type::Body), ended ? t.textMuted : t.text);
}

}  // namespace

QSize ScopeDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {theme::space::xxl * 5, std::max(theme::minimumTarget + 6, QFontMetrics(theme::font(theme::Type::Body)).height() + theme::space::m)};
}

void ScopeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const auto kind = static_cast<Kind>(index.data(CatalogTree::KindRole).toInt());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect box = option.rect.adjusted(0, 1, 0, -1);
    painter->save();
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        theme::paintFrame(*painter, box, {selected ? t.selected : t.hover, QColor(), theme::radius::small});
    Line line(*painter, box.adjusted(theme::space::s, 0, -theme::space::s, 0), option.direction);
    if (kind == Kind::Service || kind == Kind::Shadows)
        paintGroup(line, *painter, index, kind == Kind::Shadows);
    else
        paintScope(line, *painter, index, kind == Kind::Shadow);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(*painter, box, theme::radius::small);
    painter->restore();
}

}  // namespace countersign::scopes
