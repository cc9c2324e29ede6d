#include "app/audit/export_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace countersign::audit {

namespace {

enum class Part { Leaf, Payload, Salt, Proof };

struct Member {
    QByteArrayView name;
    Part part = Part::Leaf;
    bool isRequired = false;
};

// In the order of canonical JSON (RFC 8785 3.2.3), so that a line names them in this order, each once.
constexpr std::array<Member, 13> kMembers{{{"actor", Part::Leaf, true}, {"adh"}, {"client"}, {"device"}, {"event", Part::Leaf, true}, {"outcome", Part::Leaf, true},
                                           {"payload", Part::Payload}, {"payload_hash", Part::Leaf, true}, {"proof", Part::Proof}, {"salt", Part::Salt},
                                           {"seq", Part::Leaf, true}, {"time", Part::Leaf, true}, {"txn"}}};
constexpr auto kRequired = std::count_if(kMembers.begin(), kMembers.end(), [](const Member &member) { return member.isRequired; });

base::Error malformed(const char *what)
{
    return {base::Errc::Malformed, QString::fromLatin1(what)};
}

// Walks over a line's bytes. Every step fails by moving behind the end.
class Cursor {
public:
    explicit Cursor(QByteArrayView text) : m_text(text) {}

    [[nodiscard]] bool failed() const { return m_at > m_text.size(); }
    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] qsizetype at() const { return m_at; }
    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void expect(char c)
    {
        if (!take(c))
            fail();
    }

    // Between quotation marks, still escaped.
    QByteArrayView string()
    {
        expect('"');
        const qsizetype start = m_at;
        // Nearly every text is without an escape: its end is the next quotation mark.
        const QByteArrayView rest = start < m_text.size() ? m_text.sliced(start) : QByteArrayView("\"");
        if (const void *mark = std::memchr(rest.data(), '"', static_cast<size_t>(rest.size()))) {
            const auto length = static_cast<const char *>(mark) - rest.data();
            m_at += std::memchr(rest.data(), '\\', static_cast<size_t>(length)) ? 0 : length;
        }
        while (m_at < m_text.size() && m_text[m_at] != '"')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        const QByteArrayView inside = m_at < m_text.size() ? m_text.sliced(start, m_at - start) : QByteArrayView();
        expect('"');
        return inside;
    }

    // Any value: to the comma or bracket that ends it. Depth is counted, not recursed into.
    QByteArrayView value()
    {
        const qsizetype start = m_at;
        for (int depth = 0; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                string();
                --m_at;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (depth > 0 && (c == '}' || c == ']')) {
                --depth;
            } else if (depth == 0 && (c == ',' || c == '}')) {
                break;
            }
        }
        if (failed() || m_at >= m_text.size() || m_at == start)
            return fail(), QByteArrayView();
        return m_text.sliced(start, m_at - start);
    }

private:
    void fail() { m_at = m_text.size() + 1; }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

QByteArrayView unquoted(QByteArrayView value)
{
    const bool isString = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return isString ? value.sliced(1, value.size() - 2) : QByteArrayView();
}

void takeMember(const Member &member, QByteArrayView value, ExportLine &into)
{
    switch (member.part) {
    case Part::Payload: into.payload = value; return;
    case Part::Salt: into.salt = unquoted(value); return;
    case Part::Proof: into.proof = value; return;
    case Part::Leaf: break;
    }
    if (member.name == "seq")
        std::from_chars(value.begin(), value.end(), into.seq);
    else if (member.name == "event")
        into.event = unquoted(value);
    else if (member.name == "payload_hash")
        into.payloadHash = unquoted(value);
}

}  // namespace

base::Result<ExportLine> splitExportLine(QByteArrayView line)
{
    ExportLine entry;
    entry.leaf.reserve(line.size());
    Cursor cursor(line);
    cursor.expect('{');
    auto next = kMembers.begin();
    std::ptrdiff_t required = 0;
    do {
        const qsizetype start = cursor.at();
        const QByteArrayView name = cursor.string();
        cursor.expect(':');
        const QByteArrayView value = cursor.value();
        if (cursor.failed())
            return malformed("a line is no canonical JSON object");
        const auto member = std::find_if(next, kMembers.end(), [name](const Member &one) { return one.name == name; });
        if (member == kMembers.end())
            return malformed("a line has a member that no entry has, or not in its place");
        if (member->part == Part::Leaf) {
            entry.leaf += entry.leaf.isEmpty() ? '{' : ',';
            entry.leaf += line.sliced(start, cursor.at() - start);
        }
        takeMember(*member, value, entry);
        required += member->isRequired ? 1 : 0;
        next = std::next(member);
    } while (cursor.take(','));
    cursor.expect('}');
    entry.leaf += '}';
    if (cursor.failed() || !cursor.atEnd() || required != kRequired || entry.payload.has_value() != entry.salt.has_value())
        return malformed("a line is no entry of a log");
    return entry;
}

}  // namespace countersign::audit
