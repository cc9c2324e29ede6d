#include "app/console/catalog/scope_form.h"

#include "app/approval/visible_text.h"
#include "app/console/catalog/toml_lines.h"

#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace countersign::console {
namespace {

using base::Errc;
using base::Result;

// One `key = value`, by lines from 0. The value may run over several lines.
struct Entry {
    QString key;
    int line = 0, lastLine = 0;
    qsizetype valueStart = 0, valueEnd = 0;  // columns in `line` and `lastLine`
    QString value;                           // as written
};

// One table that belongs to a scope: [[scope]] itself, or [scope.deprecated] beneath it.
struct Table {
    int header = 0, end = 0;  // lines; `end` is behind the last line with something of this table
    std::vector<Entry> entries;
    [[nodiscard]] const Entry *find(QStringView key) const
    {
        const auto found = std::find_if(entries.begin(), entries.end(), [key](const Entry &entry) { return entry.key == key; });
        return found == entries.end() ? nullptr : &*found;
    }
};

struct Block {
    Table main;
    std::optional<Table> deprecated;
    [[nodiscard]] int end() const { return deprecated ? deprecated->end : main.end; }
};

QString plainHeader(QStringView header)
{
    QString out;
    for (const QChar c : header) {
        if (c != u' ' && c != u'\t')
            out.append(c);
    }
    return out;
}

// Strings of one line; nullopt for everything else.
std::optional<QString> unquoted(const QString &value)
{
    if (value.size() < 2 || value.startsWith(QLatin1String("\"\"\"")) || value.startsWith(QLatin1String("'''")))
        return std::nullopt;
    if (value.startsWith(u'\'') && value.endsWith(u'\''))
        return value.mid(1, value.size() - 2);
    if (!value.startsWith(u'"') || !value.endsWith(u'"'))
        return std::nullopt;
    QString out;
    for (qsizetype i = 1; i < value.size() - 1; ++i) {
        if (value.at(i) != u'\\') {
            out.append(value.at(i));
            continue;
        }
        const QChar kind = ++i < value.size() - 1 ? value.at(i) : QChar();
        const int digits = kind == u'u' ? 4 : kind == u'U' ? 8 : 0;
        if (digits > 0) {
            bool ok = false;
            const uint code = value.mid(i + 1, digits).toUInt(&ok, 16);
            if (!ok || code > 0x10ffff)
                return std::nullopt;
            const char32_t character = code;
            out.append(QString::fromUcs4(&character, 1));
            i += digits;
            continue;
        }
        static const QString from = QStringLiteral("btnfr\"\\");
        static const QString to = QStringLiteral("\b\t\n\f\r\"\\");
        const qsizetype at = from.indexOf(kind);
        if (kind.isNull() || at < 0)
            return std::nullopt;
        out.append(to.at(at));
    }
    return out;
}

class Reader {
public:
    explicit Reader(const QString &toml) : m_lines(toml.split(QLatin1Char('\n')))
    {
        TomlCarry carry;
        for (int number = 0; number < m_lines.size(); ++number) {
            const bool fresh = !carry.isOpen();
            const TomlLine line = readTomlLine(m_lines.at(number), carry);
            take(number, line, fresh);
            carry = line.carry;
        }
    }
    std::vector<Block> scopes;

    [[nodiscard]] const QStringList &lines() const { return m_lines; }
    [[nodiscard]] const Block *find(const QString &name) const
    {
        const auto found = std::find_if(scopes.begin(), scopes.end(), [&name](const Block &block) { return nameOf(block) == name; });
        return found == scopes.end() ? nullptr : &*found;
    }
    [[nodiscard]] static QString nameOf(const Block &block)
    {
        const Entry *entry = block.main.find(u"name");
        return entry ? unquoted(entry->value).value_or(QString()) : QString();
    }

private:
    void take(int number, const TomlLine &line, bool fresh)
    {
        const bool header = fresh && !line.spans.isEmpty() && line.spans.first().part == TomlPart::Header;
        if (header) {
            open(number, plainHeader(QStringView(m_lines.at(number)).mid(line.spans.first().start, line.spans.first().length)));
            return;
        }
        if (!m_inScope)
            return;
        const bool key = fresh && !line.spans.isEmpty() && line.spans.first().part == TomlPart::Key;
        if (key)
            startEntry(number, line);
        else if (!fresh)
            continueEntry(number, line);
    }

    void open(int number, const QString &header)
    {
        m_inScope = true;
        if (header == QLatin1String("[[scope]]"))
            scopes.push_back({{number, number + 1, {}}, std::nullopt});
        else if (header == QLatin1String("[scope.deprecated]") && !scopes.empty())
            scopes.back().deprecated = Table{number, number + 1, {}};
        else
            m_inScope = false;
    }

    Table &current() { return scopes.back().deprecated ? *scopes.back().deprecated : scopes.back().main; }

    void startEntry(int number, const TomlLine &line)
    {
        Entry entry;
        const TomlSpan &key = line.spans.first();
        entry.key = m_lines.at(number).mid(key.start, key.length);
        entry.line = number;
        entry.valueStart = line.spans.size() > 2 ? line.spans.at(2).start : m_lines.at(number).size();
        current().entries.push_back(std::move(entry));
        finishLine(number, line);
    }

    void continueEntry(int number, const TomlLine &line)
    {
        if (!current().entries.empty())
            finishLine(number, line);
    }

    void finishLine(int number, const TomlLine &line)
    {
        Entry &entry = current().entries.back();
        const bool comment = !line.spans.isEmpty() && line.spans.last().part == TomlPart::Comment;
        const qsizetype last = line.spans.size() - (comment ? 2 : 1);
        entry.lastLine = number;
        entry.valueEnd = last >= 0 ? line.spans.at(last).start + line.spans.at(last).length : 0;
        entry.valueEnd = entry.line == number ? std::max(entry.valueEnd, entry.valueStart) : entry.valueEnd;
        entry.value = entry.line == number ? m_lines.at(number).mid(entry.valueStart, entry.valueEnd - entry.valueStart) : QString();
        current().end = number + 1;
    }

    QStringList m_lines;
    bool m_inScope = false;
};

// The members of an inline table of one line, as written.
std::optional<std::vector<std::pair<QString, QString>>> inlineMembers(const QString &value)
{
    if (!value.startsWith(u'{') || !value.endsWith(u'}'))
        return std::nullopt;
    std::vector<std::pair<QString, QString>> members;
    const TomlLine line = readTomlLine(value.mid(1, value.size() - 2), {TomlCarry::Text::None, 1});
    const QString inner = value.mid(1, value.size() - 2);
    for (qsizetype i = 0; i < line.spans.size(); ++i) {
        const auto textOf = [&](qsizetype at) { return inner.mid(line.spans.at(at).start, line.spans.at(at).length); };
        if (line.spans.at(i).part != TomlPart::Key)
            continue;
        if (i + 2 >= line.spans.size() || textOf(i + 1) != QLatin1String("=") || line.spans.at(i + 2).part == TomlPart::Sign)
            return std::nullopt;
        members.emplace_back(textOf(i), textOf(i + 2));
    }
    return members;
}

const std::array<std::pair<const char16_t *, QString ScopeForm::*>, 6> kTexts{{{u"name", &ScopeForm::name}, {u"title", &ScopeForm::title},
                                                                              {u"owner", &ScopeForm::owner}, {u"reason", &ScopeForm::reason},
                                                                              {u"resource", &ScopeForm::resource}, {u"risk", &ScopeForm::risk}}};

bool readDeprecatedMember(ScopeForm &form, const QString &key, const QString &value)
{
    if (key == QLatin1String("since") || key == QLatin1String("sunset")) {
        (key == QLatin1String("since") ? form.since : form.sunset) = value;
        return !value.isEmpty() && value.at(0).isDigit();
    }
    const std::optional<QString> text = unquoted(value);
    if (!text || (key != QLatin1String("use") && key != QLatin1String("why")))
        return false;
    (key == QLatin1String("use") ? form.use : form.why) = *text;
    return true;
}

Result<ScopeForm> formOf(const Block &block)
{
    const auto unsupported = [](const QString &key) {
        return base::Error{Errc::Unsupported, QStringLiteral("\"%1\" is written in a way the form cannot change").arg(key)};
    };
    ScopeForm form;
    for (const auto &[key, member] : kTexts) {
        const Entry *entry = block.main.find(key);
        if (!entry)
            continue;
        const std::optional<QString> text = unquoted(entry->value);
        if (!text)
            return unsupported(entry->key);
        form.*member = *text;
    }
    std::vector<std::pair<QString, QString>> members;
    if (const Entry *entry = block.main.find(u"deprecated")) {
        const auto found = inlineMembers(entry->value);
        if (!found)
            return unsupported(entry->key);
        members = *found;
        form.deprecated = true;
    }
    if (block.deprecated) {
        for (const Entry &entry : block.deprecated->entries)
            members.emplace_back(entry.key, entry.value);
        form.deprecated = true;
    }
    for (const auto &[key, value] : members) {
        if (!readDeprecatedMember(form, key, value))
            return unsupported(QStringLiteral("deprecated"));
    }
    return form;
}

QString inlineDeprecation(const ScopeForm &form)
{
    QStringList members{QStringLiteral("since = ") + form.since};
    if (!form.sunset.isEmpty())
        members.append(QStringLiteral("sunset = ") + form.sunset);
    if (!form.use.isEmpty())
        members.append(QStringLiteral("use = ") + tomlString(form.use));
    if (!form.why.isEmpty())
        members.append(QStringLiteral("why = ") + tomlString(form.why));
    return QStringLiteral("{ ") + members.join(QStringLiteral(", ")) + QStringLiteral(" }");
}

QStringList wholeScope(const ScopeForm &form)
{
    QStringList lines{QStringLiteral("[[scope]]")};
    for (const auto &[key, member] : kTexts)
        lines.append(QString::fromUtf16(key) + QStringLiteral(" = ") + tomlString(form.*member));
    if (form.deprecated)
        lines.append(QStringLiteral("deprecated = ") + inlineDeprecation(form));
    return lines;
}

// Changes lines from the end towards the beginning, so that the numbers of those before stay right.
class Writer {
public:
    Writer(QStringList lines, const Block &block) : m_lines(std::move(lines)), m_block(block) {}

    QString write(const ScopeForm &was, const ScopeForm &form)
    {
        writeDeprecation(was, form);
        QStringList missing;
        for (auto text = kTexts.rbegin(); text != kTexts.rend(); ++text) {
            const auto &[key, member] = *text;
            if (was.*member == form.*member && m_block.main.find(key))
                continue;
            if (const Entry *entry = m_block.main.find(key))
                m_changes.push_back({entry, tomlString(form.*member)});
            else if (!(form.*member).isEmpty() && was.*member != form.*member)
                missing.prepend(QString::fromUtf16(key) + QStringLiteral(" = ") + tomlString(form.*member));
        }
        apply(missing);
        return m_lines.join(QLatin1Char('\n'));
    }

private:
    struct Change {
        const Entry *entry;
        std::optional<QString> value;  // nullopt: the lines go
    };

    void writeDeprecation(const ScopeForm &was, const ScopeForm &form)
    {
        const bool same = was.deprecated == form.deprecated
                          && (!form.deprecated || (was.since == form.since && was.sunset == form.sunset && was.use == form.use && was.why == form.why));
        if (same)
            return;
        if (m_block.deprecated) {
            // A table of its own becomes one line: the shortest way to say the same.
            for (int line = m_block.deprecated->end - 1; line >= m_block.deprecated->header; --line)
                m_gone.push_back(line);
            if (form.deprecated)
                m_extra = QStringLiteral("deprecated = ") + inlineDeprecation(form);
            return;
        }
        const Entry *entry = m_block.main.find(u"deprecated");
        if (entry && form.deprecated)
            m_changes.push_back({entry, inlineDeprecation(form)});
        else if (entry)
            m_changes.push_back({entry, std::nullopt});
        else
            m_extra = QStringLiteral("deprecated = ") + inlineDeprecation(form);
    }

    void apply(QStringList missing)
    {
        for (const int line : m_gone)
            m_lines.removeAt(line);
        if (!m_extra.isEmpty())
            missing.append(m_extra);
        const QString &first = m_block.main.entries.empty() ? QString() : m_lines.at(m_block.main.entries.front().line);
        const QString indent = first.left(std::find_if(first.begin(), first.end(), [](QChar c) { return c != u' ' && c != u'\t'; }) - first.begin());
        for (auto line = missing.rbegin(); line != missing.rend(); ++line)
            m_lines.insert(m_block.main.end, indent + *line);
        std::sort(m_changes.begin(), m_changes.end(), [](const Change &a, const Change &b) { return a.entry->line > b.entry->line; });
        for (const Change &change : m_changes) {
            const Entry &entry = *change.entry;
            if (change.value)
                m_lines[entry.line] = m_lines.at(entry.line).left(entry.valueStart) + *change.value + m_lines.at(entry.lastLine).mid(entry.valueEnd);
            for (int line = entry.lastLine; line >= entry.line + (change.value ? 1 : 0); --line)
                m_lines.removeAt(line);
        }
    }

    QStringList m_lines;
    const Block &m_block;
    std::vector<Change> m_changes;
    std::vector<int> m_gone;
    QString m_extra;
};

QString addScope(const Reader &reader, const ScopeForm &form)
{
    QStringList lines = reader.lines();
    int at = -1;
    for (const Block &block : reader.scopes) {
        const Entry *resource = block.main.find(u"resource");
        if (resource && unquoted(resource->value) == form.resource)
            at = block.end();
    }
    if (at < 0 && !reader.scopes.empty())
        at = reader.scopes.back().end();
    if (at < 0) {
        // The first scope of all goes to the end.
        at = static_cast<int>(lines.size());
        while (at > 0 && lines.at(at - 1).trimmed().isEmpty())
            --at;
    }
    QStringList added = wholeScope(form);
    if (at > 0)
        added.prepend(QString());
    if (at == lines.size())
        added.append(QString());
    for (qsizetype i = 0; i < added.size(); ++i)
        lines.insert(at + i, added.at(i));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

QString tomlString(const QString &text)
{
    QString out = QStringLiteral("\"");
    for (const uint code : text.toUcs4()) {
        const char32_t character = code;
        const QString one = QString::fromUcs4(&character, 1);
        if (code == '"' || code == '\\')
            out += QLatin1Char('\\') % one;
        else if (code == '\n')
            out += QLatin1String("\\n");
        else if (code == '\t')
            out += QLatin1String("\\t");
        else if (!one.at(0).isMark() && approval::visibleText(one) != one)
            out += code > 0xffff ? QStringLiteral("\\U%1").arg(code, 8, 16, QLatin1Char('0')) : QStringLiteral("\\u%1").arg(code, 4, 16, QLatin1Char('0'));
        else
            out += one;
    }
    return out + QLatin1Char('"');
}

Result<ScopeForm> readScopeForm(const QString &toml, const QString &name)
{
    const Reader reader(toml);
    const Block *block = reader.find(name);
    if (!block || name.isEmpty())
        return {Errc::NotFound, QStringLiteral("the text has no [[scope]] of that name")};
    return formOf(*block);
}

Result<QString> writeScopeForm(const QString &toml, const QString &name, const ScopeForm &form)
{
    const Reader reader(toml);
    if (form.name != name && reader.find(form.name))
        return {Errc::Conflict, QStringLiteral("there is another scope of that name")};
    if (name.isEmpty())
        return addScope(reader, form);
    const Block *block = reader.find(name);
    if (!block)
        return {Errc::NotFound, QStringLiteral("the text has no [[scope]] of that name")};
    const Result<ScopeForm> was = formOf(*block);
    if (!was)
        return was.error();
    const QString written = Writer(reader.lines(), *block).write(*was, form);
    // What was written must say what the form says, and nothing else: otherwise a person has to do it.
    const Result<ScopeForm> now = readScopeForm(written, form.name);
    ScopeForm wanted = form;
    if (!wanted.deprecated)
        wanted.since = wanted.sunset = wanted.use = wanted.why = QString();
    if (!now || *now != wanted)
        return {Errc::Unsupported, QStringLiteral("the scope is written in a way the form cannot change")};
    return written;
}

Result<QString> removeScope(const QString &toml, const QString &name)
{
    const Reader reader(toml);
    const Block *block = reader.find(name);
    if (!block || name.isEmpty())
        return {Errc::NotFound, QStringLiteral("the text has no [[scope]] of that name")};
    QStringList lines = reader.lines();
    int first = block->main.header;
    while (first > 0 && lines.at(first - 1).trimmed().startsWith(u'#'))
        --first;
    int end = block->end();
    while (end < lines.size() && lines.at(end).trimmed().isEmpty())
        ++end;
    lines.remove(first, end - first);
    return lines.join(QLatin1Char('\n'));
}

QString scopeAtLine(const QString &toml, int line)
{
    const Reader reader(toml);
    for (const Block &block : reader.scopes) {
        if (line - 1 >= block.main.header && line - 1 < block.end())
            return Reader::nameOf(block);
    }
    return {};
}

int lineOfScope(const QString &toml, const QString &name)
{
    const Reader reader(toml);
    const Block *block = name.isEmpty() ? nullptr : reader.find(name);
    return block ? block->main.header + 1 : 0;
}

}  // namespace countersign::console
