#include "ui/widgets/list_beside_card.h"

#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/section_header.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QFocusEvent>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace countersign::widgets {
namespace {

constexpr int kNarrowColumns = 72;  // average characters; below, list or card, not both

}  // namespace

ListBesideCard::ListBesideCard(const Words &words, QWidget *parent)
    : QWidget(parent), m_header(new SectionHeader(words.title)), m_banner(new Banner(theme::Tone::Warn)), m_state(new EmptyState(words.glyph)),
      m_nothingChosen(new EmptyState(words.glyph)), m_loading(new ProgressLine(words.loading)),
      m_back(makeButton(theme::ButtonRole::Quiet, theme::Glyph::ChevronLeft, tr("Back to the list"))), m_left(new QWidget), m_right(new QWidget),
      m_above(new QVBoxLayout), m_cards(new QStackedLayout)
{
    m_banner->hide();
    m_nothingChosen->setMessage(tr("Nothing is chosen"), words.chooseOne);
    m_back->setObjectName(QStringLiteral("backToList"));
    m_above->setSpacing(theme::space::m);
    auto *list = new QVBoxLayout(m_left);
    list->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, 0);
    list->setSpacing(theme::space::m);
    list->addWidget(m_header);
    list->addLayout(m_above);
    list->addWidget(m_loading);
    list->addWidget(m_state, 1);
    list->addStretch(0);  // takes the room while nothing else does
    auto *card = new QVBoxLayout(m_right);
    card->setContentsMargins(1, 0, 1, 0);  // room for the line that parts it from the list
    card->setSpacing(0);
    auto *way = new QHBoxLayout;  // takes no room while the button is hidden
    way->setContentsMargins(theme::space::l, theme::space::m, theme::space::l, 0);
    way->addWidget(m_back);
    way->addStretch(1);
    card->addLayout(way);
    card->addLayout(m_cards, 1);
    m_cards->addWidget(m_nothingChosen);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_left, 2);
    line->addWidget(m_right, 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addLayout(line, 1);
    connect(m_back, &QPushButton::clicked, this, &ListBesideCard::leaveRequested);
}

void ListBesideCard::addAbove(QWidget *control, Qt::Alignment alignment)
{
    m_above->addWidget(control, 0, alignment);
}

void ListBesideCard::addAbove(QLayout *controls)
{
    m_above->addLayout(controls);
}

void ListBesideCard::setList(QAbstractItemView *list)
{
    m_list = list;
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->viewport()->setAutoFillBackground(false);
    auto *column = static_cast<QVBoxLayout *>(m_left->layout());
    column->insertWidget(column->indexOf(m_state) + 1, list, 1);
}

void ListBesideCard::addCard(QWidget *card)
{
    m_cards->addWidget(card);
}

void ListBesideCard::showRows(Rows rows)
{
    m_loading->setVisible(rows == Rows::Loading);
    m_state->setVisible(rows == Rows::None);
    m_list->setVisible(rows == Rows::Some);
    // A list without rows takes no focus.
    m_list->setFocusPolicy(rows == Rows::Some ? Qt::StrongFocus : Qt::NoFocus);
    // Whoever came while it was read goes on in it by keys.
    if (rows == Rows::Some && hasFocus())
        m_list->setFocus(Qt::OtherFocusReason);
}

void ListBesideCard::focusShownCard()
{
    const QWidget *area = shownCard();
    for (QWidget *each = area->nextInFocusChain(); area->isAncestorOf(each); each = each->nextInFocusChain()) {
        if (each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            each->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void ListBesideCard::switchSide()
{
    if (m_left->isAncestorOf(window()->focusWidget()))
        focusShownCard();
    else
        m_list->setFocus(Qt::ShortcutFocusReason);
}

void ListBesideCard::showState(theme::Glyph glyph, const QStringList &titleAndSentence, const QString &action)
{
    const bool worse = glyph == theme::Glyph::Warning || glyph == theme::Glyph::Offline;
    m_state->setGlyph(glyph, worse ? theme::Tone::Warn : theme::Tone::Neutral);
    m_state->setMessage(titleAndSentence.value(0), titleAndSentence.value(1));
    m_state->setAction(action);
}

void ListBesideCard::showCard(QWidget *card, Card how)
{
    m_cards->setCurrentWidget(card ? card : m_nothingChosen);
    m_card = how;
    arrange();
}

QWidget *ListBesideCard::shownCard() const
{
    return m_cards->currentWidget();
}

bool ListBesideCard::isNarrow() const
{
    return width() < fontMetrics().averageCharWidth() * kNarrowColumns;
}

void ListBesideCard::arrange()
{
    const bool narrow = isNarrow();
    const bool instead = narrow && (m_card == Card::Open || m_card == Card::Held);
    m_left->setVisible(!instead);
    m_right->setVisible(instead || (!narrow && m_card != Card::None));
    m_back->setVisible(narrow && m_card == Card::Open);
}

void ListBesideCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ListBesideCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

// Not a focus proxy: Tab would go through it past the search field.
void ListBesideCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_list->isVisible())
        m_list->setFocus(event->reason());
}

void ListBesideCard::paintEvent(QPaintEvent *)
{
    if (!m_right->isVisible() || !m_left->isVisible())
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? m_right->geometry().right() : m_right->geometry().left();
    painter.fillRect(x, m_right->y(), 1, m_right->height(), theme::tokens().line);
}

}  // namespace countersign::widgets
