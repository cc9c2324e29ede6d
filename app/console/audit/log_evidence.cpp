#include "app/console/audit/log_evidence.h"

#include "app/audit/checkpoint.h"
#include "app/base/json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <array>
#include <utility>

namespace countersign::console {
namespace {

using base::Errc;

constexpr std::array kNames{std::pair{LogFault::KeyChanged, "key_changed"},          std::pair{LogFault::BadSignature, "bad_signature"},
                            std::pair{LogFault::NameChanged, "name_changed"},        std::pair{LogFault::Shorter, "shorter"},
                            std::pair{LogFault::OtherContent, "other_content"},      std::pair{LogFault::NotContinued, "not_continued"},
                            std::pair{LogFault::Forked, "forked"},                   std::pair{LogFault::MemoryDamaged, "memory_damaged"},
                            std::pair{LogFault::DecisionMissing, "decision_missing"}, std::pair{LogFault::DecisionNotProven, "decision_not_proven"}};
const QString kPrefix = QStringLiteral("log-evidence-");
const QString kSettled = QStringLiteral(".settled");
constexpr qint64 kLargest = 1024 * 1024;

LogFault faultOf(const QString &name)
{
    for (const auto &[fault, text] : kNames) {
        if (name == QLatin1String(text))
            return fault;
    }
    return LogFault::MemoryDamaged;
}

// Whatever a note claims, signed or not.
std::optional<audit::TreeHead> headIn(const QJsonObject &evidence, QLatin1String member)
{
    const auto note = audit::parseCheckpoint(evidence.value(member).toString().toUtf8());
    return note ? std::optional(note->head) : std::nullopt;
}

qint64 sizeIn(const QJsonObject &evidence, QLatin1String member)
{
    const auto head = headIn(evidence, member);
    return head ? head->size : -1;
}

QString rootIn(const QJsonObject &evidence, QLatin1String member)
{
    const auto head = headIn(evidence, member);
    return head ? QString::fromLatin1(head->root.toBase64()) : QString();
}

QByteArray bytesOf(const LogAlarm &alarm)
{
    return base::json::canonical(alarm.evidence) + '\n';
}

}  // namespace

QString logFaultName(LogFault fault)
{
    for (const auto &[each, text] : kNames) {
        if (each == fault)
            return QString::fromLatin1(text);
    }
    return {};
}

qint64 LogAlarm::sizeBefore() const
{
    return sizeIn(evidence, QLatin1String("checkpoint_before"));
}

qint64 LogAlarm::sizeNow() const
{
    return sizeIn(evidence, QLatin1String("checkpoint_now"));
}

QString LogAlarm::rootBefore() const
{
    return rootIn(evidence, QLatin1String("checkpoint_before"));
}

QString LogAlarm::rootNow() const
{
    return rootIn(evidence, QLatin1String("checkpoint_now"));
}

QString LogAlarm::contact() const
{
    return evidence.value(QLatin1String("contact")).toString();
}

EvidenceShelf::EvidenceShelf(QString dir, QString subject) : m_dir(std::move(dir)), m_subject(std::move(subject)) {}

LogAlarm EvidenceShelf::keep(LogFault fault, QJsonObject evidence, const QDateTime &foundAt) const
{
    LogAlarm alarm;
    alarm.fault = fault;
    alarm.foundAt = foundAt;
    evidence.insert(QStringLiteral("format"), QStringLiteral("countersign-log-evidence-1"));
    evidence.insert(QStringLiteral("fault"), logFaultName(fault));
    evidence.insert(QStringLiteral("found_at"), alarm.foundAt.toString(Qt::ISODateWithMs));
    alarm.evidence = evidence;
    // Names rise with time, and none is taken twice: what was found once is never written over.
    qint64 stamp = alarm.foundAt.toMSecsSinceEpoch();
    QString path;
    do
        path = QStringLiteral("%1/%2%3-%4.json").arg(m_dir, kPrefix, m_subject).arg(stamp++);
    while (QFileInfo::exists(path));
    if (writePrivate(path, bytesOf(alarm)))
        alarm.file = path;
    return alarm;
}

std::optional<LogAlarm> EvidenceShelf::open() const
{
    const QDir dir(m_dir);
    const QStringList names = dir.entryList({kPrefix + m_subject + QStringLiteral("-*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        if (dir.exists(name + kSettled))
            continue;
        LogAlarm alarm;
        alarm.file = dir.filePath(name);
        QFile file(alarm.file);
        const auto read = file.open(QIODevice::ReadOnly) ? base::json::parseObject(file.read(kLargest).trimmed()) : base::Error{};
        alarm.evidence = read ? *read : QJsonObject();
        alarm.fault = faultOf(alarm.evidence.value(QLatin1String("fault")).toString());
        alarm.foundAt = QDateTime::fromString(alarm.evidence.value(QLatin1String("found_at")).toString(), Qt::ISODateWithMs);
        return alarm;
    }
    return {};
}

base::Status EvidenceShelf::settle(const LogAlarm &alarm, const QString &said) const
{
    if (alarm.file.isEmpty())
        return base::Done{};  // it never stood on the shelf; the copy the person saved is the only one
    const QByteArray digest = QCryptographicHash::hash(bytesOf(alarm), QCryptographicHash::Sha256);
    const QJsonObject settlement{{QStringLiteral("settled_at"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                                 {QStringLiteral("said"), said},
                                 {QStringLiteral("evidence_sha256"), QString::fromLatin1(digest.toHex())}};
    return writePrivate(alarm.file + kSettled, base::json::canonical(settlement) + '\n');
}

base::Status saveEvidence(const LogAlarm &alarm, const QString &path)
{
    const QByteArray bytes = bytesOf(alarm);
    if (const base::Status written = writePrivate(path, bytes); !written)
        return written;
    QFile back(path);
    if (!back.open(QIODevice::ReadOnly) || back.readAll() != bytes)
        return {Errc::Io, path};
    return base::Done{};
}

base::Status writePrivate(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, file.errorString())};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(bytes);
    if (!file.commit())
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, file.errorString())};
    return base::Done{};
}

}  // namespace countersign::console
