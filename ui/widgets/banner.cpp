#include "ui/widgets/banner.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QPainter>

namespace countersign::widgets {

namespace {

constexpr int kFewestColumns = 30;  // of words beside the action

theme::Glyph glyphOf(theme::Tone tone)
{
    switch (tone) {
    case theme::Tone::Ok: return theme::Glyph::ShieldCheck;
    case theme::Tone::Warn:
    case theme::Tone::Danger: return theme::Glyph::Warning;
    case theme::Tone::Neutral:
    case theme::Tone::Accent: break;
    }
    return theme::Glyph::Info;
}

}  // namespace

Banner::Banner(theme::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
    , m_glyph(new GlyphView(glyphOf(tone), theme::inkOf(tone), this))
    , m_title(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_action(makeButton(theme::ButtonRole::Plain, QString(), this))
    , m_words(new QBoxLayout(QBoxLayout::LeftToRight))
{
    using namespace theme;
    setAccessibleRole(*this, QAccessible::AlertMessage);
    m_title->setTextStyle(style::strong);
    m_sentence->setTextStyle(style::body);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::m, space::m, space::m, space::m);
    line->setSpacing(space::m);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    line->addWidget(m_glyph, 0, Qt::AlignTop);
    m_words->setSpacing(space::m);
    m_words->addLayout(column, 1);
    m_words->addWidget(m_action, 0, Qt::AlignVCenter | Qt::AlignLeft);
    line->addLayout(m_words, 1);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &Banner::actionRequested);
    setTone(tone);
}

void Banner::setMessage(const QString &title, const QString &sentence)
{
    // What stands there already is no news.
    if (isVisible() && m_title->text() == title && m_sentence->text() == sentence)
        return;
    m_title->setOwnText(title);
    m_sentence->setOwnText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    announce(*this);
}

void Banner::setTone(theme::Tone tone)
{
    m_tone = tone;
    m_glyph->setGlyph(glyphOf(tone));
    m_glyph->setInk(theme::inkOf(tone));
    m_title->setInk(theme::inkOf(tone));
    update();
}

void Banner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
    arrange();
}

void Banner::arrange()
{
    const int beside = width() - m_action->sizeHint().width() - m_glyph->sizeHint().width() - 4 * theme::space::m;
    m_words->setDirection(beside < fontMetrics().averageCharWidth() * kFewestColumns ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::TonePair &pair = theme::tokens().tone(m_tone);
    theme::paintFrame(painter, rect(), {pair.soft, m_tone == theme::Tone::Danger ? pair.strong : QColor(), theme::radius::medium});
}

}  // namespace countersign::widgets
