#include "ui/audit/entry_delegate.h"

#include "app/approval/visible_text.h"
#include "ui/audit/entry_mark.h"
#include "ui/text/audit_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/row_text.h"

#include <QPainter>
#include <QWidget>

namespace countersign::audit {

using console::AuditRows;
using widgets::drawLine;
using widgets::lineHeight;

namespace {

constexpr theme::TextStyle kTime{theme::Type::Caption, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Muted};
constexpr int kPad = theme::space::s;

}  // namespace

void EntryDelegate::setEntries(const AuditRows *entries)
{
    m_entries = entries;
    m_words.clear();
}

int EntryDelegate::rowHeight()
{
    return std::max(theme::minimumTarget, lineHeight(theme::style::body) + 2 * 6);
}

int EntryDelegate::timeWidth()
{
    // 28 September of a year of wide figures, in the longest of the usual languages.
    return QFontMetrics(theme::fontOf(kTime)).horizontalAdvance(text::auditTime(1'790'596'728)) + 3 * kPad;
}

const EntryDelegate::Words &EntryDelegate::wordsOf(const console::AuditEntryFacts &entry) const
{
    if (const Words *known = m_words.object(entry.seq))
        return *known;
    auto *words = new Words{text::auditTime(entry.time), approval::visibleText(text::auditHeadline(entry)), text::auditSubject(entry),
                            text::actorWord(entry), approval::visibleText(entry.client), approval::visibleText(text::outcomeWord(entry.outcome))};
    m_words.insert(entry.seq, words);
    return *words;
}

void EntryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected)
        painter->fillRect(option.rect, t.selected);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, t.hover);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const bool leads = index.column() == AuditRows::Time && selected && option.widget && option.widget->hasFocus();
    if (leads)
        painter->fillRect(QStyle::visualRect(option.direction, option.rect, QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)), t.focus);
    paintCell(*painter, option.rect.adjusted(kPad, 0, -kPad, -1), index, option.direction);
    painter->restore();
}

void EntryDelegate::paintCell(QPainter &painter, const QRect &cell, const QModelIndex &index, Qt::LayoutDirection direction) const
{
    const theme::Tokens &t = theme::tokens();
    const int start = static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(direction, Qt::AlignLeft));
    const console::AuditEntryFacts *entry = m_entries ? m_entries->at(index.row()) : nullptr;
    if (!entry) {
        // Being read: a calm bar where its words will stand.
        const QRect bar(cell.left(), cell.center().y() - 4, cell.width() * (index.column() == AuditRows::What ? 5 : 8) / 10, 8);
        theme::paintFrame(painter, QStyle::visualRect(direction, cell, bar), {t.hover, QColor(), 4});
        return;
    }
    const Words &words = wordsOf(*entry);
    const auto line = [&](const QRect &rect, const theme::TextStyle &style, const QColor &ink, const QString &text) {
        painter.setFont(theme::fontOf(style));
        painter.setPen(ink);
        drawLine(painter, rect, start, widgets::fittedText(text, painter.fontMetrics(), rect.width()));
        return painter.fontMetrics().horizontalAdvance(text);
    };
    const auto visual = [&](const QRect &rect) { return QStyle::visualRect(direction, cell, rect); };
    switch (index.column()) {
    case AuditRows::Time: line(cell, kTime, t.textMuted, words.time); break;
    case AuditRows::What: {
        const widgets::Chip::Kind mark = outcomeKind(entry->outcome);
        const int side = lineHeight(theme::style::body) * 6 / 10;
        if (mark.mark != widgets::Chip::Mark::None)
            widgets::paintMark(painter, QRectF(visual({cell.left(), cell.top() + (cell.height() - side) / 2, side, side})), mark.mark, t.tone(mark.tone));
        QRect rest = cell.adjusted(side + kPad, 0, 0, 0);
        const int used = line(visual(rest), theme::style::body, t.text, words.event);
        rest.setLeft(rest.left() + used + kPad + 4);
        // A few letters of it would say nothing.
        if (!words.subject.isEmpty() && rest.width() > painter.fontMetrics().averageCharWidth() * 8)
            line(visual(rest), theme::style::caption, t.textMuted, words.subject);
        break;
    }
    case AuditRows::Who: line(cell, theme::style::caption, t.text, words.actor); break;
    case AuditRows::Client: line(cell, theme::style::caption, t.text, words.client); break;
    default: line(cell, theme::style::caption, t.tone(outcomeKind(entry->outcome).tone).strong, words.outcome);
    }
}

}  // namespace countersign::audit
