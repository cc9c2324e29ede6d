// The icon in the desktop's tray: how many requests wait and whether the connection stands. It opens the window; it never
// decides and never sends a message of its own (notifications go through console::Notifier).
#pragma once

#include "app/console/console.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

namespace countersign::tray {

class Tray : public QObject {
    Q_OBJECT
public:
    explicit Tray(console::Console &console, QObject *parent = nullptr);
    ~Tray() override;

    // Trays come and go: `presenceChanged` says when.
    [[nodiscard]] bool isThere() const { return m_there; }
    // "Countersign: 3 pending. Connection: live".
    [[nodiscard]] QString toolTip() const;

Q_SIGNALS:
    void openRequested();
    void quitRequested();
    void presenceChanged();

private:
    void buildMenu();
    void refresh();
    void look();

    console::Console &m_console;
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QAction *m_pause = nullptr;
    QTimer m_again;
    bool m_there = false;
    QString m_shownTip;
};

}  // namespace countersign::tray
