// What a person may choose.
#pragma once

#include "app/console/console.h"
#include "ui/settings/attention_section.h"

#include <QWidget>

namespace countersign::settings {

struct Surroundings {
    Presence tray = Presence::Unknown;
    Presence notifications = Presence::Unknown;
    QString version;
};

class SettingsPage : public QWidget {
    Q_OBJECT
public:
    SettingsPage(console::Console &console, const Surroundings &surroundings, QWidget *parent = nullptr);
    // Either may come and go while the program runs.
    void setTray(Presence presence);
    void setNotifications(Presence presence);

Q_SIGNALS:
    void addAuthorityRequested();

private:
    AttentionSection *m_attention;
};

}  // namespace countersign::settings
