// The one client that is open: what is known of it, and what a person has done to it.
#pragma once

#include "app/base/clock.h"
#include "app/console/clients/client_facts.h"

#include <QObject>

#include <optional>

namespace countersign::backends {
class ClientDirectory;
struct ClientAnswer;
}

namespace countersign::console {

class AuthorityList;
class ClientsModel;

class ClientController : public QObject {
    Q_OBJECT

public:
    enum class Reading { None, Now, Done, Failed, Gone };
    enum class Change { None, Extend, Rotate, Revoke, Freeze, Unfreeze };
    // Unknown: no answer came. It is read again and never repeated by itself.
    enum class Progress { None, Asked, Done, Refused, Unknown };

    struct Outcome {
        Change change = Change::None;
        Progress progress = Progress::None;
        std::optional<ClientRefusal> refusal;  // with Refused, where the authority gave one
        QString detail;                        // its words, text from outside
        bool operator==(const Outcome &) const = default;
    };

    ClientController(AuthorityList &authorities, ClientsModel &list, base::Clock &clock, QObject *parent = nullptr);

    void open(const ClientRef &ref);
    void close();
    [[nodiscard]] const ClientRef &ref() const { return m_ref; }
    // The newest facts; from the list until the whole client was read. Null: nothing is open or known.
    [[nodiscard]] const ClientEntry *client() const { return m_client ? &*m_client : nullptr; }
    [[nodiscard]] Reading reading() const { return m_reading; }
    // Whether tokens and history are those of this client, and not merely missing.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    [[nodiscard]] AuthorityBadge badge() const;
    // By our own clock: past its end a client is Expired, whatever was read.
    [[nodiscard]] ClientStatus status() const;
    [[nodiscard]] qint64 timeLeftMs() const;

    [[nodiscard]] bool may(Change change) const;
    // Nothing can be changed while the authority cannot be asked.
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }
    // After a rotation until forgetSecret() or another client; null otherwise.
    [[nodiscard]] base::SharedSecret secret() const { return m_secret; }

public Q_SLOTS:
    void reload();
    // `seconds` more than its end now.
    void extend(qint64 seconds, const QString &reason);
    void rotate(const QString &reason);
    void revoke(const QString &reason);
    void freeze(const QString &reason);
    void unfreeze(const QString &reason);
    void forgetSecret();
    void forgetOutcome();

Q_SIGNALS:
    void opened();   // another client, or none
    void changed();  // facts, reading
    void outcomeChanged();
    // The authority's answer about a client, for the list.
    void learned(const countersign::console::ClientRef &ref, const countersign::console::ClientEntry &client);
    void gone(const countersign::console::ClientRef &ref);

private:
    [[nodiscard]] backends::ClientDirectory *directory() const;
    [[nodiscard]] bool begin(Change change);
    void finish(Change change, const base::Answer<backends::ClientAnswer> &answer);
    void take(const base::Result<backends::ClientAnswer> &answer, Change change);
    void adopt(const ClientEntry &client);
    void setOutcome(const Outcome &outcome);

    AuthorityList &m_authorities;
    ClientsModel &m_list;
    base::Clock &m_clock;
    ClientRef m_ref;
    std::optional<ClientEntry> m_client;
    Reading m_reading = Reading::None;
    bool m_whole = false, m_again = false;
    qint64 m_endsAtMonotonicMs = 0;
    Outcome m_outcome;
    base::SharedSecret m_secret;
};

}  // namespace countersign::console
