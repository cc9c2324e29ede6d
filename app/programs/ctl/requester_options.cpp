#include "app/programs/ctl/requester_options.h"

#include "app/base/json.h"
#include "app/keychain/keychain_store.h"
#include "app/programs/ctl/terminal.h"

#include <QFile>
#include <QSaveFile>

namespace countersign::ctl {
namespace {

using base::Errc;
using base::Result;

Result<base::SharedSecret> readSecret(const Arguments &arguments, const QString &issuer, const QString &clientId)
{
    const QString file = optionOr(arguments, "secret-file", "COUNTERSIGN_SECRET_FILE");
    if (arguments.has("secret-keychain") || file.isEmpty()) {
        keychain::KeychainStore store(QStringLiteral("Countersign"));
        Result<base::SharedSecret> found = await(store.read(clientSecretName(issuer, clientId)));
        if (!found && found.error().code == Errc::NotFound)
            return {Errc::InvalidArgument, QStringLiteral("no secret: give --secret-file FILE (or -), or store one with \"countersignctl secret\"")};
        if (!found && !arguments.has("secret-keychain"))
            return {found.error().code, found.error().detail + QStringLiteral("; without a keychain, give --secret-file FILE (or COUNTERSIGN_SECRET_FILE)")};
        return found;
    }
    Result<QByteArray> bytes = readInput(file);
    if (!bytes)
        return bytes.error();
    return base::SharedSecret(std::make_shared<const base::Secret>(base::Secret::take(*bytes)));
}

using KeyOrNone = std::optional<crypto::EcPrivateKey>;

// PKCS#8, as DER or as PEM without a passphrase (RFC 7468 10).
Result<KeyOrNone> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, file.errorString())};
    const base::Secret bytes(file.read(8192));
    const QByteArrayView text = bytes.reveal();
    constexpr QByteArrayView begin("-----BEGIN PRIVATE KEY-----"), end("-----END PRIVATE KEY-----");
    const qsizetype from = text.indexOf(begin), to = text.indexOf(end);
    const bool isPem = from >= 0 && to > from;
    const base::Secret der(isPem ? QByteArray::fromBase64(text.sliced(from + begin.size(), to - from - begin.size()).toByteArray()) : text.toByteArray());
    Result<crypto::EcPrivateKey> key = crypto::EcPrivateKey::fromPkcs8(der.reveal());
    if (!key)
        return {Errc::InvalidArgument, QStringLiteral("%1 holds no P-256 key in PKCS#8 form").arg(path)};
    return KeyOrNone(std::move(key).value());
}

// The key that binds the credential; made on first use, readable by its owner alone.
Result<KeyOrNone> readDpopKey(const Arguments &arguments)
{
    const QString path = arguments.value("dpop-key");
    if (path.isEmpty())
        return KeyOrNone();
    if (QFile::exists(path))
        return readKey(path);
    crypto::EcPrivateKey key = crypto::EcPrivateKey::generate();
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, out.errorString())};
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const base::Secret der = key.pkcs8();
    out.write(der.reveal().data(), der.size());
    if (!out.commit())
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, out.errorString())};
    return KeyOrNone(std::move(key));
}

// How the client proves itself: its key, or its secret.
base::Status readProofOfClient(const Arguments &arguments, Requester::Options &options)
{
    if (!arguments.has("client-key")) {
        Result<base::SharedSecret> secret = readSecret(arguments, options.issuer, options.clientId);
        if (!secret)
            return secret.error();
        options.secret = *secret;
        return base::Done{};
    }
    if (arguments.has("secret-file") || arguments.has("secret-keychain"))
        return {Errc::InvalidArgument, QStringLiteral("--client-key is instead of a secret")};
    Result<KeyOrNone> key = readKey(arguments.value("client-key"));
    if (!key)
        return key.error();
    options.clientKey = std::move(*key);
    return base::Done{};
}

}  // namespace

std::vector<OptionSpec> withClientOptions(std::vector<OptionSpec> more)
{
    std::vector<OptionSpec> all{{"issuer", "URL", "the authority (or COUNTERSIGN_ISSUER)"},
                                {"client", "ID", "who asks (or COUNTERSIGN_CLIENT)"},
                                {"secret-file", "FILE", "the client's secret; - reads standard input (or COUNTERSIGN_SECRET_FILE)"},
                                {"secret-keychain", nullptr, "take the secret from the keychain (the default without a file)"},
                                {"ca", "FILE", "trust these certificates (PEM) besides the system's"},
                                {"json", nullptr, "print one JSON object"}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

OptionSpec clientKeyOption()
{
    return {"client-key", "FILE", "prove oneself with this P-256 key (PKCS#8, PEM or DER) instead of a secret"};
}

QString optionOr(const Arguments &arguments, const char *name, const char *environment)
{
    return arguments.has(name) ? arguments.value(name) : qEnvironmentVariable(environment);
}

base::Error atAuthority(const Arguments &arguments, const base::Error &error)
{
    if (error.code != Errc::Unavailable && error.code != Errc::Timeout)
        return error;
    return {error.code, QStringLiteral("%1 cannot be reached: %2").arg(optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER"), error.detail)};
}

Result<QByteArray> extraCertificates(const Arguments &arguments)
{
    if (!arguments.has("ca"))
        return QByteArray();
    return readInput(arguments.value("ca"));
}

QString clientSecretName(const QString &issuer, const QString &clientId)
{
    return QStringLiteral("%1 client %2").arg(issuer, clientId);
}

Result<std::shared_ptr<Requester>> makeRequester(const Arguments &arguments)
{
    Requester::Options options;
    options.issuer = optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER");
    options.clientId = optionOr(arguments, "client", "COUNTERSIGN_CLIENT");
    if (options.issuer.isEmpty() || options.clientId.isEmpty())
        return {Errc::InvalidArgument, QStringLiteral("--issuer and --client are needed (or COUNTERSIGN_ISSUER and COUNTERSIGN_CLIENT)")};
    Result<QByteArray> certificates = extraCertificates(arguments);
    if (!certificates)
        return certificates.error();
    options.extraCertificates = *certificates;
    if (const base::Status proof = readProofOfClient(arguments, options); !proof)
        return proof.error();
    Result<KeyOrNone> key = readDpopKey(arguments);
    if (!key)
        return key.error();
    options.dpopKey = std::move(*key);
    auto requester = std::make_shared<Requester>(std::move(options));
    if (const base::Status connected = requester->connect(); !connected)
        return atAuthority(arguments, connected.error());
    return requester;
}

Result<std::shared_ptr<Requester>> makeAnonymousRequester(const Arguments &arguments)
{
    Requester::Options options;
    options.issuer = optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER");
    if (options.issuer.isEmpty())
        return {Errc::InvalidArgument, QStringLiteral("--issuer is needed (or COUNTERSIGN_ISSUER)")};
    Result<QByteArray> certificates = extraCertificates(arguments);
    if (!certificates)
        return certificates.error();
    options.extraCertificates = *certificates;
    auto requester = std::make_shared<Requester>(std::move(options));
    if (const base::Status connected = requester->connect(); !connected)
        return atAuthority(arguments, connected.error());
    return requester;
}

Result<QJsonObject> readParams(const QStringList &words)
{
    QJsonObject params;
    for (const QString &word : words) {
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        const bool typed = equals > 1 && word.at(equals - 1) == QLatin1Char(':');
        const QString name = equals < 0 ? QString() : word.left(typed ? equals - 1 : equals);
        if (name.isEmpty())
            return {Errc::InvalidArgument, QStringLiteral("--param wants name=value or name:=json, not \"%1\"").arg(word)};
        if (params.contains(name))
            return {Errc::InvalidArgument, QStringLiteral("parameter %1 was given twice").arg(name)};
        const QString value = word.mid(equals + 1);
        if (!typed) {
            params.insert(name, value);
            continue;
        }
        const Result<QJsonValue> parsed = base::json::parse(value.toUtf8());
        if (!parsed)
            return {Errc::InvalidArgument, QStringLiteral("the value of parameter %1 is no JSON").arg(name)};
        params.insert(name, *parsed);
    }
    return params;
}

int failWire(const WireError &error)
{
    const QString why = QStringLiteral("%1: %2").arg(outside(error.code), outside(error.description));
    if (error.code == QLatin1String("access_denied"))
        return fail(Denied, why);
    if (error.code == QLatin1String("expired_token"))
        return fail(Expired, why);
    return fail(error.status >= 500 || error.status == 429 ? Unreachable : Refused, why);
}

}  // namespace countersign::ctl
