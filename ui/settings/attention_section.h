// How Countersign asks for attention: notifications, quiet hours, start at login, and what this desktop lacks.
#pragma once

#include "app/console/settings.h"
#include "ui/settings/section.h"

class QCheckBox;
class QTimeEdit;

namespace countersign::widgets {
class Banner;
class PlainLabel;
}

namespace countersign::settings {

// What the desktop offers; either may be missing, and the window works alone.
enum class Presence { Unknown, There, Missing };

class AttentionSection : public Section {
    Q_OBJECT
public:
    explicit AttentionSection(console::Settings &settings, QWidget *parent = nullptr);
    void setTray(Presence presence);
    void setNotifications(Presence presence);

private:
    void addNotifications();
    void addQuietHours();
    void addStartAtLogin();
    void storeQuietHours();

    console::Settings &m_settings;
    widgets::Banner *m_noTray;
    widgets::Banner *m_noService;
    QCheckBox *m_quiet = nullptr;
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    QCheckBox *m_login = nullptr;
    widgets::PlainLabel *m_loginFault = nullptr;
};

}  // namespace countersign::settings
