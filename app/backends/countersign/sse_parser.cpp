#include "app/backends/countersign/sse_parser.h"

#include <QStringDecoder>

namespace countersign::backends {
namespace {

using base::Errc;

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder.decode(bytes);
    return !decoder.hasError();
}

}  // namespace

base::Result<QList<SseEvent>> SseParser::feed(QByteArrayView bytes)
{
    if (m_broken)
        return *m_broken;
    QList<SseEvent> events;
    for (const char byte : bytes) {
        const bool afterCarriageReturn = std::exchange(m_skipLineFeed, false);
        if (byte == '\n' && afterCarriageReturn)
            continue;
        if (byte != '\n' && byte != '\r') {
            if (++m_eventBytes > kMaxEventBytes) {
                m_broken = base::Error{Errc::TooLarge, QStringLiteral("an event is larger than 64 KiB")};
                return *m_broken;
            }
            m_line.append(byte);
            continue;
        }
        m_skipLineFeed = byte == '\r';
        const QByteArray line = std::exchange(m_line, {});
        if (const base::Status taken = takeLine(line, events); !taken) {
            m_broken = taken.error();
            return *m_broken;
        }
    }
    return events;
}

base::Status SseParser::takeLine(QByteArrayView line, QList<SseEvent> &events)
{
    if (std::exchange(m_atStart, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        dispatch(events);
        return base::Done{};
    }
    if (line.contains('\0') || !isUtf8(line))
        return {Errc::Malformed, QStringLiteral("a line of the event stream is not UTF-8 text")};
    if (line.front() == ':') {
        // Comments are heartbeats; they must not add up to a too large event.
        m_eventBytes -= line.size();
        return base::Done{};
    }
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return takeField(line, {});
    QByteArrayView value = line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    return takeField(line.first(colon), value);
}

base::Status SseParser::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "event") {
        m_name = value.toByteArray();
    } else if (name == "data") {
        if (m_hasData)
            return {Errc::Malformed, QStringLiteral("an event has more than one line of data")};
        m_hasData = true;
        m_data = value.toByteArray();
    } else if (name == "id") {
        m_id = value.toByteArray();
    }
    // `retry` would let the other side set our pace; unknown fields are ignored as the standard says.
    return base::Done{};
}

void SseParser::dispatch(QList<SseEvent> &events)
{
    m_eventBytes = 0;
    if (!m_id.isNull())
        m_lastId = m_id;
    if (m_hasData)
        events.append({m_name, m_data, m_lastId});
    m_name.clear();
    m_data.clear();
    m_hasData = false;
}

}  // namespace countersign::backends
