#include "ui/widgets/long_value.h"

#include "app/approval/visible_text.h"
#include "ui/widgets/buttons.h"

#include <QEvent>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::widgets {

namespace {

// Where to cut so that no character is halved and no written-out `[U+202E]` is broken up.
qsizetype cutAt(const QString &text, qsizetype wanted)
{
    qsizetype at = wanted;
    const qsizetype open = text.lastIndexOf(QLatin1String("[U+"), at);
    const qsizetype close = open < 0 ? -1 : text.indexOf(QLatin1Char(']'), open);
    if (open >= 0 && close >= at)
        at = open;
    while (at > 0 && (text.at(at).isLowSurrogate() || text.at(at).isMark()))
        --at;
    return at;
}

}  // namespace

LongValue::LongValue(const QString &outside, const theme::TextStyle &style, QWidget *parent)
    : QWidget(parent), m_label(new PlainLabel(this)), m_more(makeButton(theme::ButtonRole::Quiet, theme::Glyph::ChevronDown, QString(), this))
{
    m_label->setTextStyle(style);
    m_label->setCopyable(PlainLabel::Copy::Yes);
    m_label->installEventFilter(this);
    m_more->setObjectName(QStringLiteral("moreButton"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xs);
    column->addWidget(m_label);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, &LongValue::unfold);
    setValue(outside);
}

void LongValue::setValue(const QString &outside)
{
    m_shown = approval::visibleText(outside);
    m_endSeen = false;
    m_folded = m_shown.size() > openLength;
    const qsizetype cut = m_folded ? cutAt(m_shown, foldedLength) : m_shown.size();
    m_label->setOwnText(m_shown.first(cut));
    //: %L1 is how many characters of a long value are not shown yet.
    m_more->setText(tr("%L1 more characters").arg(m_shown.size() - cut));
    m_more->setVisible(m_folded);
}

void LongValue::unfold()
{
    if (!m_folded)
        return;
    m_folded = false;
    m_label->setOwnText(m_shown);
    m_label->setFocus(Qt::OtherFocusReason);  // the button goes; the focus stays with the value
    m_more->hide();
}

bool LongValue::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_label && event->type() == QEvent::Paint)
        noteVisibleEnd();
    return QWidget::eventFilter(watched, event);
}

void LongValue::noteVisibleEnd()
{
    if (m_endSeen || m_folded)
        return;
    const int line = m_label->fontMetrics().height();
    const QRect last(0, std::max(0, m_label->height() - line), m_label->width(), std::min(line, m_label->height()));
    // The label may still be laid out for less text than it holds; then its end is not where it will be.
    if (m_label->height() < m_label->heightForWidth(m_label->width()) || !m_label->visibleRegion().contains(last)
        || !QRegion(last).subtracted(m_label->visibleRegion()).isEmpty())
        return;
    m_endSeen = true;
    Q_EMIT endSeen();
}

}  // namespace countersign::widgets
