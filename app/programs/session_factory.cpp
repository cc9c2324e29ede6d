#include "app/programs/session_factory.h"

#include "app/backends/countersign/countersign_backend.h"
#include "app/backends/countersign/issuer_url.h"
#include "app/console/audit/log_witness.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSysInfo>

namespace countersign::programs {
namespace {

using backends::CountersignBackend;
using console::AuthoritySession;
using console::LogWitness;
using console::Settings;

// Entries in the keychain are kept apart by issuer, and by folder where a console has one of its own.
QString secretPrefix(const SessionSurroundings &around, const QString &issuer)
{
    return around.ownDataDir.isEmpty() ? issuer : issuer + QLatin1Char(' ') + QFileInfo(around.ownDataDir).absoluteFilePath();
}

// Beside the program in a build, and where it is installed.
QString bundledCatalog()
{
    const QString beside = QCoreApplication::applicationDirPath();
    const QStringList places{beside + QStringLiteral("/../share/countersign/local-catalog.toml"), beside + QStringLiteral("/local-catalog.toml")};
    for (const QString &path : places) {
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

std::unique_ptr<AuthoritySession> assemble(const SessionSurroundings &around, const Settings::KnownAuthority &known, AuthoritySession::Kind kind,
                                           std::unique_ptr<CountersignBackend> backend)
{
    const QByteArray name = QCryptographicHash::hash((known.issuer.isEmpty() ? QStringLiteral("local") : known.issuer).toUtf8(), QCryptographicHash::Sha256);
    LogWitness::Parts witness;
    witness.backend = backend.get();
    const QString ours = around.settings->dataDir() + QStringLiteral("/log/") + QString::fromLatin1(name.toHex().left(32));
    witness.stateFile = ours + QStringLiteral(".json");
    witness.evidenceDir = around.settings->dataDir() + QStringLiteral("/evidence");
    witness.name = kind == AuthoritySession::Kind::Local ? LogWitness::Parts::Name::Follows : LogWitness::Parts::Name::Fixed;
    witness.clock = around.clock;
    AuthoritySession::Parts parts;
    parts.id = console::AuthorityId(known.id);
    parts.kind = kind;
    parts.badge.name = known.name;
    parts.badge.colourIndex = known.colourIndex;
    if (const auto url = backends::parseIssuer(known.issuer))
        parts.badge.host = backends::displayHost(*url);
    parts.backend = std::move(backend);
    parts.witness = std::make_unique<LogWitness>(witness);
    parts.decisionsFile = ours + QStringLiteral("-decisions.json");
    parts.clock = around.clock;
    return std::make_unique<AuthoritySession>(std::move(parts));
}

CountersignBackend::Options commonOptions(const SessionSurroundings &around)
{
    CountersignBackend::Options options;
    options.store = around.store;
    options.clock = around.clock;
    options.deviceName = QStringLiteral("Countersign on ") + QSysInfo::machineHostName();
    return options;
}

}  // namespace

console::Console::Factory sessionFactory(const SessionSurroundings &around)
{
    console::Console::Factory factory;
    factory.remote = [around](const Settings::KnownAuthority &known) {
        CountersignBackend::Options options = commonOptions(around);
        options.issuer = known.issuer;
        options.secretPrefix = secretPrefix(around, known.issuer);
        return assemble(around, known, AuthoritySession::Kind::Remote, std::make_unique<CountersignBackend>(std::move(options)));
    };
    factory.local = [around](const Settings::KnownAuthority &known) {
        CountersignBackend::Options options = commonOptions(around);
        backends::LocalAuthority::Options child;
        child.program = backends::LocalAuthority::defaultProgram();
        child.dataDir = around.settings->dataDir() + QStringLiteral("/authority");
        child.catalog = bundledCatalog();
        options.secretPrefix = QStringLiteral("local ") + child.dataDir;
        options.local = std::move(child);
        return assemble(around, known, AuthoritySession::Kind::Local, std::make_unique<CountersignBackend>(std::move(options)));
    };
    return factory;
}

}  // namespace countersign::programs
