#include "app/authority/config.h"

#include "app/approval/visible_text.h"
#include "app/authority/private_file.h"
#include "app/catalog/fields.h"

#include <QHostAddress>
#include <QUrl>

namespace countersign::authority {

namespace {

using catalog::Bounds;
using catalog::Fields;
using catalog::Findings;
using catalog::TomlDocument;
using catalog::TomlError;

constexpr qsizetype kMaxBytes = 64 * 1024;
constexpr int kMostContact = 200;
constexpr Bounds kPerMinute{1, 100'000};
constexpr qint64 kHour = 3600, kDay = 24 * kHour;

base::Error refused(int line, const QString &message)
{
    return {base::Errc::InvalidArgument, QStringLiteral("authority.toml, line %1: %2").arg(line).arg(message)};
}

int number(Fields &fields, const char *key, int fallback, Bounds bounds)
{
    return static_cast<int>(fields.integer(QLatin1String(key), fallback, bounds));
}

// Calls `read` with the table of that name, when there is one.
template <class Read>
void section(Fields &root, const char *name, Findings &findings, Read read)
{
    const catalog::TomlNode *node = root.table(QLatin1String(name));
    if (!node)
        return;
    Fields fields(*node, QStringLiteral("[%1]").arg(QLatin1String(name)), findings);
    read(fields);
    fields.finish();
}

void readSyslog(Fields &fields, Config &config)
{
    Config::SyslogForward syslog;
    syslog.host = fields.text(QStringLiteral("host"), catalog::Need::Required);
    syslog.port = number(fields, "port", syslog.port, {1, 65'535});
    syslog.caFile = fields.text(QStringLiteral("ca_file"), catalog::Need::Optional);
    config.syslog = syslog;
}

// Plain http would show the log to the network; on loopback there is none.
void readWebhook(Fields &fields, Config &config)
{
    const QString text = fields.text(QStringLiteral("url"), catalog::Need::Required);
    const QUrl url(text, QUrl::StrictMode);
    const bool isLocal = url.scheme() == QLatin1String("http") && QHostAddress(url.host()).isLoopback();
    if (!url.isValid() || (url.scheme() != QLatin1String("https") && !isLocal) || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        fields.error(QStringLiteral("url"), "bad_url", QStringLiteral("url is an https address without user and fragment (http on a literal loopback address)."));
    config.webhook = Config::WebhookForward{text};
}

void readForward(Fields &forward, Findings &findings, Config &config)
{
    section(forward, "syslog", findings, [&config](Fields &fields) { readSyslog(fields, config); });
    section(forward, "webhook", findings, [&config](Fields &fields) { readWebhook(fields, config); });
}

}  // namespace

base::Result<Config> parseConfig(QByteArrayView toml)
{
    auto parsed = TomlDocument::parse(toml, kMaxBytes);
    if (const auto *error = std::get_if<TomlError>(&parsed))
        return refused(error->line, error->message + u'.');
    Config config;
    Findings findings;
    Fields root(std::get<TomlDocument>(parsed).root(), QStringLiteral("authority.toml"), findings);
    section(root, "limits", findings, [&config](Fields &fields) {
        Config::Limits &limits = config.limits;
        limits.asksPerClientPerMinute = number(fields, "asks_per_client_per_minute", limits.asksPerClientPerMinute, kPerMinute);
        limits.asksPerGroupPerMinute = number(fields, "asks_per_group_per_minute", limits.asksPerGroupPerMinute, kPerMinute);
        limits.signInsPerMinute = number(fields, "sign_ins_per_minute", limits.signInsPerMinute, kPerMinute);
        limits.streamsPerUser = number(fields, "streams_per_user", limits.streamsPerUser, {1, 1000});
        limits.connectionsPerAddress = number(fields, "connections_per_address", limits.connectionsPerAddress, {1, 65'535});
    });
    section(root, "ping", findings, [&config](Fields &fields) { config.ping.allowLoopback = fields.flag(QStringLiteral("allow_loopback"), false); });
    section(root, "gate", findings, [&config](Fields &fields) { config.gate.trustLoopback = fields.flag(QStringLiteral("trust_loopback"), true); });
    section(root, "decisions", findings, [&config](Fields &fields) {
        config.decisions.freshSignInSeconds = fields.duration(QStringLiteral("fresh_sign_in"), config.decisions.freshSignInSeconds, {1, 24 * 3600});
    });
    section(root, "audit", findings, [&config](Fields &fields) { config.audit.keepPayloadsDays = number(fields, "keep_payloads_days", 0, {1, 36'500}); });
    section(root, "operator", findings, [&config](Fields &fields) {
        const QString contact = fields.text(QStringLiteral("contact"), catalog::Need::Required);
        if (contact.size() > kMostContact || approval::visibleText(contact) != contact)
            fields.error(QStringLiteral("contact"), "bad_contact", QStringLiteral("[operator]: \"contact\" is at most %1 visible characters.").arg(kMostContact));
        config.whoRuns.contact = contact;
    });
    section(root, "clients", findings, [&config](Fields &fields) {
        constexpr Bounds life{60, 365 * 86'400};
        Config::Clients &clients = config.clients;
        clients.longestLifeSeconds = fields.duration(QStringLiteral("longest_life"), clients.longestLifeSeconds, life);
        clients.extensions = number(fields, "extensions", clients.extensions, {0, 100});
        clients.most = number(fields, "most", clients.most, {1, 1'000'000});
        clients.mostPerToken = number(fields, "most_per_token", clients.mostPerToken, {1, 100'000});
        clients.registrationsPerMinute = number(fields, "registrations_per_minute", clients.registrationsPerMinute, kPerMinute);
        clients.longestTokenSeconds = fields.duration(QStringLiteral("longest_initial_token"), clients.longestTokenSeconds, life);
        clients.idleAfterSeconds = fields.duration(QStringLiteral("idle_after"), clients.idleAfterSeconds, {60, 10 * 365 * 86'400});
    });
    section(root, "tokens", findings, [&config](Fields &fields) {
        Config::Tokens &tokens = config.tokens;
        tokens.accessSeconds = fields.duration(QStringLiteral("access"), tokens.accessSeconds, {10, kHour});
        tokens.refreshIdleSeconds = fields.duration(QStringLiteral("refresh_idle"), tokens.refreshIdleSeconds, {10, 90 * kDay});
        tokens.refreshAbsoluteSeconds = fields.duration(QStringLiteral("refresh_absolute"), tokens.refreshAbsoluteSeconds, {10, 366 * kDay});
        if (tokens.refreshIdleSeconds > tokens.refreshAbsoluteSeconds)
            fields.error(QStringLiteral("refresh_idle"), "out_of_range", QStringLiteral("[tokens]: \"refresh_idle\" must not be longer than \"refresh_absolute\"."));
        if (tokens.accessSeconds > tokens.refreshAbsoluteSeconds)
            fields.error(QStringLiteral("access"), "out_of_range", QStringLiteral("[tokens]: \"access\" must not be longer than \"refresh_absolute\"."));
    });
    section(root, "forward", findings, [&](Fields &forward) { readForward(forward, findings, config); });
    root.finish();
    const auto all = std::move(findings).sorted();
    if (!all.empty())
        return refused(all.front().line, all.front().message);
    return config;
}

base::Result<Config> readConfig(const QString &dataDir)
{
    const auto text = readOwnFile(dataDir + QStringLiteral("/authority.toml"), MayRead::Anyone, kMaxBytes);
    if (!text && text.error().code == base::Errc::NotFound)
        return Config{};
    if (!text)
        return text.error();
    return parseConfig(text->reveal());
}

}  // namespace countersign::authority
