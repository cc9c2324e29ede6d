#include "ui/inbox/row_delegate.h"

#include "app/approval/visible_text.h"
#include "app/console/inbox/inbox_model.h"
#include "ui/text/risk_text.h"
#include "ui/theme/authority_color.h"
#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/risk_chip.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace countersign::inbox {

using approval::visibleText;
using console::InboxModel;

namespace {

constexpr int kGap = 6;       // between rows
constexpr int kSentenceLines = 2;
constexpr int kBar = 3;

int lineHeight(const theme::TextStyle &style)
{
    return static_cast<int>(std::ceil(QFontMetricsF(theme::fontOf(style)).height()));
}

constexpr theme::TextStyle riskStyle{theme::Type::Caption, theme::Weight::Strong, theme::Face::Text, theme::Ink::Text};

}  // namespace

struct RowDelegate::Words {
    QString text;
    theme::TextStyle style;
};

// Where the words of a row stand; all in view coordinates, not mirrored yet.
struct RowDelegate::Area {
    QRect row, text;
    Qt::LayoutDirection direction;
    bool gone;

    [[nodiscard]] QRect visual(const QRect &rect) const { return QStyle::visualRect(direction, row, rect); }
    [[nodiscard]] Qt::Alignment start() const { return Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignLeft); }
    [[nodiscard]] Qt::Alignment end() const { return Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignRight); }
};

RowDelegate::RowDelegate(QObject *parent) : QStyledItemDelegate(parent), m_layouts(256) {}

RowDelegate::~RowDelegate() = default;

void RowDelegate::setAuthorities(Authorities authorities)
{
    m_authorities = authorities;
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int text = 2 * lineHeight(theme::style::caption) + kSentenceLines * lineHeight(theme::style::strong) + 2 * 2;
    return {theme::space::xxl * 6, text + 2 * theme::space::m + kGap};
}

// The sentence in at most two lines; when it is longer, the second says how much is missing.
QTextLayout *RowDelegate::layout(const Words &words, int width, Qt::LayoutDirection direction) const
{
    const QString key = QString::number(direction == Qt::RightToLeft ? -width : width) + QLatin1Char('|') + words.text;
    if (QTextLayout *known = m_layouts.object(key))
        return known;
    const QFont font = theme::fontOf(words.style);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setAlignment(QStyle::visualAlignment(direction, Qt::AlignLeft) | Qt::AlignAbsolute);
    const auto build = [&](QTextLayout &layout) {
        layout.setTextOption(option);
        layout.setCacheEnabled(true);
        layout.beginLayout();
        qreal y = 0;
        for (int i = 0; i < kSentenceLines; ++i) {
            QTextLine line = layout.createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(width);
            line.setPosition({0, y});
            y += lineHeight(words.style);
        }
        layout.endLayout();
    };
    const QString head = words.text.left(2000);  // two lines never hold more
    auto made = std::make_unique<QTextLayout>(head, font);
    build(*made);
    const QTextLine last = made->lineAt(made->lineCount() - 1);
    if (last.isValid() && last.textStart() + last.textLength() < words.text.size()) {
        const QString rest = widgets::fittedText(words.text.mid(last.textStart()), QFontMetrics(font), width - 2);
        made = std::make_unique<QTextLayout>(words.text.left(last.textStart()) + QChar::LineSeparator + rest, font);
        build(*made);
    }
    QTextLayout *result = made.release();
    m_layouts.insert(key, result);
    return result;
}

void RowDelegate::paintTop(QPainter &painter, const Area &area, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const auto tier = static_cast<approval::Tier>(index.data(InboxModel::TierRole).toInt());
    const widgets::Chip::Kind kind = widgets::riskKind(tier);
    const theme::TonePair &pair = t.tone(area.gone ? theme::Tone::Neutral : kind.tone);
    const int high = lineHeight(riskStyle);
    const int mark = high * 6 / 10;
    QRect line(area.text.left(), area.text.top(), area.text.width(), high);
    widgets::paintMark(painter, area.visual({line.left(), line.top() + (high - mark) / 2, mark, mark}), kind.mark, pair);
    line.setLeft(line.left() + mark + 6);
    painter.setFont(theme::fontOf(riskStyle));
    painter.setPen(area.gone ? t.textMuted : pair.strong);
    const QString word = area.gone ? tr("No longer pending") : text::riskWord(tier);
    painter.drawText(area.visual(line), static_cast<int>(area.start()), word);
    line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(word) + theme::space::s);
    if (const int count = index.data(InboxModel::CountRole).toInt(); count > 1) {
        const QString times = tr("%1 equal").arg(count);
        painter.setFont(theme::figures(theme::Type::Caption, theme::Weight::Strong));
        const QRect pill(line.left(), line.top(), painter.fontMetrics().horizontalAdvance(times) + 2 * theme::space::s, high);
        theme::paintFrame(painter, area.visual(pill), {t.neutral.soft, QColor(), high / 2.0});
        painter.setPen(t.neutral.strong);
        painter.drawText(area.visual(pill), Qt::AlignCenter, times);
        line.setLeft(pill.right() + theme::space::s);
    }
    if (m_authorities == Authorities::One || line.width() < 40)
        return;
    const auto badge = index.data(InboxModel::AuthorityRole).value<console::AuthorityBadge>();
    painter.setFont(theme::fontOf(theme::style::caption));
    const QString name = widgets::fittedText(visibleText(badge.name.isEmpty() ? badge.host : badge.name), painter.fontMetrics(), line.width() - 14);
    painter.setPen(t.textMuted);
    painter.drawText(area.visual(line), static_cast<int>(area.end()), name);
    const int wide = painter.fontMetrics().horizontalAdvance(name);
    theme::paintFrame(painter, area.visual({line.right() - wide - 13, line.top() + (high - 8) / 2, 8, 8}),
                      {theme::authorityColor(badge.colourIndex), QColor(), 2});
}

void RowDelegate::paintFoot(QPainter &painter, const Area &area, const QModelIndex &index) const
{
    const int high = lineHeight(theme::style::caption);
    const QRect line(area.text.left(), area.text.bottom() + 1 - high, area.text.width(), high);
    painter.setFont(theme::fontOf(theme::style::caption));
    painter.setPen(theme::tokens().textMuted);
    //: %1 is the program that asks, %2 the person it acts for.
    const QString who = tr("%1 · for %2").arg(visibleText(index.data(InboxModel::ClientNameRole).toString()),
                                             visibleText(index.data(InboxModel::SubjectRole).toString()));
    painter.drawText(area.visual(line), static_cast<int>(area.start()), widgets::fittedText(who, painter.fontMetrics(), line.width()));
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool gone = index.data(InboxModel::GoneRole).toBool();
    const QRect box = option.rect.adjusted(0, 0, 0, -kGap);
    const QColor fill = selected ? t.selected : option.state.testFlag(QStyle::State_MouseOver) ? t.hover : t.surface;
    theme::paintFrame(*painter, box, {fill, selected ? t.focus : t.line, theme::radius::medium});

    const int ring = widgets::countdownSide(QFontMetrics(theme::font(theme::Type::Body)));
    Area area{option.rect, box.adjusted(theme::space::l, theme::space::m, -theme::space::m - ring - theme::space::s, -theme::space::m),
              option.direction, gone};
    painter->save();
    const auto tier = static_cast<approval::Tier>(index.data(InboxModel::TierRole).toInt());
    const theme::TonePair &pair = t.tone(widgets::riskKind(tier).tone);
    theme::paintFrame(*painter, area.visual({box.left() + 1, box.top() + 10, kBar, box.height() - 20}), {gone ? t.line : pair.strong, QColor(), 1.5});

    QTextLayout *words = layout({visibleText(index.data(InboxModel::SentenceRole).toString()), theme::style::strong}, area.text.width(), area.direction);
    const int used = std::min(words->lineCount(), kSentenceLines) * lineHeight(theme::style::strong);
    // A short sentence: the lines move together in the middle, the row keeps its height.
    const int spare = kSentenceLines * lineHeight(theme::style::strong) - used;
    area.text.adjust(0, spare / 2, 0, spare / 2 - spare);
    paintTop(*painter, area, index);
    painter->setPen(gone ? t.textMuted : t.text);
    const QRect sentence = area.visual({area.text.left(), area.text.top() + lineHeight(riskStyle) + 2, area.text.width(), used});
    words->draw(painter, sentence.topLeft());
    paintFoot(*painter, area, index);

    if (!gone)
        paintRing(*painter, area, index);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(*painter, box, theme::radius::medium);
    painter->restore();
}

void RowDelegate::paintRing(QPainter &painter, const Area &area, const QModelIndex &index) const
{
    const int ring = widgets::countdownSide(QFontMetrics(theme::font(theme::Type::Body)));
    const QRect box = area.row.adjusted(0, 0, 0, -kGap);
    const std::chrono::milliseconds left(index.data(InboxModel::TimeLeftMsRole).toLongLong());
    const double share = index.data(InboxModel::TimeShareRole).toDouble();
    const auto total = std::chrono::milliseconds(share > 0 ? static_cast<qint64>(static_cast<double>(left.count()) / share) : 0);
    const QRect square(box.right() + 1 - theme::space::m - ring, box.top() + (box.height() - ring) / 2, ring, ring);
    widgets::paintCountdown(painter, area.visual(square), {left, total});
}

}  // namespace countersign::inbox
