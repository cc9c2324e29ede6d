// Server-sent events (WHATWG HTML 9.2), read strictly: bounded, one `data` line an event.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QList>

namespace countersign::backends {

inline constexpr qsizetype kMaxEventBytes = 64 * 1024;

struct SseEvent {
    QByteArray name;  // empty: unnamed
    QByteArray data;
    QByteArray id;    // last id seen, this event's or an earlier one's
    friend bool operator==(const SseEvent &, const SseEvent &) = default;
};

// Holds at most one unfinished event. After an error it stays broken: the stream has to be closed.
class SseParser {
public:
    // The events that became complete with these bytes. TooLarge: an event or line over 64 KiB. Malformed: no UTF-8, a NUL,
    // or a second `data` line, which our protocol never sends.
    base::Result<QList<SseEvent>> feed(QByteArrayView bytes);
    [[nodiscard]] const QByteArray &lastEventId() const { return m_lastId; }

private:
    base::Status takeLine(QByteArrayView line, QList<SseEvent> &events);
    base::Status takeField(QByteArrayView name, QByteArrayView value);
    void dispatch(QList<SseEvent> &events);

    QByteArray m_line, m_name, m_data, m_id, m_lastId;
    qsizetype m_eventBytes = 0;
    bool m_hasData = false;
    bool m_skipLineFeed = false;
    bool m_atStart = true;
    std::optional<base::Error> m_broken;
};

}  // namespace countersign::backends
