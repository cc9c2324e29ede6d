// What every fuzz target stands on: an assertion that holds in every build type, and a reader that takes an input apart.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Not assert(): a fuzz target without its assertions would only survive.
#define FUZZ_REQUIRE(condition)                                                                     \
    do {                                                                                            \
        if (!(condition)) {                                                                         \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);     \
            std::abort();                                                                           \
        }                                                                                           \
    } while (false)

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace countersign::fuzz {

// Cuts choices off the front of an input; the rest is the text under test. Past the end every choice is 0.
class Input {
public:
    Input(const uint8_t *data, size_t size) : m_rest(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)) {}

    [[nodiscard]] bool isEmpty() const { return m_rest.isEmpty(); }
    [[nodiscard]] unsigned byte()
    {
        if (m_rest.isEmpty())
            return 0;
        const auto value = static_cast<unsigned char>(m_rest.front());
        m_rest = m_rest.sliced(1);
        return value;
    }
    [[nodiscard]] qsizetype below(qsizetype end)
    {
        const qsizetype high = byte();
        return end <= 0 ? 0 : (high * 256 + byte()) % end;
    }
    // Up to the next line feed, which is dropped.
    [[nodiscard]] QByteArray line()
    {
        const qsizetype end = m_rest.indexOf('\n');
        const QByteArrayView taken = end < 0 ? m_rest : m_rest.first(end);
        m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        return taken.toByteArray();
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

// Changes bytes of a valid text as the input says: each edit is a position, a kind and a byte.
inline QByteArray edited(QByteArray text, Input &input)
{
    while (!input.isEmpty()) {
        const qsizetype at = input.below(text.size() + 1);
        const unsigned kind = input.byte() % 3;
        const char byte = static_cast<char>(input.byte());
        if (kind == 0)
            text.insert(at, byte);
        else if (kind == 1)
            text.remove(at, 1);
        else if (at < text.size())
            text[at] = byte;
    }
    return text;
}

}  // namespace countersign::fuzz
