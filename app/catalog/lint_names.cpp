// Names that will be taken for each other. Nothing here compares every name with every other one.
#include "app/catalog/lint_rules.h"

#include <QRegularExpression>

#include <algorithm>
#include <unordered_map>

namespace countersign::catalog {

namespace {

// Below it a letter more or less is a name of its own: "eu" and "euw".
constexpr qsizetype kShortestTypo = 5;

// Verbs that say the same; the first of each is what the others are taken for.
const QHash<QString, QString> &synonyms()
{
    static const QHash<QString, QString> all{
        {QStringLiteral("get"), QStringLiteral("read")}, {QStringLiteral("view"), QStringLiteral("read")}, {QStringLiteral("add"), QStringLiteral("create")},
        {QStringLiteral("new"), QStringLiteral("create")}, {QStringLiteral("edit"), QStringLiteral("update")}, {QStringLiteral("modify"), QStringLiteral("update")},
        {QStringLiteral("remove"), QStringLiteral("delete")}, {QStringLiteral("destroy"), QStringLiteral("delete")}};
    return all;
}

QString singular(const QString &word)
{
    if (word.size() > 4 && word.endsWith(QLatin1String("ies")))
        return word.chopped(3) + u'y';
    return word.size() > 3 && word.endsWith(u's') && !word.endsWith(QLatin1String("ss")) ? word.chopped(1) : word;
}

// What is left of a name when spelling, number and separators are taken away.
QString gist(const QString &name)
{
    QStringList words = wordsOf(name.toLower());
    for (QString &word : words)
        word = singular(word);
    if (!words.isEmpty())
        words.last() = synonyms().value(words.last(), words.last());
    return words.join(u' ');
}

// Polynomial hashes of all prefixes, so that the name without one letter is hashed in one step.
class Letters {
public:
    explicit Letters(const QString &name) : m_name(name), m_prefix(static_cast<size_t>(name.size()) + 1, 0), m_power(m_prefix.size(), 1)
    {
        for (size_t i = 0; i + 1 < m_prefix.size(); ++i) {
            m_prefix[i + 1] = m_prefix[i] * kBase + unit(i);
            m_power[i + 1] = m_power[i] * kBase;
        }
    }

    [[nodiscard]] quint64 whole() const { return m_prefix.back(); }

    [[nodiscard]] quint64 without(size_t at) const { return m_prefix[at] * m_power[m_power.size() - 2 - at] + tail(at + 1); }

    [[nodiscard]] quint64 swapped(size_t at) const
    {
        return ((m_prefix[at] * kBase + unit(at + 1)) * kBase + unit(at)) * m_power[m_power.size() - 3 - at] + tail(at + 2);
    }

private:
    static constexpr quint64 kBase = 1'000'003;

    [[nodiscard]] quint64 unit(size_t at) const { return m_name[static_cast<qsizetype>(at)].unicode(); }
    [[nodiscard]] quint64 tail(size_t from) const { return m_prefix.back() - m_prefix[from] * m_power[m_power.size() - 1 - from]; }

    const QString &m_name;
    std::vector<quint64> m_prefix, m_power;
};

class NearDuplicates {
public:
    NearDuplicates(const Catalog &catalog, Findings &findings) : m_catalog(catalog), m_findings(findings) {}

    void run()
    {
        sameGist();
        for (const Scope &scope : m_catalog.scopes)
            m_byHash.emplace(Letters(scope.name).whole(), &scope);
        for (const Scope &scope : m_catalog.scopes) {
            if (m_findings.isFull())
                return;
            typos(scope);
        }
    }

private:
    void sameGist()
    {
        QHash<QString, const Scope *> first;
        for (const Scope &scope : m_catalog.scopes) {
            const Scope *&known = first[gist(scope.name)];
            if (known)
                warn(scope, *known);
            else
                known = &scope;
        }
    }

    // One letter too many, or two in each other's place.
    void typos(const Scope &scope)
    {
        const Letters letters(scope.name);
        const size_t size = static_cast<size_t>(scope.name.size());
        for (size_t at = 0; at < size; ++at) {
            if (!isInLongWord(scope.name, static_cast<qsizetype>(at)))
                continue;
            if (at == 0 || scope.name[static_cast<qsizetype>(at)] != scope.name[static_cast<qsizetype>(at) - 1])  // of "ss" either is the same
                report(scope, letters.without(at), QString(scope.name).remove(static_cast<qsizetype>(at), 1));
            if (at + 1 < size && scope.name[static_cast<qsizetype>(at)] < scope.name[static_cast<qsizetype>(at + 1)])  // each pair once
                report(scope, letters.swapped(at), swapped(scope.name, static_cast<qsizetype>(at)));
        }
    }

    void report(const Scope &scope, quint64 hash, const QString &other)
    {
        const auto found = m_byHash.find(hash);
        if (found != m_byHash.end() && found->second->name == other && gist(other) != gist(scope.name))
            warn(scope, *found->second);
    }

    static QString swapped(QString name, qsizetype at)
    {
        std::swap(name[at], name[at + 1]);
        return name;
    }

    static bool isInLongWord(const QString &name, qsizetype at)
    {
        const auto isLetter = [&name](qsizetype i) { return i >= 0 && i < name.size() && name[i].isLetter(); };
        if (!isLetter(at))
            return false;
        qsizetype from = at, to = at;
        while (isLetter(from - 1))
            --from;
        while (isLetter(to + 1))
            ++to;
        return to - from + 1 >= kShortestTypo;
    }

    void warn(const Scope &scope, const Scope &other)
    {
        m_findings.warn(scope.line, "near_duplicate", QStringLiteral("Scope %1 is easily taken for %2.").arg(scope.name, other.name));
    }

    const Catalog &m_catalog;
    Findings &m_findings;
    std::unordered_map<quint64, const Scope *> m_byHash;
};

}  // namespace

QStringList wordsOf(const QString &name)
{
    QStringList words;
    QString word;
    for (const QChar c : name) {
        const bool separates = c == u':' || c == u'.' || c == u'/' || c == u'-' || c == u'_';
        if (!separates)
            word.append(c);
        else if (!word.isEmpty())
            words.append(std::exchange(word, QString()));
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

void lintNearDuplicates(const Catalog &catalog, Findings &findings)
{
    NearDuplicates(catalog, findings).run();
}

}  // namespace countersign::catalog
