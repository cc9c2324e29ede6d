// The rail at the side: places above; authority, state of connection and log, and settings below.
#pragma once

#include "app/console/console.h"
#include "ui/shell/page.h"

#include <QHash>
#include <QWidget>

class QAbstractButton;
class QVBoxLayout;

namespace countersign::widgets {
class RailButton;
}

namespace countersign::shell {

class AuthoritySwitcher;
class StatusItem;

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(console::Console &console, QWidget *parent = nullptr);

    // `position` from the top, 0 and up.
    void addPlace(const Page &page, int position);
    // Hidden: the icons alone, for narrow windows.
    enum class Words { Shown, Hidden };
    void setWords(Words words);
    void setCurrent(const QString &id);
    [[nodiscard]] AuthoritySwitcher &switcher() { return *m_switcher; }

Q_SIGNALS:
    void chosen(const QString &id);
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void setRoom();
    void orderTabs();

    console::Console &m_console;
    QVBoxLayout *m_places;
    QHash<QString, widgets::RailButton *> m_buttons;
    AuthoritySwitcher *m_switcher;
    StatusItem *m_link, *m_log;
    widgets::RailButton *m_settings;
    Words m_words = Words::Shown;
};

}  // namespace countersign::shell
