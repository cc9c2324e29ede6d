#include "ui/widgets/fact_sheet.h"

#include "app/approval/visible_text.h"
#include "ui/text/flag_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/long_value.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace countersign::widgets {

namespace {

constexpr int kOneLine = 56;  // characters of a value and its canonical form that may share a line

}  // namespace

FactSheet::FactSheet(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(0);
    setAccessibleRole(*this, QAccessible::Grouping);
}

void FactSheet::setFacts(const QList<Fact> &facts)
{
    m_values.clear();
    m_labels.clear();
    m_lines.clear();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Fact &fact : facts)
        m_rows->addWidget(makeRow(fact));
    alignLabels();
}

QBoxLayout *FactSheet::startRow(QWidget *row, const QString &words)
{
    using namespace theme;
    auto *line = new QBoxLayout(QBoxLayout::LeftToRight, row);
    m_lines.append(line);
    constexpr int ring = PlainLabel::focusRoom;
    line->setContentsMargins(space::l - 2 * ring, space::xs - ring, space::l - 2 * ring, space::xs - ring);
    auto *label = new PlainLabel(words, style::muted, row);
    label->setContentsMargins(2 * ring, ring, 2 * ring, ring);
    line->addWidget(label, 0, Qt::AlignTop);
    m_labels.append(label);
    return line;
}

void FactSheet::addRow(const QString &label, QWidget *content)
{
    auto *row = new QWidget(this);
    QBoxLayout *line = startRow(row, label);
    constexpr int ring = PlainLabel::focusRoom;
    content->setContentsMargins(2 * ring, ring, 2 * ring, ring);
    line->addWidget(content, 1);
    m_rows->addWidget(row);
    alignLabels();
}

int FactSheet::labelWidth() const
{
    int widest = 0;
    for (const QWidget *label : m_labels)
        widest = std::max(widest, label->sizeHint().width());
    return std::min(widest, fontMetrics().averageCharWidth() * 22);
}

void FactSheet::setLeastLabelWidth(int width)
{
    m_leastLabel = width;
    alignLabels();
}

LongValue *FactSheet::addValue(const QString &text, const theme::TextStyle &style, QWidget *row)
{
    auto *value = new LongValue(text, style, row);
    m_values.append(value);
    connect(value, &LongValue::endSeen, this, [this] {
        if (isEndSeen())
            Q_EMIT endSeen();
    });
    return value;
}

QWidget *FactSheet::makeRow(const Fact &fact)
{
    using namespace theme;
    auto *row = new QWidget(this);
    QBoxLayout *line = startRow(row, fact.label);
    constexpr int ring = PlainLabel::focusRoom;

    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    LongValue *value = addValue(fact.value, style::value, row);
    if (fact.canonical.isEmpty() || fact.canonical == fact.value) {
        column->addWidget(value);
    } else if (LongValue *canonical = addValue(fact.canonical, style::code, row); fact.value.size() + fact.canonical.size() > kOneLine) {
        column->addWidget(value);
        column->addWidget(canonical);
    } else {
        // Two short ones stand side by side, and below one another only where there is no room.
        auto *both = new FlowLayout;
        both->addWidget(value);
        both->addWidget(canonical);
        column->addLayout(both);
    }
    for (const QString &notice : text::flagNotices(approval::inspect(fact.value))) {
        auto *warning = new QHBoxLayout;
        warning->setSpacing(6);
        warning->setContentsMargins(2 * ring, 2, 0, ring);
        auto *mark = new GlyphView(Glyph::Warning, Ink::Warn, row);
        mark->setSide(scaledIconSize() - 4);
        auto *words = new PlainLabel(row);
        words->setTextStyle({Type::Caption, Weight::Regular, Face::Text, Ink::Warn});
        words->setOwnText(notice);
        warning->addWidget(mark, 0, Qt::AlignTop);
        warning->addWidget(words, 1);
        column->addLayout(warning);
    }
    line->addLayout(column, 1);
    return row;
}

void FactSheet::alignLabels()
{
    const int character = fontMetrics().averageCharWidth();
    const int column = std::max(labelWidth(), m_leastLabel);
    // Where the values would get too little room, each stands beneath its label instead.
    const bool stacked = width() < column + character * 26;
    for (QWidget *label : std::as_const(m_labels)) {
        label->setMinimumWidth(stacked ? 0 : column);
        label->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : column);
    }
    for (QBoxLayout *line : std::as_const(m_lines)) {
        line->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        line->setSpacing(stacked ? 0 : theme::space::l - 4 * PlainLabel::focusRoom);
    }
}

void FactSheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        alignLabels();
}

bool FactSheet::isEndSeen() const
{
    return std::all_of(m_values.begin(), m_values.end(), [](const LongValue *value) { return value->isEndSeen(); });
}

void FactSheet::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        alignLabels();
}

void FactSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    theme::paintFrame(painter, rect(), {t.surface, t.line, theme::radius::large});
    for (int i = 1; i < m_rows->count(); ++i) {
        const int y = m_rows->itemAt(i)->geometry().top();
        painter.fillRect(QRectF(1, y, width() - 2, 1), t.line);
    }
}

}  // namespace countersign::widgets
