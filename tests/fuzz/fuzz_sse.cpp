// The event stream's reader: how the network cuts the bytes must not matter, and nothing grows past its bound.
#include "app/backends/countersign/sse_parser.h"
#include "tests/fuzz/property.h"

namespace {

using countersign::backends::kMaxEventBytes;
using countersign::backends::SseEvent;
using countersign::backends::SseParser;

struct Outcome {
    QList<SseEvent> events;
    QByteArray lastId;
    bool broken = false;
};

// Feeds `stream` in pieces whose lengths repeat as `lengths` says.
Outcome readInPieces(QByteArrayView stream, QByteArrayView lengths)
{
    SseParser parser;
    Outcome outcome;
    qsizetype turn = 0;
    while (!stream.isEmpty() && !outcome.broken) {
        const auto wanted = static_cast<unsigned char>(lengths[turn++ % lengths.size()]);
        const qsizetype length = std::min<qsizetype>(stream.size(), wanted + 1);
        const auto events = parser.feed(stream.first(length));
        outcome.broken = !events;
        if (events)
            outcome.events += *events;
        stream = stream.sliced(length);
    }
    // A broken stream stays broken.
    FUZZ_REQUIRE(!outcome.broken || !parser.feed("data: {}\n\n"));
    outcome.lastId = parser.lastEventId();
    return outcome;
}

Outcome readWhole(QByteArrayView stream)
{
    SseParser parser;
    Outcome outcome;
    const auto events = parser.feed(stream);
    outcome.broken = !events;
    if (events)
        outcome.events = *events;
    outcome.lastId = parser.lastEventId();
    return outcome;
}

void requireSane(const SseEvent &event)
{
    FUZZ_REQUIRE(event.data.size() + event.name.size() <= kMaxEventBytes);
    for (const QByteArray &text : {event.name, event.data, event.id})
        FUZZ_REQUIRE(!text.contains('\n') && !text.contains('\r') && !text.contains('\0'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    countersign::fuzz::Input input(data, size);
    const char lengths[] = {static_cast<char>(input.byte()), static_cast<char>(input.byte())};
    const QByteArrayView stream = input.rest();

    const Outcome whole = readWhole(stream);
    const Outcome single = readInPieces(stream, QByteArrayView("\0", 1));
    const Outcome pieces = readInPieces(stream, QByteArrayView(lengths, 2));
    FUZZ_REQUIRE(whole.broken == single.broken && whole.broken == pieces.broken);
    FUZZ_REQUIRE(whole.lastId == single.lastId && whole.lastId == pieces.lastId);
    if (!whole.broken)
        FUZZ_REQUIRE(whole.events == single.events && whole.events == pieces.events);
    // What came whole before the fault is delivered when it comes piece by piece, and in the same order.
    const QList<SseEvent> &fewer = pieces.events.size() <= single.events.size() ? pieces.events : single.events;
    FUZZ_REQUIRE(fewer == single.events.first(fewer.size()));
    for (const SseEvent &event : single.events)
        requireSane(event);
    return 0;
}
