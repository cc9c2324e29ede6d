// `init`: a complete authority, or nothing.
#include "app/authority/accounts.h"
#include "app/authority/catalog_versions.h"
#include "app/authority/commands/workplace.h"
#include "app/authority/issuer.h"

#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace countersign::authority::commands {

namespace {

using base::Errc;

// A directory that goes away again unless it is kept. An existing empty one (a service manager makes such) is filled in place; a
// new one is built beside and renamed, so that it appears complete.
class NewDirectory {
public:
    static base::Result<NewDirectory> prepare(const QString &path)
    {
        const QFileInfo info(path);
        NewDirectory out;
        out.m_target = QDir::cleanPath(info.absoluteFilePath());
        out.m_work = out.m_target;
        if (info.isSymLink())
            return base::Error{Errc::Denied, QStringLiteral("%1 is a symbolic link, and is refused.").arg(path)};
        if (info.exists()) {
            if (!info.isDir() || !QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
                return base::Error{Errc::Conflict, QStringLiteral("%1 is not empty. An authority is made in a new or empty directory only.").arg(path)};
            out.m_inPlace = true;
            if (::chmod(QFile::encodeName(out.m_work).constData(), 0700) != 0)
                return base::Error{Errc::Io, QStringLiteral("%1 belongs to another user.").arg(path)};
            out.m_owned = true;
            return out;
        }
        if (!QDir().mkpath(QFileInfo(out.m_target).absolutePath()))
            return base::Error{Errc::Io, QStringLiteral("The directory above %1 cannot be created.").arg(path)};
        QByteArray made = QFile::encodeName(out.m_target) + ".init-XXXXXX";
        if (!::mkdtemp(made.data()))  // 0700
            return base::Error{Errc::Io, QStringLiteral("%1 cannot be created.").arg(path)};
        out.m_work = QFile::decodeName(made);
        out.m_owned = true;
        return out;
    }

    NewDirectory(NewDirectory &&other) noexcept
        : m_target(std::move(other.m_target)), m_work(std::move(other.m_work)), m_inPlace(other.m_inPlace), m_owned(std::exchange(other.m_owned, false)) {}
    NewDirectory &operator=(NewDirectory &&) = delete;
    NewDirectory(const NewDirectory &) = delete;
    NewDirectory &operator=(const NewDirectory &) = delete;

    ~NewDirectory()
    {
        if (!m_owned)
            return;
        QDir directory(m_work);
        directory.removeRecursively();
        if (m_inPlace)
            ::mkdir(QFile::encodeName(m_work).constData(), 0700);
    }

    [[nodiscard]] const QString &path() const { return m_work; }

    base::Status keep()
    {
        // rename() refuses a directory that is not empty: somebody else's init of the same name stays untouched.
        if (!m_inPlace && ::rename(QFile::encodeName(m_work).constData(), QFile::encodeName(m_target).constData()) != 0)
            return base::Error{Errc::Conflict, QStringLiteral("%1 appeared meanwhile. Nothing was changed.").arg(m_target)};
        m_owned = false;
        return base::Done{};
    }

private:
    NewDirectory() = default;
    QString m_target, m_work;
    bool m_inPlace = false;
    bool m_owned = false;
};

base::Status fill(store::Transaction &tx, const QString &directory, const QString &issuer, const QByteArray &toml)
{
    storeIssuer(tx, issuer);
    if (auto made = Keys::create(directory, tx); !made)
        return made;
    store::AuditEvent event;
    event.event = QStringLiteral("authority.created");
    event.actor = kActorCli;
    event.payload = {{QStringLiteral("issuer"), issuer}};
    tx.audit(event);
    if (!store::insertClient(tx, consoleClient()) || !store::insertUser(tx, localUser()))
        return base::Error{Errc::Internal, QStringLiteral("The new database is not empty.")};
    const auto version = applyCatalog(tx, {toml, QStringLiteral("The first catalogue"), kActorCli});
    return version ? base::Status(base::Done{}) : base::Status(version.error());
}

base::Status create(const QString &directory, const QString &issuer, const QByteArray &toml)
{
    const base::SystemClock clock;
    if (auto made = store::Store::create(directory, clock); !made)
        return made;
    auto opened = store::Store::open(directory, clock);
    if (!opened)
        return opened.error();
    return (*opened)->write([&](store::Transaction &tx) { return fill(tx, directory, issuer, toml); });
}

base::Status init(const Arguments &arguments)
{
    const auto issuer = checkedIssuer(arguments.value(QStringLiteral("issuer")));
    if (!issuer)
        return issuer.error();
    QByteArray toml = catalog::emptyCatalogText();
    if (arguments.has(QStringLiteral("catalog"))) {
        auto text = readInputFile(arguments.value(QStringLiteral("catalog")), catalog::kMaxTextBytes);
        if (!text)
            return text.error();
        if (const auto parsed = catalog::parse(*text); !parsed)
            return base::Error{parsed.error().code, QStringLiteral("%1, %2").arg(arguments.value(QStringLiteral("catalog")), parsed.error().detail)};
        toml = *text;
    }
    if (arguments.value(QStringLiteral("data")).isEmpty())
        return base::Error{Errc::InvalidArgument, QStringLiteral("--data names no directory.")};
    auto directory = NewDirectory::prepare(arguments.value(QStringLiteral("data")));
    if (!directory)
        return directory.error();
    if (auto made = create(directory->path(), *issuer, toml); !made)
        return made;
    if (auto kept = directory->keep(); !kept)
        return kept;
    printJson({{QStringLiteral("issuer"), *issuer}, {QStringLiteral("data"), QFileInfo(arguments.value(QStringLiteral("data"))).absoluteFilePath()}});
    return base::Done{};
}

}  // namespace

Command initCommand()
{
    return {QStringLiteral("init"), QStringLiteral("Makes a new authority: keys, database, catalogue."),
            QStringLiteral("DIR must be new or empty; it gets mode 0700. If anything fails, nothing is left.\n"
                           "The issuer is https://host[:port], without path, query, fragment and user; one trailing slash is dropped.\n"
                           "http is for the addresses 127.0.0.1 and [::1] only. Port 0 there means: see serve --issuer-from-listen.\n"
                           "Prints {\"issuer\",\"data\"}. Nobody has a password yet: add the first administrator with \"user add\"."),
            {dataOption(),
             {QStringLiteral("issuer"), QStringLiteral("URL"), QStringLiteral("The URL under which everybody reaches this authority."), Occurs::Required},
             {QStringLiteral("catalog"), QStringLiteral("FILE"), QStringLiteral("The catalogue, TOML. Without it: an empty one."), Occurs::Optional}},
            &init};
}

}  // namespace countersign::authority::commands
