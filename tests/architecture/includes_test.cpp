// The map in app/README.md and the #include lines of app/ and ui/ say the same.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <optional>

namespace {

struct Include {
    QString file;  // "app/audit/tree.cpp"
    int line = 0;
    QString header;  // as written, without quotes
    bool isOurs = false;
};

struct Rule {
    QStringList prefixes;  // of headers
    QStringList modules;   // of Qt
    QStringList folders;   // where they may stand
};

struct Map {
    QMap<QString, std::optional<QStringList>> mayUse;  // nullopt: anything
    QList<Rule> libraries;
};

QStringList quoted(const QString &cell)
{
    static const QRegularExpression code(QStringLiteral("`([^`]+)`"));
    QStringList out;
    auto matches = code.globalMatch(cell);
    while (matches.hasNext())
        out += matches.next().captured(1);
    return out;
}

// Rows of the two tables, told apart by the head of the table they stand under.
Map parseReadme(const QString &text)
{
    Map map;
    QString head;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char('|'))) {
            head.clear();
            continue;
        }
        const QStringList cells = line.mid(1, line.lastIndexOf(QLatin1Char('|')) - 1).split(QLatin1Char('|'));
        if (head.isEmpty()) {
            head = cells.value(0).trimmed();
        } else if (head == QLatin1String("folder") && !quoted(cells.value(0)).isEmpty()) {
            const bool anything = cells.value(2).trimmed() == QLatin1String("anything");
            map.mayUse.insert(quoted(cells.value(0)).first(), anything ? std::nullopt : std::optional(quoted(cells.value(2))));
        } else if (head == QLatin1String("headers") && !quoted(cells.value(0)).isEmpty()) {
            const bool modules = cells.value(0).trimmed().startsWith(QLatin1String("module"));
            const QStringList names = quoted(cells.value(0));
            map.libraries.append({modules ? QStringList() : names, modules ? names : QStringList(), quoted(cells.value(1))});
        }
    }
    return map;
}

// "app/audit/tree.h" → "app/audit", "ui/shell/window.h" → "ui".
QString folderOf(const QString &path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    return parts.first() == QLatin1String("app") && parts.size() > 2 ? parts.mid(0, 2).join(QLatin1Char('/')) : parts.first();
}

bool isBelow(const QString &file, const QString &folder)
{
    return file.startsWith(folder + QLatin1Char('/'));
}

bool isOfModule(const QString &header, const QString &module)
{
    if (header.startsWith(module + QLatin1Char('/')))
        return true;
    const QString path = QLibraryInfo::path(QLibraryInfo::HeadersPath) + QLatin1Char('/') + module + QLatin1Char('/') + header;
    return !header.contains(QLatin1Char('/')) && QFile::exists(path);
}

bool belongsTo(const QString &header, const Rule &rule)
{
    return std::any_of(rule.prefixes.begin(), rule.prefixes.end(), [&header](const QString &prefix) { return header.startsWith(prefix); })
        || std::any_of(rule.modules.begin(), rule.modules.end(), [&header](const QString &module) { return isOfModule(header, module); });
}

QString edge(const Include &include, const QString &why)
{
    return QStringLiteral("%1:%2: #include %3: %4").arg(include.file).arg(include.line).arg(include.header, why);
}

QStringList wrongArrows(const Map &map, const QList<Include> &includes)
{
    QStringList found;
    for (const Include &include : includes) {
        if (!include.isOurs)
            continue;
        const QString from = folderOf(include.file), to = folderOf(include.header);
        const bool authority = from == QLatin1String("app/authority") || to == QLatin1String("app/authority");
        const bool backends = from == QLatin1String("app/backends") || to == QLatin1String("app/backends");
        const bool isMain = from == QLatin1String("app/programs");
        if (authority && backends && !isMain)
            found += edge(include, QStringLiteral("authority and backends meet on the wire only"));
        else if (!map.mayUse.contains(from))
            found += edge(include, QStringLiteral("%1 has no row in app/README.md").arg(from));
        else if (to != from && map.mayUse[from] && !map.mayUse[from]->contains(to))
            found += edge(include, QStringLiteral("%1 may not use %2").arg(from, to));
    }
    return found;
}

QStringList strayLibraries(const Map &map, const QList<Include> &includes)
{
    QStringList found;
    for (const Include &include : includes) {
        if (include.isOurs)
            continue;
        for (const Rule &rule : map.libraries) {
            const bool allowed = std::any_of(rule.folders.begin(), rule.folders.end(), [&include](const QString &folder) { return isBelow(include.file, folder); });
            if (!allowed && belongsTo(include.header, rule))
                found += edge(include, QStringLiteral("this library belongs to %1").arg(rule.folders.join(QLatin1String(" and "))));
        }
    }
    return found;
}

// The shortest way from a folder back to itself, "a → b → a"; empty when there is none.
QString shortestCycle(const QList<Include> &includes)
{
    QMap<QString, QSet<QString>> edges;
    for (const Include &include : includes) {
        if (include.isOurs && folderOf(include.file) != folderOf(include.header))
            edges[folderOf(include.file)].insert(folderOf(include.header));
    }
    QStringList best;
    for (const QString &start : edges.keys()) {
        QList<QStringList> ways{{start}};
        QSet<QString> seen;
        while (!ways.isEmpty()) {
            const QStringList way = ways.takeFirst();
            for (const QString &next : std::as_const(edges[way.last()])) {
                if (next == start && (best.isEmpty() || way.size() + 1 < best.size()))
                    best = way + QStringList{start};
                if (!seen.contains(next) && next != start) {
                    seen.insert(next);
                    ways.append(way + QStringList{next});
                }
            }
        }
    }
    return best.join(QStringLiteral(" → "));
}

QList<Include> includesOf(const QString &name, const QString &text)
{
    static const QRegularExpression line(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    QList<Include> out;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto match = line.match(lines[i]);
        if (match.hasMatch() && !match.captured(2).endsWith(QLatin1String(".moc")))
            out.append({name, static_cast<int>(i) + 1, match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return out;
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

const QString kRoot = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/");

QList<Include> allIncludes()
{
    QList<Include> out;
    for (const QString &top : {QStringLiteral("app"), QStringLiteral("ui")}) {
        QDirIterator files(kRoot + top, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            out += includesOf(path.mid(kRoot.size()), read(path));
        }
    }
    return out;
}

Map readme()
{
    return parseReadme(read(kRoot + QStringLiteral("app/README.md")));
}

void expectNone(const QStringList &found)
{
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1Char('\n') + found.join(QLatin1Char('\n'))));
}

}  // namespace

class IncludesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tableNamesEveryFolder();
    void includesFollowTheTable();
    void includesNameTheirFolder();
    void librariesStayWhereTheyBelong();
    void nothingGoesInCircles();
    void rulesFindWhatTheyForbid_data();
    void rulesFindWhatTheyForbid();
    void cyclesAreFound();
};

void IncludesTest::tableNamesEveryFolder()
{
    const Map map = readme();
    QStringList folders{QStringLiteral("ui")};
    for (const QString &name : QDir(kRoot + QStringLiteral("app")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!QDir(kRoot + QStringLiteral("app/") + name).entryList({QStringLiteral("CMakeLists.txt")}).isEmpty())
            folders += QStringLiteral("app/") + name;
    }
    folders.sort();
    QCOMPARE(QStringList(map.mayUse.keys()), folders);
    for (const auto &row : map.mayUse) {
        for (const QString &used : row.value_or(QStringList()))
            QVERIFY2(folders.contains(used), qPrintable(used));
    }
    QVERIFY(map.libraries.size() >= 8);
}

void IncludesTest::includesFollowTheTable()
{
    const QList<Include> includes = allIncludes();
    QVERIFY(includes.size() > 300);
    expectNone(wrongArrows(readme(), includes));
}

// "x.h" beside the file would hide from this test which folder is meant.
void IncludesTest::includesNameTheirFolder()
{
    QStringList found;
    for (const Include &include : allIncludes()) {
        if (include.isOurs && !include.header.startsWith(QLatin1String("app/")) && !include.header.startsWith(QLatin1String("ui/")))
            found += edge(include, QStringLiteral("headers of ours are named from the root"));
    }
    expectNone(found);
}

void IncludesTest::librariesStayWhereTheyBelong()
{
    expectNone(strayLibraries(readme(), allIncludes()));
}

void IncludesTest::nothingGoesInCircles()
{
    expectNone(shortestCycle(allIncludes()).split(QStringLiteral("; "), Qt::SkipEmptyParts));
}

void IncludesTest::rulesFindWhatTheyForbid_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isFound");
    const auto row = [](const char *name, const char *file, const char *line, bool isFound) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(line) << isFound;
    };
    row("down", "app/audit/tree.cpp", "#include \"app/crypto/digest.h\"", false);
    row("itself", "app/audit/tree.cpp", "#include \"app/audit/tree.h\"", false);
    row("up", "app/base/json.cpp", "#include \"app/crypto/digest.h\"", true);
    row("authority to backends", "app/authority/keys.cpp", "#include \"app/backends/approval_backend.h\"", true);
    row("backends to authority", "app/backends/x.cpp", "  #  include \"app/authority/keys.h\"", true);
    row("window to backends", "ui/shell/window.cpp", "#include \"app/backends/approval_backend.h\"", true);
    row("window to console", "ui/shell/window.cpp", "#include \"app/console/inbox.h\"", false);
    row("program", "app/programs/x.cpp", "#include \"app/authority/keys.h\"", false);
    row("unknown folder", "app/unheard/x.cpp", "#include \"app/base/result.h\"", true);
    row("OpenSSL in crypto", "app/crypto/digest.cpp", "#include <openssl/evp.h>", false);
    row("OpenSSL elsewhere", "app/authority/keys.cpp", "#include <openssl/evp.h>", true);
    row("SQLite in the store", "app/authority/store/connection.cpp", "#include <sqlite3.h>", false);
    row("SQLite beside it", "app/authority/keys.cpp", "#include <sqlite3.h>", true);
    row("RESTinio", "app/authority/endpoints/token.cpp", "#include <restinio/all.hpp>", true);
    row("keychain", "app/console/x.cpp", "#include <qt6keychain/keychain.h>", true);
    row("widget in the window", "ui/shell/window.cpp", "#include <QLabel>", false);
    row("widget in the model", "app/console/x.cpp", "#include <QLabel>", true);
    row("colour in the model", "app/console/x.cpp", "#include <QColor>", true);
    row("core", "app/console/x.cpp", "#include <QString>", false);
    row("standard", "app/console/x.cpp", "#include <vector>", false);
    row("comment", "app/base/json.cpp", "// #include \"app/crypto/digest.h\"", false);
}

void IncludesTest::rulesFindWhatTheyForbid()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, isFound);
    const QList<Include> includes = includesOf(file, line);
    QCOMPARE(!(wrongArrows(readme(), includes) + strayLibraries(readme(), includes)).isEmpty(), isFound);
}

void IncludesTest::cyclesAreFound()
{
    const auto from = [](const char *folder, const char *to) { return Include{QString::fromLatin1(folder) + QStringLiteral("/x.cpp"), 1, QString::fromLatin1(to) + QStringLiteral("/y.h"), true}; };
    QCOMPARE(shortestCycle({from("app/a", "app/b"), from("app/b", "app/c")}), QString());
    QCOMPARE(shortestCycle({from("app/a", "app/b"), from("app/b", "app/c"), from("app/c", "app/a"), from("app/c", "app/b")}), QStringLiteral("app/b → app/c → app/b"));
}

QTEST_APPLESS_MAIN(IncludesTest)
#include "includes_test.moc"
