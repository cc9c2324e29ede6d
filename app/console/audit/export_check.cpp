#include "app/console/audit/export_check.h"

#include "app/audit/evidence_page.h"
#include "app/audit/export_verifier.h"
#include "app/base/json.h"

#include <QBuffer>
#include <QFile>
#include <QThreadPool>

#include <algorithm>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

constexpr qint64 kPiece = 1024 * 1024;
constexpr qint64 kMostFirstLine = 64 * 1024;
constexpr qint64 kMostLastLine = 64;

QByteArray noteIn(QIODevice &lines)
{
    const auto first = base::json::parseObject(lines.readLine(kMostFirstLine).trimmed());
    return first ? base::json::text(*first, QLatin1String("checkpoint")).value_or(QString()).toUtf8() : QByteArray();
}

// Its last line alone says that the file came to its end.
bool hasEnd(QIODevice &lines)
{
    lines.seek(std::max<qint64>(0, lines.size() - kMostLastLine));
    const QByteArray tail = lines.read(kMostLastLine);
    const qsizetype start = tail.lastIndexOf('\n', tail.size() - 2) + 1;
    return tail.endsWith('\n') && tail.mid(start).startsWith("{\"end\":");
}

Result<ExportCheck> checkLines(QIODevice &lines, const audit::VerifierKey &key, const std::atomic_bool &stop)
{
    ExportCheck result;
    result.isCutOff = !hasEnd(lines);
    lines.seek(0);
    result.note = noteIn(lines);
    lines.seek(0);
    audit::ExportVerifier verifier(key);
    while (!lines.atEnd()) {
        if (stop)
            return {Errc::Cancelled, QStringLiteral("the check was cancelled")};
        const QByteArray piece = lines.read(kPiece);
        if (piece.isEmpty())
            return {Errc::Io, lines.errorString()};
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

Result<ExportCheck> check(const ExportFile &what, const audit::VerifierKey &key, const std::atomic_bool &stop)
{
    QFile file(what.path);
    if (!file.open(QIODevice::ReadOnly))
        return {Errc::Io, file.errorString()};
    if (what.form == ExportFile::Form::Lines)
        return checkLines(file, key, stop);
    const Result<QByteArray> lines = audit::evidenceIn(file.readAll());
    if (!lines)
        return lines.error();
    QBuffer inside;
    inside.setData(*lines);
    inside.open(QIODevice::ReadOnly);
    return checkLines(inside, key, stop);
}

}  // namespace

base::Answer<ExportCheck> checkExport(const ExportFile &file, const QString &key, const std::shared_ptr<std::atomic_bool> &stop)
{
    const Result<audit::VerifierKey> verifier = audit::VerifierKey::parse(key);
    if (!verifier)
        return base::answered<ExportCheck>(verifier.error());
    base::Asked<ExportCheck> asked;
    QThreadPool::globalInstance()->start([asked, file, verifier, stop] { asked.give(check(file, *verifier, *stop)); });
    return asked.answer();
}

}  // namespace countersign::console
