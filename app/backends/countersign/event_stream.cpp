#include "app/backends/countersign/event_stream.h"

#include "app/base/json.h"
#include "app/base/logging.h"

#include <QNetworkReply>
#include <QRandomGenerator>

namespace countersign::backends {
namespace {

using base::Errc;

constexpr qint64 kSilenceMs = 45'000;  // three heartbeats
constexpr int kCheckMs = 2'000;
constexpr qint64 kLongestWaitMs = 30'000;

// 0.25 s, doubling to 30 s, each time somewhere in the upper half, so that consoles do not come back in step.
int waitMs(int failures)
{
    const qint64 whole = std::min<qint64>(250LL << std::min(failures, 10), kLongestWaitMs);
    return static_cast<int>(whole / 2 + QRandomGenerator::global()->bounded(static_cast<int>(whole / 2 + 1)));
}

std::optional<EventHint::Kind> kindFromName(const QByteArray &name)
{
    using Kind = EventHint::Kind;
    static const QHash<QByteArray, Kind> kinds{{"approval", Kind::Approval}, {"client", Kind::Client}, {"catalog", Kind::Catalog},
                                               {"grant", Kind::Grant},       {"audit", Kind::Audit},   {"reset", Kind::Reset}};
    const auto found = kinds.constFind(name);
    return found == kinds.cend() ? std::nullopt : std::optional(*found);
}

}  // namespace

base::Result<std::optional<EventHint>> readHint(const SseEvent &event)
{
    const std::optional<EventHint::Kind> kind = kindFromName(event.name);
    if (!kind)
        return std::optional<EventHint>();
    base::json::Limits limits;
    limits.depth = 4;
    const base::Result<QJsonObject> data = base::json::parseObject(event.data, limits);
    if (!data)
        return data.error();
    EventHint hint;
    hint.kind = *kind;
    if (*kind == EventHint::Kind::Approval) {
        const auto id = base::json::text(*data, QLatin1String("id"));
        const auto version = base::json::integer(*data, QLatin1String("version"));
        if (!id || id->size() > 128 || !version)
            return {Errc::Malformed, QStringLiteral("an approval event without id or version")};
        hint.id = base::ApprovalId(*id);
        hint.version = *version;
        hint.status = base::json::text(*data, QLatin1String("status")).value_or(QString()).left(32);
    }
    if (*kind == EventHint::Kind::Client) {
        const auto id = base::json::text(*data, QLatin1String("id"));
        if (!id || id->isEmpty() || id->size() > 128)
            return {Errc::Malformed, QStringLiteral("a client event without an id")};
        hint.client = base::ClientId(*id);
        hint.status = base::json::text(*data, QLatin1String("status")).value_or(QString()).left(32);
        hint.warning = base::json::text(*data, QLatin1String("warning")).value_or(QString()).left(32);
    }
    return std::optional(hint);
}

EventStream::EventStream(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connect(&m_gate, &HintGate::passed, this, &EventStream::hint);
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &EventStream::connectNow);
    m_silence.setInterval(kCheckMs);
    connect(&m_silence, &QTimer::timeout, this, &EventStream::checkSilence);
}

EventStream::~EventStream()
{
    if (m_reply) {
        m_reply->disconnect(this);
        delete m_reply;
    }
}

void EventStream::start(const QUrl &endpoint)
{
    m_endpoint = endpoint;
    if (m_running)
        return;
    m_running = true;
    m_failures = 0;
    m_silence.start();
    connectNow();
}

void EventStream::stop()
{
    m_running = false;
    ++m_round;
    m_connecting = false;
    m_reconnect.stop();
    m_silence.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    m_live = false;
    m_gate.clear();
    setLink(LinkFact::Offline);
}

void EventStream::retryNow()
{
    if (m_running && !m_reply && !m_connecting)
        connectNow();
}

void EventStream::connectNow()
{
    m_reconnect.stop();
    m_connecting = true;
    HttpRequest request;
    request.url = m_endpoint;
    request.headers.append({QByteArray("Accept"), QByteArray("text/event-stream")});
    if (!m_lastId.isEmpty())
        request.headers.append({QByteArray("Last-Event-ID"), m_lastId});
    const int round = ++m_round;
    base::whenAnswered(this, m_parts.tokens->prepare(request), [this, round](const base::Result<HttpRequest> &ready) {
        if (round != m_round || !m_running)
            return;
        m_connecting = false;
        if (ready)
            attach(m_parts.http->open(*ready));
        else
            drop(ready.error().detail);
    });
}

void EventStream::attach(QNetworkReply *reply)
{
    m_reply = reply;
    reply->setParent(this);
    reply->setReadBufferSize(2 * kMaxEventBytes);
    m_parser = SseParser();
    m_live = false;
    m_lastByteMs = m_parts.clock->monotonicMs();
    connect(reply, &QNetworkReply::metaDataChanged, this, &EventStream::onHeaders);
    connect(reply, &QNetworkReply::readyRead, this, &EventStream::onBytes);
    connect(reply, &QNetworkReply::finished, this, [this] { drop(QStringLiteral("the stream ended")); });
}

void EventStream::onHeaders()
{
    if (!m_reply || m_live)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_parts.tokens->serverClock().observeDate(m_reply->rawHeader("Date"));
    if (status == 401)
        m_parts.tokens->spoil();
    if (status != 200 || !m_reply->rawHeader("Content-Type").toLower().startsWith("text/event-stream")) {
        drop(QStringLiteral("the stream was answered with status %1").arg(status));
        return;
    }
    m_live = true;
    m_failures = 0;
    m_lastByteMs = m_parts.clock->monotonicMs();
    setLink(LinkFact::Live);
}

void EventStream::onBytes()
{
    if (!m_reply || !m_live)
        return;
    m_lastByteMs = m_parts.clock->monotonicMs();
    const base::Result<QList<SseEvent>> events = m_parser.feed(m_reply->readAll());
    if (!events) {
        m_lastId.clear();  // what was lost cannot be told: everything is read anew
        ++m_failures;
        drop(events.error().detail);
        return;
    }
    const QPointer<EventStream> alive(this);
    for (const SseEvent &event : *events) {
        onEvent(event);
        if (!alive || !m_reply)
            return;
    }
    if (!m_parser.lastEventId().isEmpty() && m_parser.lastEventId().size() <= 256)
        m_lastId = m_parser.lastEventId();
}

void EventStream::onEvent(const SseEvent &event)
{
    const base::Result<std::optional<EventHint>> read = readHint(event);
    if (!read) {
        drop(read.error().detail);
        return;
    }
    if (!*read)
        return;
    if ((*read)->kind == EventHint::Kind::Reset)
        m_lastId.clear();
    m_gate.take(**read);
}

void EventStream::drop(const QString &why)
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    m_live = false;
    m_gate.clear();
    if (!m_running)
        return;
    base::logEvent(base::LogLevel::Info, QStringLiteral("events.dropped"), {{QStringLiteral("why"), why.left(200)}});
    m_reconnect.start(waitMs(m_failures++));
    setLink(LinkFact::Offline);
}

// By the clock that counts through suspend: after a night asleep the old connection is not waited for.
void EventStream::checkSilence()
{
    if (m_reply && m_parts.clock->monotonicMs() - m_lastByteMs > kSilenceMs)
        drop(QStringLiteral("nothing was heard for 45 seconds"));
}

void EventStream::setLink(LinkFact link)
{
    if (m_link == link)
        return;
    m_link = link;
    Q_EMIT linkChanged(link);
}

}  // namespace countersign::backends
