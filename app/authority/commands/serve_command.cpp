// `serve`: the authority itself.
#include "app/authority/commands/workplace.h"
#include "app/authority/private_file.h"
#include "app/authority/running_authority.h"
#include "app/base/json.h"
#include "app/base/logging.h"

#include <QFileInfo>

#include <csignal>
#include <sys/stat.h>

namespace countersign::authority::commands {

namespace {

using base::Errc;

// Blocked in every thread from before the first one starts, so that they arrive here and nowhere else.
class StopSignals {
public:
    StopSignals()
    {
        ::sigemptyset(&m_set);
        ::sigaddset(&m_set, SIGTERM);
        ::sigaddset(&m_set, SIGINT);
        ::pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGHUP, SIG_IGN);
    }
    [[nodiscard]] int wait() const
    {
        int signal = 0;
        while (::sigwait(&m_set, &signal) != 0) {
        }
        return signal;
    }

private:
    sigset_t m_set{};
};

base::Status checkTlsKey(const QString &file)
{
    struct stat info{};
    if (::stat(QFile::encodeName(file).constData(), &info) != 0)
        return base::Error{Errc::NotFound, QStringLiteral("%1 cannot be read.").arg(file)};
    if ((info.st_mode & 027) != 0)  // a group that may read it (ssl-cert) is common and meant
        return base::Error{Errc::Denied, QStringLiteral("%1 can be read or changed by other users; its mode must be 0600 or 0640.").arg(file)};
    return base::Done{};
}

base::Result<ServeOptions> optionsFrom(const Arguments &arguments)
{
    ServeOptions options;
    options.directory = QFileInfo(arguments.value(QStringLiteral("data"))).absoluteFilePath();
    const auto listen = ListenAddress::parse(arguments.has(QStringLiteral("listen")) ? arguments.value(QStringLiteral("listen")) : QStringLiteral("127.0.0.1:7443"));
    if (!listen)
        return listen.error();
    options.listen = *listen;
    options.certificateFile = arguments.value(QStringLiteral("tls-cert"));
    options.keyFile = arguments.value(QStringLiteral("tls-key"));
    if (!options.keyFile.isEmpty()) {
        if (auto safe = checkTlsKey(options.keyFile); !safe)
            return safe.error();
    }
    if (arguments.has(QStringLiteral("issuer-from-listen")))
        options.issuerFrom = IssuerSource::Listen;
    if (arguments.has(QStringLiteral("trust-device"))) {
        const auto text = readOwnFile(arguments.value(QStringLiteral("trust-device")), MayRead::Anyone, 16 * 1024);
        if (!text)
            return text.error();
        auto jwk = base::json::parseObject(text->reveal());
        if (!jwk)
            return base::Error{Errc::InvalidArgument, QStringLiteral("%1 holds no JSON object: %2.").arg(arguments.value(QStringLiteral("trust-device")), jwk.error().detail)};
        options.trustedDevice = *std::move(jwk);
    }
    return options;
}

base::Status serve(const Arguments &arguments)
{
    const auto options = optionsFrom(arguments);
    if (!options)
        return options.error();
    const StopSignals signalsToStop;
    auto running = RunningAuthority::start(*options);
    if (!running)
        return running.error();
    const QJsonObject listening{{QStringLiteral("event"), QStringLiteral("listening")}, {QStringLiteral("issuer"), (*running)->issuer()}, {QStringLiteral("listen"), (*running)->listen()}};
    base::logEvent(base::LogLevel::Info, QStringLiteral("serve.started"),
                   {{QStringLiteral("issuer"), (*running)->issuer()}, {QStringLiteral("listen"), (*running)->listen()}, {QStringLiteral("version"), QStringLiteral(COUNTERSIGN_VERSION)}});
    printJson(listening);
    const int signal = signalsToStop.wait();
    base::logEvent(base::LogLevel::Info, QStringLiteral("serve.stopping"), {{QStringLiteral("signal"), signal}});
    running->reset();
    base::logEvent(base::LogLevel::Info, QStringLiteral("serve.stopped"));
    return base::Done{};
}

}  // namespace

Command serveCommand()
{
    return {QStringLiteral("serve"), QStringLiteral("Runs the authority."),
            QStringLiteral("Prints one line {\"event\":\"listening\",\"issuer\",\"listen\"} when it accepts connections, and logs JSON lines to\n"
                           "stderr. SIGTERM ends it within 5 seconds. Plain http only on loopback addresses; a TLS proxy may stand in front.\n"
                           "One serve at a time for one DIR; the other commands work beside it and take effect at once.\n"
                           "Settings beyond these options: DIR/authority.toml, see countersign-authority(1)."),
            {dataOption(),
             {QStringLiteral("listen"), QStringLiteral("ADDRESS:PORT"), QStringLiteral("Default 127.0.0.1:7443. Port 0: any free one, the one of before if it can be had."), Occurs::Optional},
             {QStringLiteral("tls-cert"), QStringLiteral("FILE"), QStringLiteral("Certificate chain, PEM."), Occurs::Optional},
             {QStringLiteral("tls-key"), QStringLiteral("FILE"), QStringLiteral("Its private key, PEM, mode 0600 or 0640."), Occurs::Optional},
             {QStringLiteral("issuer-from-listen"), QString(), QStringLiteral("The issuer is the address it listens on; loopback only."), Occurs::Flag},
             {QStringLiteral("trust-device"), QStringLiteral("FILE"), QStringLiteral("A public key (JWK) that signs in and decides as the user \"local\"."), Occurs::Optional}},
            &serve};
}

}  // namespace countersign::authority::commands
