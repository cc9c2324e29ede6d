#include "app/backends/countersign/countersign_audit.h"

#include "app/backends/countersign/audit_json.h"
#include "app/backends/countersign/exchange.h"

#include <QIODevice>
#include <QNetworkReply>
#include <QPointer>

namespace countersign::backends {
namespace {

using base::Errc;

// A page of entries with payloads of 64 KiB each.
constexpr qsizetype kMaxPageBytes = 16 * 1024 * 1024;
// How long an export may be silent before it counts as broken off.
constexpr int kSilenceMs = 30'000;
// For what is no export: longer than any report or bundle.
constexpr qint64 kMostWhole = 64 * 1024 * 1024;

QStringList parametersOf(const AuditQuery &query)
{
    QStringList parts;
    const auto add = [&](const char *name, const QString &value) {
        if (!value.isEmpty())
            parts.append(QLatin1String(name) + QLatin1Char('=') + urlSegment(value));
    };
    add("q", query.text);
    add("actor", query.actor);
    add("client", query.client);
    add("event", query.event);
    add("txn", query.txn);
    add("outcome", query.outcome);
    add("type", query.type);
    add("tier", query.tier);
    add("anomalies", query.anomaliesOnly ? QStringLiteral("true") : QString());
    add("after", query.after ? QString::number(*query.after) : QString());
    add("before", query.before ? QString::number(*query.before) : QString());
    return parts;
}

HttpRequest get(const QString &url, const QStringList &parameters = {})
{
    HttpRequest request = jsonRequest("GET", parameters.isEmpty() ? url : url + QLatin1Char('?') + parameters.join(QLatin1Char('&')));
    request.maxAnswerBytes = kMaxPageBytes;
    return request;
}

class RunningExport final : public AuditExport {
public:
    RunningExport(QIODevice &into, std::optional<qint64> most, QObject *parent) : AuditExport(parent), m_into(into), m_most(most)
    {
        m_silence.setSingleShot(true);
        m_silence.setInterval(kSilenceMs);
        connect(&m_silence, &QTimer::timeout, this, [this] { end({Errc::Timeout, QStringLiteral("the export fell silent")}); });
    }

    void read(QNetworkReply *reply)
    {
        if (m_isOver)
            return reply->deleteLater();
        m_reply = reply;
        reply->setParent(this);
        reply->setReadBufferSize(1024 * 1024);
        m_silence.start();
        connect(reply, &QNetworkReply::readyRead, this, [this] { take(); });
        connect(reply, &QNetworkReply::finished, this, [this] { finish(); });
    }

    void cancel() override { end({Errc::Cancelled, QStringLiteral("the export was cancelled")}); }

    void end(const base::Status &status)
    {
        if (std::exchange(m_isOver, true))
            return;
        if (m_reply) {
            m_reply->disconnect(this);
            m_reply->abort();
        }
        Q_EMIT finished(status);
        deleteLater();
    }

private:
    [[nodiscard]] int httpStatus() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

    void take()
    {
        m_silence.start();
        if (httpStatus() != 200)
            return;
        const QByteArray bytes = m_reply->readAll();
        if (m_most && m_written + bytes.size() > *m_most)
            return end({Errc::TooLarge, QStringLiteral("the answer does not end")});
        if (m_into.write(bytes) != bytes.size())
            return end({Errc::Unavailable, QStringLiteral("the file cannot be written: ") + m_into.errorString()});
        m_written += bytes.size();
        Q_EMIT progressed(m_written);
    }

    void finish()
    {
        const int status = httpStatus();
        take();
        if (m_isOver)
            return;
        if (status != 0 && status != 200)
            end(refusedBy({status, {}, m_reply->readAll()}));
        else if (m_reply->error() != QNetworkReply::NoError)
            end(base::Error{status == 200 ? Errc::Corrupt : networkError(*m_reply).code, status == 200 ? QStringLiteral("the export was broken off") : networkError(*m_reply).detail});
        else
            end(base::Done{});
    }

    QIODevice &m_into;
    const std::optional<qint64> m_most;
    QPointer<QNetworkReply> m_reply;
    QTimer m_silence;
    qint64 m_written = 0;
    bool m_isOver = false;
};

}  // namespace

Answer<AuditPage> CountersignAudit::page(const AuditQuery &query, const AuditPosition &position)
{
    QStringList parameters = parametersOf(query);
    parameters.append(QStringLiteral("limit=%1").arg(position.limit));
    parameters.append(position.newestFirst ? QStringLiteral("order=desc") : QStringLiteral("order=asc"));
    if (!position.cursor.isEmpty())
        parameters.append(QStringLiteral("cursor=") + urlSegment(position.cursor));
    else if (position.from)
        parameters.append(QStringLiteral("from=%1").arg(*position.from));
    return askAndRead<AuditPage, ReadIn::AnyThread>(m_tokens, get(m_endpoint + QStringLiteral("/entries"), parameters),
                                                    [](const HttpAnswer &, const QJsonObject &body) { return readAuditPage(body); });
}

Answer<AuditTimeline> CountersignAudit::timeline(const AuditQuery &query)
{
    return askAndRead<AuditTimeline>(m_tokens, get(m_endpoint + QStringLiteral("/summary"), parametersOf(query)),
                                     [](const HttpAnswer &, const QJsonObject &body) { return readAuditTimeline(body); });
}

Answer<AuditThread> CountersignAudit::thread(const base::ApprovalId &txn)
{
    return askAndRead<AuditThread>(m_tokens, get(m_endpoint + QStringLiteral("/thread"), {QStringLiteral("txn=") + urlSegment(txn.text())}),
                                   [](const HttpAnswer &, const QJsonObject &body) { return readAuditThread(body); });
}

Answer<QList<AuditReportKind>> CountersignAudit::reports()
{
    return askAndRead<QList<AuditReportKind>>(m_tokens, get(m_endpoint + QStringLiteral("/reports")),
                                              [](const HttpAnswer &, const QJsonObject &body) { return readAuditReportKinds(body); });
}

Answer<AuditReport> CountersignAudit::report(const QString &name, qint64 after, qint64 before)
{
    return askAndRead<AuditReport, ReadIn::AnyThread>(m_tokens, get(m_endpoint + QStringLiteral("/reports/") + urlSegment(name), {QStringLiteral("after=%1").arg(after), QStringLiteral("before=%1").arg(before)}),
                                                      [](const HttpAnswer &, const QJsonObject &body) { return readAuditReport(body); });
}

AuditExport *CountersignAudit::stream(const HttpRequest &request, std::optional<qint64> most, QIODevice &into)
{
    auto *running = new RunningExport(into, most, &m_tokens);
    base::whenAnswered(running, m_tokens.prepare(request), [this, running](const base::Result<HttpRequest> &ready) {
        if (ready)
            running->read(m_http.open(*ready));
        else
            running->end(ready.error());
    });
    return running;
}

AuditExport *CountersignAudit::exportTo(const AuditQuery &query, AuditFormat format, QIODevice &into)
{
    QStringList parameters = parametersOf(query);
    if (format == AuditFormat::Page) {
        HttpRequest request = get(m_endpoint + QStringLiteral("/bundle"), parameters);
        request.headers = {{QByteArray("Accept"), QByteArray("text/html")}};
        return stream(request, kMostWhole, into);
    }
    if (query.firstSeq)
        parameters.append(QStringLiteral("from=%1").arg(*query.firstSeq));
    if (query.seqs)
        parameters.append(QStringLiteral("limit=%1").arg(*query.seqs));
    parameters.append(format == AuditFormat::Csv ? QStringLiteral("format=csv") : QStringLiteral("format=jsonl"));
    return stream(get(m_endpoint + QStringLiteral("/export"), parameters), {}, into);
}

AuditExport *CountersignAudit::reportTo(const QString &name, qint64 after, qint64 before, QIODevice &into)
{
    return stream(get(m_endpoint + QStringLiteral("/reports/") + urlSegment(name), {QStringLiteral("format=csv"), QStringLiteral("after=%1").arg(after), QStringLiteral("before=%1").arg(before)}),
                  kMostWhole, into);
}

}  // namespace countersign::backends
