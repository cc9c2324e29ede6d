// Desktop notifications straight from org.freedesktop.Notifications: fixed words, at most the client's name, never more
// than one in ten seconds. A click, which anything on the session bus can forge, opens the window and does nothing else.
#pragma once

#include "app/base/clock.h"

#include <QObject>
#include <QTimer>

class QDBusMessage;

namespace countersign::console {

class Notifier : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kQuietMs = 10'000;

    explicit Notifier(base::Clock &clock, QObject *parent = nullptr);
    ~Notifier() override;

    void setEnabled(bool on);
    [[nodiscard]] bool isServiceThere() const { return m_serviceThere; }

public Q_SLOTS:
    // A request arrived. `clientName`: text from outside, shown as plain text.
    void announce(const QString &clientName);
    // A temporary client is about to end; the same manners.
    void announceEnd(const QString &clientName);
    void withdraw();  // nothing is pending any more

Q_SIGNALS:
    void raiseRequested();
    void serviceChanged();

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    void show();
    void findService();
    void setService(bool there);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString body() const;
    void schedule();

    base::Clock &m_clock;
    QTimer m_delay;
    bool m_enabled = true, m_serviceThere = false, m_bodyMarkup = true;
    qint64 m_lastShownMs = 0;
    uint m_id = 0;
    int m_count = 0;
    QString m_client;
    QString m_ending;  // the client whose end is to be announced
};

// The client's name as a notification may carry it: what is invisible written out, cut, without markup characters' meaning.
[[nodiscard]] QString notificationName(const QString &clientName);

}  // namespace countersign::console
