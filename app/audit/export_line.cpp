#include "app/audit/export_line.h"

#include <algorithm>
#include <array>

namespace countersign::audit {

namespace {

// In the order of canonical JSON. Those of the leaf, and those beside it.
constexpr std::array<QByteArrayView, 10> kLeafMembers{"actor", "adh", "client", "device", "event", "outcome", "payload_hash", "seq", "time", "txn"};
constexpr std::array<QByteArrayView, 6> kRequired{"actor", "event", "outcome", "payload_hash", "seq", "time"};

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

template <size_t N>
bool holds(const std::array<QByteArrayView, N> &names, QByteArrayView name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// False for a member no entry has.
bool takeMember(QByteArrayView name, QByteArrayView value, ExportLine &into)
{
    if (holds(kLeafMembers, name)) {
        into.leaf += into.leaf.isEmpty() ? '{' : ',';
        into.leaf += '"';
        into.leaf += name;
        into.leaf += "\":";
        into.leaf += value;
        if (name == "seq")
            into.seq = value.toByteArray().toLongLong();
        else if (name == "event")
            into.event = unquoted(value);
        else if (name == "payload_hash")
            into.payloadHash = unquoted(value);
        return true;
    }
    if (name == "payload")
        into.payload = value;
    else if (name == "salt")
        into.salt = unquoted(value);
    else if (name == "proof")
        into.proof = value;
    else
        return false;
    return true;
}

}  // namespace

base::Result<ExportLine> splitExportLine(QByteArrayView line)
{
    ExportLine entry;
    entry.leaf.reserve(line.size());
    Cursor cursor(line);
    cursor.expect('{');
    QByteArrayView before;
    size_t required = 0;
    do {
        const QByteArrayView name = cursor.string();
        cursor.expect(':');
        const QByteArrayView value = cursor.value();
        if (cursor.failed() || !(before < name))
            return malformed("a line is no canonical JSON object");
        if (!takeMember(name, value, entry))
            return malformed("a line has a member that no entry has");
        required += holds(kRequired, name) ? 1 : 0;
        before = name;
    } while (cursor.take(','));
    cursor.expect('}');
    entry.leaf += '}';
    if (cursor.failed() || !cursor.atEnd() || required != kRequired.size() || entry.payload.has_value() != entry.salt.has_value())
        return malformed("a line is no entry of a log");
    return entry;
}

}  // namespace countersign::audit
