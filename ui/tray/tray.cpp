#include "ui/tray/tray.h"

#include "ui/text/link_text.h"
#include "ui/theme/icons.h"

#include <utility>

namespace countersign::tray {

namespace {

// A panel may start after us, or again; there is no signal for it.
constexpr int kLookAgainMs = 5000;

}  // namespace

Tray::Tray(console::Console &console, QObject *parent) : QObject(parent), m_console(console)
{
    buildMenu();
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick || reason == QSystemTrayIcon::MiddleClick)
            Q_EMIT openRequested();
    });
    connect(&m_console, &console::Console::changed, this, &Tray::refresh);
    connect(&m_console.inbox(), &console::InboxModel::pendingCountChanged, this, &Tray::refresh);
    connect(&m_console.settings(), &console::Settings::changed, this, &Tray::refresh);
    m_again.setInterval(kLookAgainMs);
    connect(&m_again, &QTimer::timeout, this, &Tray::look);
    m_again.start();
    refresh();
    look();
}

Tray::~Tray() = default;

void Tray::buildMenu()
{
    QAction *open = m_menu.addAction(tr("Open Countersign"));
    connect(open, &QAction::triggered, this, &Tray::openRequested);
    m_pause = m_menu.addAction(tr("Notifications"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, [this](bool on) { m_console.settings().setNotifications(on); });
    m_menu.addSeparator();
    QAction *quit = m_menu.addAction(tr("Quit"));
    connect(quit, &QAction::triggered, this, &Tray::quitRequested);
}

void Tray::look()
{
    const bool there = QSystemTrayIcon::isSystemTrayAvailable();
    if (there)
        m_icon.show();
    if (std::exchange(m_there, there) != there)
        Q_EMIT presenceChanged();
}

QString Tray::toolTip() const
{
    const QString link = text::linkName(m_console.link(), m_console.offlineSinceMs());
    const int pending = m_console.inbox().pendingCount();
    if (m_console.logState() == console::LogState::Mismatch)
        return tr("Countersign: %n pending. %1. Log: does not match", nullptr, pending).arg(link);
    return tr("Countersign: %n pending. %1", nullptr, pending).arg(link);
}

void Tray::refresh()
{
    m_pause->setChecked(m_console.settings().notifications());
    const QString tip = toolTip();
    if (tip == m_shownTip)
        return;
    m_shownTip = tip;
    const bool alarm = m_console.logState() == console::LogState::Mismatch;
    const auto state = alarm                                              ? theme::TrayState::Alarm
                       : m_console.link() == console::Link::Offline ? theme::TrayState::Offline
                                                                     : theme::TrayState::Calm;
    m_icon.setIcon(theme::trayIcon(state, m_console.inbox().pendingCount()));
    m_icon.setToolTip(tip);
}

}  // namespace countersign::tray
