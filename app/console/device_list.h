// The keys of the signed-in person at one authority: this computer's and those of others, which can be taken away.
#pragma once

#include "app/console/facts.h"

#include <QObject>

namespace countersign::console {

class AuthoritySession;

class DeviceList : public QObject {
    Q_OBJECT

public:
    enum class Reading { Never, Now, Done, Failed, Unsupported };
    // What became of the last removal.
    enum class Removal { None, Asked, Done, Failed };

    explicit DeviceList(AuthoritySession &session, QObject *parent = nullptr);

    // This computer's first, then the newest.
    [[nodiscard]] const QList<backends::DeviceFacts> &devices() const { return m_devices; }
    [[nodiscard]] bool isThisComputer(const base::DeviceKid &kid) const;
    [[nodiscard]] qint64 serverTime() const;
    [[nodiscard]] Reading reading() const { return m_reading; }
    [[nodiscard]] Removal removal() const { return m_removal; }

public Q_SLOTS:
    void read();
    // Does nothing for this computer's key: that one goes by signing out.
    void remove(const countersign::base::DeviceKid &kid);

Q_SIGNALS:
    void changed();

private:
    AuthoritySession &m_session;
    QList<backends::DeviceFacts> m_devices;
    Reading m_reading = Reading::Never;
    Removal m_removal = Removal::None;
    int m_question = 0;  // number of the last read; older answers are dropped
};

}  // namespace countersign::console
