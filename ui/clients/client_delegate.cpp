#include "ui/clients/client_delegate.h"

#include "app/approval/visible_text.h"
#include "app/console/clients/clients_model.h"
#include "ui/text/client_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/authority_color.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/half_life_bar.h"
#include "ui/widgets/row_text.h"

#include <QPainter>

#include <algorithm>

namespace countersign::clients {

using approval::visibleText;
using console::ClientsModel;
using console::ClientStatus;
using console::Idleness;
using widgets::drawLine;
using widgets::lineHeight;

namespace {

constexpr int kGap = theme::space::xs;  // between rows
constexpr int kBar = 4;
constexpr theme::TextStyle kKind{theme::Type::Caption, theme::Weight::Strong, theme::Face::Text, theme::Ink::Muted};
constexpr theme::TextStyle kTime{theme::Type::Caption, theme::Weight::Strong, theme::Face::Figures, theme::Ink::Text};

ClientStatus statusOf(const QModelIndex &index)
{
    return static_cast<ClientStatus>(index.data(ClientsModel::StatusRole).toInt());
}

bool isOver(const QModelIndex &index)
{
    return statusOf(index) == ClientStatus::Expired || statusOf(index) == ClientStatus::Revoked;
}

widgets::Countdown lifeOf(const QModelIndex &index)
{
    return {std::chrono::milliseconds(index.data(ClientsModel::TimeLeftMsRole).toLongLong()),
            std::chrono::milliseconds(index.data(ClientsModel::LifeMsRole).toLongLong())};
}

theme::Glyph glyphOf(const QModelIndex &index)
{
    switch (statusOf(index)) {
    case ClientStatus::Disabled: return theme::Glyph::Freeze;
    case ClientStatus::Expired: return theme::Glyph::History;
    case ClientStatus::Revoked: return theme::Glyph::Deny;
    case ClientStatus::Active: break;
    }
    return index.data(ClientsModel::TemporaryRole).toBool() ? theme::Glyph::Clock : theme::Glyph::Server;
}

// What a person should look into, in a few words.
QString remark(const QModelIndex &index)
{
    const int equal = index.data(ClientsModel::DuplicatesRole).toInt();
    const QString idle = text::idleWord(static_cast<Idleness>(index.data(ClientsModel::IdlenessRole).toInt()));
    if (equal == 0 || isOver(index))
        return isOver(index) ? QString() : idle;
    const QString twins = ClientDelegate::tr("%n duplicates", nullptr, equal);
    //: %1 is "2 duplicates", %2 "never used".
    return idle.isEmpty() ? twins : ClientDelegate::tr("%1, %2").arg(twins, idle);
}

}  // namespace

// The lines of a row in view coordinates, not mirrored yet.
struct ClientDelegate::Lines {
    QRect row, top, name, foot, bar;
    Qt::LayoutDirection direction;

    [[nodiscard]] QRect visual(const QRect &rect) const { return QStyle::visualRect(direction, row, rect); }
    [[nodiscard]] int start() const { return static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignLeft)); }
    [[nodiscard]] int end() const { return static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignRight)); }
};

QSize ClientDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int text = lineHeight(kKind) + lineHeight(theme::style::strong) + lineHeight(theme::style::caption) + 2 * 2;
    return {theme::space::xxl * 6, text + theme::space::s + kBar + 2 * theme::space::m + kGap};
}

void ClientDelegate::paintTop(QPainter &painter, const Lines &lines, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    QRect line = lines.top;
    const QRect glyph(line.left(), line.top(), line.height(), line.height());
    const bool frozen = statusOf(index) == ClientStatus::Disabled;
    theme::paintGlyph(painter, lines.visual(glyph), glyphOf(index), frozen ? t.warn.strong : t.textMuted);
    line.setLeft(glyph.right() + 6);
    const widgets::Countdown life = lifeOf(index);
    if (life.left.count() > 0 && !isOver(index)) {
        const QString left = text::duration(life.left);
        const bool near = life.left * 100 <= life.total * 15;
        painter.setFont(theme::fontOf(kTime));
        painter.setPen(near ? t.danger.strong : t.text);
        drawLine(painter, lines.visual(line), lines.end(), left);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(left) - theme::space::m);
    }
    const auto live = index.data(ClientsModel::LiveTokensRole).toLongLong();
    if (life.total.count() == 0 && live > 0 && !isOver(index)) {
        const QString tokens = tr("%n live tokens", nullptr, static_cast<int>(std::min<qint64>(live, 1'000'000)));
        painter.setFont(theme::fontOf(theme::style::caption));
        painter.setPen(t.textMuted);
        drawLine(painter, lines.visual(line), lines.end(), tokens);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(tokens) - theme::space::m);
    }
    painter.setFont(theme::fontOf(kKind));
    painter.setPen(frozen ? t.warn.strong : t.textMuted);
    const QString word = text::clientKindWord(index);
    drawLine(painter, lines.visual(line), lines.start(), word);
    line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(word) + theme::space::m);
    if (m_authorities == Authorities::One || line.width() < 40)
        return;
    const auto badge = index.data(ClientsModel::AuthorityRole).value<console::AuthorityBadge>();
    const int dot = line.height() / 2;
    theme::paintFrame(painter, lines.visual({line.left(), line.top() + (line.height() - dot) / 2, dot, dot}),
                      {theme::authorityColor(badge.colourIndex), QColor(), 2});
    line.setLeft(line.left() + dot + 6);
    painter.setFont(theme::fontOf(theme::style::caption));
    painter.setPen(t.textMuted);
    const QString name = visibleText(badge.name.isEmpty() ? badge.host : badge.name);
    // Where only a few letters would stand, the colour is enough: the card and screen readers have the name.
    if (line.width() >= painter.fontMetrics().averageCharWidth() * 10)
        drawLine(painter, lines.visual(line), lines.start(), widgets::fittedText(name, painter.fontMetrics(), line.width()));
}

void ClientDelegate::paintName(QPainter &painter, const Lines &lines, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    QRect line = lines.name;
    if (const QString words = remark(index); !words.isEmpty()) {
        painter.setFont(theme::fontOf(theme::style::caption));
        painter.setPen(t.warn.strong);
        const int width = painter.fontMetrics().horizontalAdvance(words);
        if (width < line.width() / 2) {
            drawLine(painter, lines.visual(line), lines.end(), words);
            line.setRight(line.right() - width - theme::space::m);
        }
    }
    painter.setFont(theme::fontOf(theme::style::strong));
    painter.setPen(isOver(index) ? t.textMuted : t.text);
    const QString name = visibleText(index.data(ClientsModel::NameRole).toString());
    drawLine(painter, lines.visual(line), lines.start(), widgets::fittedText(name, painter.fontMetrics(), line.width()));
}

void ClientDelegate::paintFoot(QPainter &painter, const Lines &lines, const QModelIndex &index) const
{
    const QString owner = visibleText(index.data(ClientsModel::OwnerRole).toString());
    const QStringList scopes = index.data(ClientsModel::ScopesRole).toStringList();
    QString words;
    if (isOver(index))
        //: %1 is the owner, %2 a moment.
        words = tr("%1 · ended %2").arg(owner, text::momentText(index.data(ClientsModel::EndedAtRole).toLongLong(), tr("at an unknown time")));
    else if (scopes.isEmpty())
        //: %1 is the owner.
        words = tr("%1 · no scopes of its own").arg(owner);
    else if (scopes.size() == 1)
        //: %1 is the owner, %2 the one thing the client may do.
        words = tr("%1 · %2", "owner and scope").arg(owner, visibleText(scopes.first()));
    else
        words = tr("%1 · %n scopes", nullptr, static_cast<int>(scopes.size())).arg(owner);
    painter.setFont(theme::fontOf(theme::style::caption));
    painter.setPen(theme::tokens().textMuted);
    drawLine(painter, lines.visual(lines.foot), lines.start(), widgets::fittedText(words, painter.fontMetrics(), lines.foot.width()));
    if (const widgets::Countdown life = lifeOf(index); life.total.count() > 0 && !isOver(index))
        widgets::paintHalfLife(painter, lines.visual(lines.bar), life, lines.direction);
}

void ClientDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect box = option.rect.adjusted(0, 0, 0, -kGap);
    const QColor fill = selected ? t.selected : option.state.testFlag(QStyle::State_MouseOver) ? t.hover : t.surface;
    theme::paintFrame(*painter, box, {fill, selected ? t.focus : t.line, theme::radius::medium});

    QRect inner = box.adjusted(theme::space::m, theme::space::m, -theme::space::m, -theme::space::m);
    // Without a bar the lines stand in the middle.
    if (index.data(ClientsModel::LifeMsRole).toLongLong() == 0 || isOver(index))
        inner.translate(0, (kBar + theme::space::s) / 2);
    Lines lines{option.rect, inner, inner, inner, inner, option.direction};
    lines.top.setHeight(lineHeight(kKind));
    lines.name.setTop(lines.top.bottom() + 3);
    lines.name.setHeight(lineHeight(theme::style::strong));
    lines.foot.setTop(lines.name.bottom() + 3);
    lines.foot.setHeight(lineHeight(theme::style::caption));
    lines.bar.setTop(inner.bottom() + 1 - kBar);

    painter->save();
    paintTop(*painter, lines, index);
    paintName(*painter, lines, index);
    paintFoot(*painter, lines, index);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(*painter, box, theme::radius::medium);
    painter->restore();
}

}  // namespace countersign::clients
