#include "app/console/export_check.h"

#include "app/audit/export_verifier.h"
#include "app/base/json.h"

#include <QFile>
#include <QThreadPool>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

constexpr qint64 kPiece = 1024 * 1024;
constexpr qint64 kMostFirstLine = 64 * 1024;
constexpr qint64 kMostLastLine = 64;

QByteArray noteIn(QFile &file)
{
    const auto first = base::json::parseObject(file.readLine(kMostFirstLine).trimmed());
    return first ? base::json::text(*first, QLatin1String("checkpoint")).value_or(QString()).toUtf8() : QByteArray();
}

// Its last line alone says that the file came to its end.
bool hasEnd(QFile &file)
{
    file.seek(std::max<qint64>(0, file.size() - kMostLastLine));
    const QByteArray tail = file.read(kMostLastLine);
    const qsizetype start = tail.lastIndexOf('\n', tail.size() - 2) + 1;
    return tail.endsWith('\n') && tail.mid(start).startsWith("{\"end\":");
}

Result<ExportCheck> check(const QString &path, const audit::VerifierKey &key, const std::atomic_bool &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Errc::Io, file.errorString()};
    ExportCheck result;
    result.isCutOff = !hasEnd(file);
    file.seek(0);
    result.note = noteIn(file);
    file.seek(0);
    audit::ExportVerifier verifier(key);
    while (!file.atEnd()) {
        if (stop)
            return {Errc::Cancelled, QStringLiteral("the check was cancelled")};
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty())
            return {Errc::Io, file.errorString()};
        verifier.feed(piece);
    }
    const audit::ExportReport report = verifier.finish();
    result.isWhole = report.isWhole;
    result.entries = report.entries;
    result.erased = report.erasedPayloads;
    result.size = report.checkpoint ? report.checkpoint->head.size : 0;
    for (const audit::ExportFinding &finding : report.findings)
        result.findings.append(QStringLiteral("line %1: %2").arg(finding.line).arg(finding.text));
    return result;
}

}  // namespace

base::Answer<ExportCheck> checkExport(const QString &path, const QString &key, const std::shared_ptr<std::atomic_bool> &stop)
{
    const Result<audit::VerifierKey> verifier = audit::VerifierKey::parse(key);
    if (!verifier)
        return base::answered<ExportCheck>(verifier.error());
    base::Asked<ExportCheck> asked;
    QThreadPool::globalInstance()->start([asked, path, verifier, stop] { asked.give(check(path, *verifier, *stop)); });
    return asked.answer();
}

}  // namespace countersign::console
