#include "ui/shell/rail.h"

#include "ui/shell/authority_switcher.h"
#include "ui/shell/status_item.h"
#include "ui/text/link_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/rail_button.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::shell {

using console::Link;
using console::LogState;
using theme::Glyph;
using theme::Ink;
using widgets::RailButton;

namespace {

// Nobody is signed in anywhere: nothing was lost, nothing is being tried.
bool waitsForSignIn(console::AuthorityList &authorities)
{
    for (int row = 0; row < authorities.rowCount(); ++row) {
        const console::SignIn state = authorities.at(row)->signInState();
        if (state != console::SignIn::SignedOut && state != console::SignIn::SigningIn)
            return false;
    }
    return true;
}

StatusItem::State linkState(console::Console &console)
{
    if (waitsForSignIn(console.authorities()))
        return {Glyph::Offline, Ink::Muted, Rail::tr("not signed in"), Rail::tr("Connection: nobody is signed in")};
    const Link link = console.link();
    const QString words = text::linkText(link, console.offlineSinceMs());
    const QString name = text::linkName(link, console.offlineSinceMs());
    switch (link) {
    case Link::Live: return {Glyph::Plug, Ink::Ok, words, name};
    case Link::CatchingUp: return {Glyph::Refresh, Ink::Muted, words, name};
    case Link::Offline: break;
    }
    return {Glyph::Offline, Ink::Warn, words, name};
}

StatusItem::State logState(const console::Console &console)
{
    switch (console.logState()) {
    case LogState::Verified: return {Glyph::ShieldCheck, Ink::Ok, Rail::tr("log verified"), Rail::tr("Log: verified")};
    case LogState::Mismatch: return {Glyph::Warning, Ink::Danger, Rail::tr("log does not match"), Rail::tr("Log: does not match")};
    case LogState::Checking: return {Glyph::Log, Ink::Muted, Rail::tr("checking log"), Rail::tr("Log: being checked")};
    case LogState::Unsupported: return {Glyph::Log, Ink::Muted, Rail::tr("no log"), Rail::tr("Log: not offered by this authority")};
    case LogState::Unchecked: break;
    }
    return {Glyph::Log, Ink::Muted, Rail::tr("log not checked"), Rail::tr("Log: not checked yet")};
}

}  // namespace

Rail::Rail(console::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_places(new QVBoxLayout), m_switcher(new AuthoritySwitcher(console.authorities(), this)),
      m_link(new StatusItem(this)), m_log(new StatusItem(this)), m_settings(new RailButton(Glyph::Settings, tr("Settings"), this))
{
    setObjectName(QStringLiteral("rail"));
    m_link->setObjectName(QStringLiteral("linkState"));
    m_log->setObjectName(QStringLiteral("verifyState"));
    m_settings->setObjectName(QStringLiteral("railSettings"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::s, theme::space::m, theme::space::s + 1, theme::space::s);
    column->setSpacing(theme::space::s);
    m_places->setSpacing(theme::space::xs);
    column->addLayout(m_places);
    column->addStretch(1);
    column->addWidget(m_switcher);
    column->addSpacing(theme::space::xs);
    column->addWidget(m_link);
    column->addWidget(m_log);
    column->addSpacing(theme::space::xs);
    column->addWidget(m_settings);
    connect(m_settings, &QAbstractButton::clicked, this, &Rail::settingsRequested);
    connect(&console, &console::Console::changed, this, &Rail::refresh);
    connect(&console.inbox(), &console::InboxModel::pendingCountChanged, this, &Rail::refresh);
    setRoom();
    refresh();
}

void Rail::setWords(Words words)
{
    if (words == m_words)
        return;
    m_words = words;
    setRoom();
}

// Wide enough for one word a line; names of several words wrap.
void Rail::setRoom()
{
    const bool hidden = m_words == Words::Hidden;
    for (RailButton *button : findChildren<RailButton *>())
        button->setWords(hidden ? RailButton::Words::Hidden : RailButton::Words::Shown);
    for (StatusItem *item : {m_link, m_log})
        item->setWords(hidden ? StatusItem::Words::Hidden : StatusItem::Words::Shown);
    m_switcher->setWords(hidden ? AuthoritySwitcher::Words::Hidden : AuthoritySwitcher::Words::Shown);
    if (hidden) {
        setFixedWidth(m_settings->sizeHint().width() + 2 * theme::space::s + 1);
        return;
    }
    const QFontMetrics caption(theme::font(theme::Type::Caption));
    int longest = caption.averageCharWidth() * 11 - 8;
    for (const RailButton *button : findChildren<RailButton *>()) {
        for (const QString &word : button->text().split(QLatin1Char(' ')))
            longest = std::max(longest, caption.horizontalAdvance(word));
    }
    setFixedWidth(std::max(96, longest + 8 + 2 * theme::space::s + 1));
}

void Rail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setRoom();
    QWidget::changeEvent(event);
}

void Rail::addPlace(const Page &page, int position)
{
    auto *button = new RailButton(page.glyph, page.title, this);
    button->setObjectName(QStringLiteral("rail") + page.id.left(1).toUpper() + page.id.mid(1));
    m_places->insertWidget(position, button);
    m_buttons.insert(page.id, button);
    orderTabs();
    connect(button, &QAbstractButton::clicked, this, [this, id = page.id] { Q_EMIT chosen(id); });
    setRoom();
    refresh();
}

void Rail::orderTabs()
{
    QWidget *last = nullptr;
    for (int i = 0; i < m_places->count(); ++i) {
        QWidget *place = m_places->itemAt(i)->widget();
        if (last)
            setTabOrder(last, place);
        last = place;
    }
    setTabOrder(last, m_switcher);
    setTabOrder(m_switcher, m_settings);
}

void Rail::setCurrent(const QString &id)
{
    if (RailButton *button = id == QStringLiteral("settings") ? m_settings : m_buttons.value(id))
        button->setChecked(true);
    QList<QAbstractButton *> places(m_buttons.cbegin(), m_buttons.cend());
    places.append(m_settings);
    widgets::stopTabAtChecked(places);
}

void Rail::refresh()
{
    if (RailButton *inbox = m_buttons.value(QStringLiteral("inbox")))
        inbox->setPending(m_console.inbox().pendingCount());
    m_link->setState(linkState(m_console));
    m_log->setState(logState(m_console));
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    painter.fillRect(rect(), t.rail);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height())), t.line);
}

}  // namespace countersign::shell
