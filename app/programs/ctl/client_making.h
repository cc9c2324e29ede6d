// A temporary client for this pipeline: registered with an initial access token, or asked for and approved (protocol.md 7).
#pragma once

#include "app/base/secret.h"
#include "app/programs/ctl/commands.h"
#include "app/programs/ctl/requester.h"

#include <memory>

namespace countersign::ctl {

struct MadeClient {
    QString issuer, id, registrationUri;
    qint64 expiresAt = 0;
    base::SharedSecret secret, registrationToken;
    QJsonObject answer;  // as the authority gave it, secrets included
};

// What was wanted, from the options of clientWishOptions().
[[nodiscard]] std::vector<OptionSpec> clientWishOptions(std::vector<OptionSpec> more);
// Seconds of "90s", "30m", "2h", "7d" or a plain number. InvalidArgument.
[[nodiscard]] base::Result<qint64> readDuration(const QString &text);

// Registers, or asks and waits. On failure `code` is how the program is to end, and why was said.
struct Making {
    std::shared_ptr<Requester> requester;
    std::optional<MadeClient> client;
    int code = 0;
};
[[nodiscard]] Making makeClient(const Arguments &arguments);

}  // namespace countersign::ctl
