// DIR/authority.toml (protocol.md 12). A key that is unknown, of another type or out of bounds stops the start: a setting
// that silently did not hold would be worse than none.
#pragma once

#include "app/base/result.h"

#include <QByteArrayView>
#include <QString>

namespace countersign::authority {

struct Config {
    struct Limits {
        int asksPerClientPerMinute = 60;
        int asksPerGroupPerMinute = 120;
        int signInsPerMinute = 20;
        int streamsPerUser = 8;
        int connectionsPerAddress = 256;
    } limits;
    struct Ping {
        bool allowLoopback = false;  // otherwise private, loopback and link-local endpoints are refused
    } ping;
    struct Decisions {
        int freshSignInSeconds = 15 * 60;  // how old a sign-in may be where a type wants step-up
    } decisions;
};

// Reads the text. InvalidArgument names line and key.
[[nodiscard]] base::Result<Config> parseConfig(QByteArrayView toml);

// Reads DIR/authority.toml; without the file the defaults hold. Denied when it is a symbolic link, belongs to somebody
// else or may be written by others.
[[nodiscard]] base::Result<Config> readConfig(const QString &dataDir);

}  // namespace countersign::authority
