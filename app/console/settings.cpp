#include "app/console/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace countersign::console {
namespace {

const auto kPrivateDir = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString makePrivate(const QString &dir)
{
    if (QDir().mkpath(dir))
        QFile::setPermissions(dir, kPrivateDir);
    return QDir(dir).absolutePath();
}

// Exec of a desktop entry: quoted, with the characters escaped that have a meaning there (Desktop Entry Specification).
QString quoted(QString text)
{
    for (const QLatin1String special : {QLatin1String("\\"), QLatin1String("\""), QLatin1String("`"), QLatin1String("$")})
        text.replace(special, QLatin1String("\\") + special);
    text.replace(QLatin1String("\\"), QLatin1String("\\\\")).replace(QLatin1Char('%'), QLatin1String("%%"));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

}  // namespace

bool Settings::QuietHours::contains(const QTime &time) const
{
    if (!on || from == to)
        return false;
    return from < to ? time >= from && time < to : time >= from || time < to;
}

Settings::Settings(const QString &dataDir, QObject *parent) : QObject(parent)
{
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    const bool own = !dataDir.isEmpty();
    m_dataDir = makePrivate(own ? dataDir : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/countersign"));
    m_autostartDir = own ? QString() : config + QStringLiteral("/autostart");
    m_store = std::make_unique<QSettings>(own ? m_dataDir + QStringLiteral("/console.ini") : config + QStringLiteral("/countersign/console.ini"),
                                          QSettings::IniFormat);
    m_store->setAtomicSyncRequired(true);
}

Settings::~Settings() = default;

void Settings::store(const QString &key, const QVariant &value)
{
    if (m_store->value(key) == value)
        return;
    m_store->setValue(key, value);
    Q_EMIT changed();
}

Settings::ThemeChoice Settings::theme() const
{
    const QString name = m_store->value(QStringLiteral("theme")).toString();
    return name == QLatin1String("light") ? ThemeChoice::Light : name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme)
{
    static constexpr QLatin1String names[] = {QLatin1String("system"), QLatin1String("light"), QLatin1String("dark")};
    store(QStringLiteral("theme"), QString(names[static_cast<int>(theme)]));
}

QString Settings::language() const
{
    return m_store->value(QStringLiteral("language")).toString();
}

void Settings::setLanguage(const QString &language)
{
    store(QStringLiteral("language"), language);
}

QByteArray Settings::windowGeometry() const
{
    return m_store->value(QStringLiteral("windowGeometry")).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_store->setValue(QStringLiteral("windowGeometry"), geometry);
}

bool Settings::notifications() const
{
    return m_store->value(QStringLiteral("notifications"), true).toBool();
}

void Settings::setNotifications(bool on)
{
    store(QStringLiteral("notifications"), on);
}

bool Settings::hidesValues() const
{
    return m_store->value(QStringLiteral("hideValues"), false).toBool();
}

void Settings::setHidesValues(bool on)
{
    store(QStringLiteral("hideValues"), on);
}

Settings::QuietHours Settings::quietHours() const
{
    QuietHours hours;
    hours.on = m_store->value(QStringLiteral("quiet/on"), false).toBool();
    const QTime from = QTime::fromString(m_store->value(QStringLiteral("quiet/from")).toString(), QStringLiteral("HH:mm"));
    const QTime to = QTime::fromString(m_store->value(QStringLiteral("quiet/to")).toString(), QStringLiteral("HH:mm"));
    hours.from = from.isValid() ? from : hours.from;
    hours.to = to.isValid() ? to : hours.to;
    return hours;
}

void Settings::setQuietHours(const QuietHours &hours)
{
    m_store->setValue(QStringLiteral("quiet/on"), hours.on);
    m_store->setValue(QStringLiteral("quiet/from"), hours.from.toString(QStringLiteral("HH:mm")));
    m_store->setValue(QStringLiteral("quiet/to"), hours.to.toString(QStringLiteral("HH:mm")));
    Q_EMIT changed();
}

QByteArray Settings::auditFilters(const QString &authorityId) const
{
    return m_store->value(QStringLiteral("auditFilters/") + authorityId).toString().toUtf8();
}

void Settings::setAuditFilters(const QString &authorityId, const QByteArray &filters)
{
    m_store->setValue(QStringLiteral("auditFilters/") + authorityId, QString::fromUtf8(filters));
}

QStringList Settings::catalogChanges(const QString &authorityId, const QString &person) const
{
    return m_store->value(QStringLiteral("catalogChanges/") + authorityId + QLatin1Char('/') + person).toStringList();
}

void Settings::setCatalogChanges(const QString &authorityId, const QString &person, const QStringList &ids)
{
    const QString key = QStringLiteral("catalogChanges/") + authorityId + QLatin1Char('/') + person;
    if (ids.isEmpty())
        m_store->remove(key);
    else
        m_store->setValue(key, ids);
}

QString Settings::autostartFile() const
{
    return m_autostartDir + QStringLiteral("/com.countersign.Console.desktop");
}

bool Settings::startAtLogin() const
{
    return !m_autostartDir.isEmpty() && QFile::exists(autostartFile());
}

bool Settings::setStartAtLogin(bool on)
{
    if (m_autostartDir.isEmpty())
        return false;  // a console with its own folder touches nothing outside it
    if (!on) {
        const bool gone = !QFile::exists(autostartFile()) || QFile::remove(autostartFile());
        Q_EMIT changed();
        return gone;
    }
    QDir().mkpath(m_autostartDir);
    QSaveFile file(autostartFile());
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("[Desktop Entry]\nType=Application\nName=Countersign\nComment=Approve sensitive actions\nTerminal=false\nExec="
               + quoted(QCoreApplication::applicationFilePath()).toUtf8() + "\n");
    const bool written = file.commit();
    Q_EMIT changed();
    return written;
}

QList<Settings::KnownAuthority> Settings::authorities() const
{
    QList<KnownAuthority> found;
    const int count = m_store->beginReadArray(QStringLiteral("authorities"));
    for (int i = 0; i < count; ++i) {
        m_store->setArrayIndex(i);
        found.append({m_store->value(QStringLiteral("id")).toString(), m_store->value(QStringLiteral("issuer")).toString(),
                      m_store->value(QStringLiteral("name")).toString(), std::clamp(m_store->value(QStringLiteral("colour")).toInt(), 0, 7)});
    }
    m_store->endArray();
    return found;
}

void Settings::setAuthorities(const QList<KnownAuthority> &authorities)
{
    m_store->remove(QStringLiteral("authorities"));
    m_store->beginWriteArray(QStringLiteral("authorities"), static_cast<int>(authorities.size()));
    for (int i = 0; i < authorities.size(); ++i) {
        m_store->setArrayIndex(i);
        m_store->setValue(QStringLiteral("id"), authorities.at(i).id);
        m_store->setValue(QStringLiteral("issuer"), authorities.at(i).issuer);
        m_store->setValue(QStringLiteral("name"), authorities.at(i).name);
        m_store->setValue(QStringLiteral("colour"), authorities.at(i).colourIndex);
    }
    m_store->endArray();
    m_store->sync();
    Q_EMIT changed();
}

}  // namespace countersign::console
