// DIR/authority.toml (protocol.md 12). A key that is unknown, of another type or out of bounds stops the start: a setting
// that silently did not hold would be worse than none.
#pragma once

#include "app/base/result.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

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
    struct Gate {
        bool trustLoopback = true;  // a gateway on this machine needs no secret; one elsewhere always does
    } gate;
    struct Decisions {
        int freshSignInSeconds = 15 * 60;  // how old a sign-in may be where a type wants step-up
    } decisions;
    struct Audit {
        int keepPayloadsDays = 0;  // what entries say is erased after so long; 0: never
    } audit;
    struct Clients {                                // registrations over the wire (protocol.md 7)
        int longestLifeSeconds = 30 * 86'400;       // from registration, or from the extension
        int extensions = 1;                         // how often an administrator may move one client's end
        int most = 10'000;                          // living temporary clients in all
        int mostPerToken = 100;                     // living clients of one initial access token
        int registrationsPerMinute = 60;            // by one initial access token, administrator or requester
        int longestTokenSeconds = 30 * 86'400;      // of initial access tokens
        int idleAfterSeconds = 7 * 86'400;          // unused for so long: dead weight
    } clients;
    struct Operator {
        QString contact;  // whom to call about this authority, at most 200 visible characters; in the metadata, so public
    } whoRuns;
    // How long what the authority gives away lives. An action credential has its own, in the catalogue.
    struct Tokens {
        int accessSeconds = 10 * 60;
        int refreshIdleSeconds = 14 * 86'400;      // unused for so long, a refresh token is over
        int refreshAbsoluteSeconds = 90 * 86'400;  // the end of every session, however busy
    } tokens;
    // Where the log is sent on to; absent: nowhere.
    struct SyslogForward {
        QString host;
        int port = 6514;
        QString caFile;  // PEM; empty: the system's authorities
    };
    struct WebhookForward {
        QString url;
    };
    std::optional<SyslogForward> syslog;
    std::optional<WebhookForward> webhook;
};

// Reads the text. InvalidArgument names line and key.
[[nodiscard]] base::Result<Config> parseConfig(QByteArrayView toml);

// Reads DIR/authority.toml; without the file the defaults hold. Denied when it is a symbolic link, belongs to somebody
// else or may be written by others.
[[nodiscard]] base::Result<Config> readConfig(const QString &dataDir);

}  // namespace countersign::authority
