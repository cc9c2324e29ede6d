#include "ui/grants/grant_delegate.h"

#include "app/approval/visible_text.h"
#include "app/console/grants_model.h"
#include "ui/text/duration_text.h"
#include "ui/text/grant_text.h"
#include "ui/theme/authority_color.h"
#include "ui/theme/icons.h"
#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/half_life_bar.h"

#include <QPainter>

#include <cmath>
#include <utility>

namespace countersign::grants {

using approval::visibleText;
using console::GrantKind;
using console::GrantsModel;
using Revocation = GrantsModel::Revocation;

namespace {

constexpr int kGap = theme::space::xs;  // between rows
constexpr int kBar = 4;
constexpr theme::TextStyle kKind{theme::Type::Caption, theme::Weight::Strong, theme::Face::Text, theme::Ink::Muted};
constexpr theme::TextStyle kTime{theme::Type::Caption, theme::Weight::Strong, theme::Face::Figures, theme::Ink::Text};

int lineHeight(const theme::TextStyle &style)
{
    return static_cast<int>(std::ceil(QFontMetricsF(theme::fontOf(style)).height()));
}

theme::Glyph glyphOf(GrantKind kind)
{
    switch (kind) {
    case GrantKind::Credential: return theme::Glyph::Ticket;
    case GrantKind::Window: return theme::Glyph::Clock;
    case GrantKind::Session: return theme::Glyph::User;
    case GrantKind::Base: return theme::Glyph::Server;
    case GrantKind::Other: break;
    }
    return theme::Glyph::Key;
}

Revocation revocationOf(const QModelIndex &index)
{
    return static_cast<Revocation>(index.data(GrantsModel::RevocationRole).toInt());
}

// A text runs as its own letters do, whatever the direction of the window: "12 s" stays "12 s".
void draw(QPainter &painter, const QRect &rect, int alignment, const QString &text)
{
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(rect, alignment, text);
}

struct State {
    QString word;
    theme::Tone tone;
};

// What stands at the end of the first line.
State stateOf(const QModelIndex &index)
{
    switch (revocationOf(index)) {
    case Revocation::Asked: return {GrantDelegate::tr("Revoking…"), theme::Tone::Neutral};
    case Revocation::Revoked: return {GrantDelegate::tr("Revoked"), theme::Tone::Ok};
    case Revocation::Failed: return {GrantDelegate::tr("Not revoked"), theme::Tone::Danger};
    case Revocation::Unknown: return {GrantDelegate::tr("No answer"), theme::Tone::Warn};
    case Revocation::None: break;
    }
    const std::chrono::milliseconds left(index.data(GrantsModel::TimeLeftMsRole).toLongLong());
    return {text::duration(left), left < widgets::urgentBelow ? theme::Tone::Danger : theme::Tone::Neutral};
}

}  // namespace

// The three lines of a row in view coordinates, not mirrored yet.
struct GrantDelegate::Lines {
    QRect row, top, title, foot, bar;
    Qt::LayoutDirection direction;
    bool revoked;

    [[nodiscard]] QRect visual(const QRect &rect) const { return QStyle::visualRect(direction, row, rect); }
    [[nodiscard]] int start() const { return static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignLeft)); }
    [[nodiscard]] int end() const { return static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignRight)); }
};

bool GrantDelegate::setRoom(int width)
{
    const QFontMetrics words(theme::fontOf(kKind)), figures(theme::fontOf(kTime));
    int kind = 0;
    for (const GrantKind each : {GrantKind::Credential, GrantKind::Window, GrantKind::Session, GrantKind::Base, GrantKind::Other})
        kind = std::max(kind, words.horizontalAdvance(text::grantKindWord(each)));
    const int time = std::max(figures.horizontalAdvance(text::duration(std::chrono::seconds(3599))), figures.horizontalAdvance(tr("Not revoked")));
    const int wanted = 2 * theme::space::m + lineHeight(kKind) + 6 + kind + theme::space::m + time;
    const bool tall = width < wanted;
    return std::exchange(m_tall, tall) != tall;
}

QSize GrantDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int text = (m_tall ? 2 * lineHeight(kKind) : lineHeight(kKind)) + lineHeight(theme::style::strong) + lineHeight(theme::style::caption) + 2 * 2;
    return {theme::space::xxl * 6, text + theme::space::s + kBar + 2 * theme::space::m + kGap};
}

void GrantDelegate::paintTop(QPainter &painter, const Lines &lines, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const auto kind = static_cast<GrantKind>(index.data(GrantsModel::KindRole).toInt());
    QRect line = lines.top;
    const QRect glyph(line.left(), line.top(), line.height(), line.height());
    theme::paintGlyph(painter, lines.visual(glyph), glyphOf(kind), t.textMuted);
    line.setLeft(glyph.right() + 6);
    const State state = stateOf(index);
    painter.setFont(theme::fontOf(kTime));
    painter.setPen(state.tone == theme::Tone::Neutral ? t.text : t.tone(state.tone).strong);
    if (m_tall) {
        draw(painter, lines.visual(line.translated(0, line.height())), lines.start(), state.word);
    } else {
        draw(painter, lines.visual(line), lines.end(), state.word);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(state.word) - theme::space::m);
    }
    painter.setFont(theme::fontOf(kKind));
    painter.setPen(t.textMuted);
    const QString word = text::grantKindWord(kind);
    draw(painter, lines.visual(line), lines.start(), widgets::fittedText(word, painter.fontMetrics(), line.width()));
    line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(word) + theme::space::m);
    if (m_authorities == Authorities::One || line.width() < 40)
        return;
    const auto badge = index.data(GrantsModel::AuthorityRole).value<console::AuthorityBadge>();
    const int dot = line.height() / 2;
    theme::paintFrame(painter, lines.visual({line.left(), line.top() + (line.height() - dot) / 2, dot, dot}),
                      {theme::authorityColor(badge.colourIndex), QColor(), 2});
    line.setLeft(line.left() + dot + 6);
    painter.setFont(theme::fontOf(theme::style::caption));
    const QString name = visibleText(badge.name.isEmpty() ? badge.host : badge.name);
    // Where only a few letters would stand, the dot is enough: the card and screen readers have the name.
    if (line.width() >= painter.fontMetrics().averageCharWidth() * 10)
        draw(painter, lines.visual(line), lines.start(), widgets::fittedText(name, painter.fontMetrics(), line.width()));
}

void GrantDelegate::paintFoot(QPainter &painter, const Lines &lines, const QModelIndex &index) const
{
    //: %1 is the program that holds the access, %2 the person it acts for.
    const QString who = tr("%1 · for %2").arg(visibleText(index.data(GrantsModel::ClientNameRole).toString()),
                                             visibleText(index.data(GrantsModel::SubjectRole).toString()));
    painter.setFont(theme::fontOf(theme::style::caption));
    painter.setPen(theme::tokens().textMuted);
    draw(painter, lines.visual(lines.foot), lines.start(), widgets::fittedText(who, painter.fontMetrics(), lines.foot.width()));
    if (lines.revoked)
        return;
    const std::chrono::milliseconds left(index.data(GrantsModel::TimeLeftMsRole).toLongLong());
    const std::chrono::seconds total(index.data(GrantsModel::ExpiresAtRole).toLongLong() - index.data(GrantsModel::IssuedAtRole).toLongLong());
    widgets::paintHalfLife(painter, lines.visual(lines.bar), {left, total}, lines.direction);
}

void GrantDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect box = option.rect.adjusted(0, 0, 0, -kGap);
    const QColor fill = selected ? t.selected : option.state.testFlag(QStyle::State_MouseOver) ? t.hover : t.surface;
    theme::paintFrame(*painter, box, {fill, selected ? t.focus : t.line, theme::radius::medium});

    const QRect inner = box.adjusted(theme::space::m, theme::space::m, -theme::space::m, -theme::space::m);
    Lines lines{option.rect, inner, inner, inner, inner, option.direction, revocationOf(index) == Revocation::Revoked};
    lines.top.setHeight(lineHeight(kKind));
    lines.title.setTop(lines.top.bottom() + 3 + (m_tall ? lineHeight(kKind) : 0));
    lines.title.setHeight(lineHeight(theme::style::strong));
    lines.foot.setTop(lines.title.bottom() + 3);
    lines.foot.setHeight(lineHeight(theme::style::caption));
    lines.bar.setTop(inner.bottom() + 1 - kBar);

    painter->save();
    paintTop(*painter, lines, index);
    painter->setFont(theme::fontOf(theme::style::strong));
    painter->setPen(lines.revoked ? t.textMuted : t.text);
    const QString title = text::grantTitle(index);
    draw(*painter, lines.visual(lines.title), lines.start(), widgets::fittedText(title, painter->fontMetrics(), lines.title.width()));
    paintFoot(*painter, lines, index);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(*painter, box, theme::radius::medium);
    painter->restore();
}

}  // namespace countersign::grants
