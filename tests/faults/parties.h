// The parties of a fault test around one running authority.
#pragma once

#include "tests/faults/history.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include "app/crypto/digest.h"

#include <functional>
#include <memory>

namespace countersign::test {

struct Parties {
    Party requester{"deploy-bot", crypto::randomToken()};
    Party api{"orders-api", crypto::randomToken()};
    std::unique_ptr<AuthorityProcess> authority;
    ApproverSession approver{{}, {}, {}, crypto::EcPrivateKey::generate(), crypto::EcPrivateKey::generate()};

    // Makes an authority (in `parent`, or the temporary directory) without serving it.
    void create(const QString &parent = {});
    // create, serve and sign in. False, with the program's log on standard error, when it does not start.
    [[nodiscard]] bool start(const QString &parent = {});
    [[nodiscard]] bool serve();  // and signs in
    [[nodiscard]] LoadClient client() const { return LoadClient(authority->port(), authority->issuer()); }

    // The steps up to the one named, each of which must succeed; empty members otherwise.
    [[nodiscard]] Asked ask(const char *type = "orders.note") const;
    [[nodiscard]] Asked approved(const char *type = "orders.note") const;
    struct Credential {
        Asked asked;
        QByteArray token;
    };
    [[nodiscard]] Credential credential(const char *type = "orders.note") const;
    // Everything of the log, by approval; empty when it cannot be read.
    [[nodiscard]] Log readLog() const;
    // A whole approval from asking to use: true when all of it works.
    [[nodiscard]] bool works() const;
};

// Runs `body(i)` in `count` threads that start together.
void together(int count, const std::function<void(int)> &body);

[[nodiscard]] bool isActive(const HttpReply &consumed);

}  // namespace countersign::test
