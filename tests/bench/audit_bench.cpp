// How fast the log answers, at several lengths in one run, beside `sqlite3` reading the same file with LIKE.
//
//   countersign_bench_audit AUTHORITY ENTRIES[,ENTRIES…] [FILLED]
//
// FILLED: a data directory that countersign_bench_history has filled with the last number of entries; it is moved, not copied, and gone
// at the end.
// Each line on standard input afterwards measures the last log once more, with the authority started anew.
#include "app/audit/export_verifier.h"
#include "app/crypto/digest.h"
#include "tests/bench/audit_history.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr int kRounds = 30;

struct Question {
    const char *name;
    QByteArray target;
    const char *like;  // the same as SQL for a plain reader; null: it cannot ask this way
};

std::vector<Question> questionsFor(qint64 entries)
{
    const QByteArray middle = QByteArray::number(entries / 2);
    return {
        {"first page", "/audit/entries?order=desc&limit=100", "SELECT * FROM audit_entry ORDER BY seq DESC LIMIT 100"},
        {"jump to the middle", "/audit/entries?limit=100&from=" + middle, nullptr},
        {"rare word", QByteArray("/audit/entries?order=desc&limit=100&q=") + kRareWord, "SELECT * FROM audit_entry WHERE CAST(payload AS TEXT) LIKE '%zanzibar%' ORDER BY seq DESC LIMIT 100"},
        {"common word", "/audit/entries?order=desc&limit=100&q=refund", "SELECT * FROM audit_entry WHERE CAST(payload AS TEXT) LIKE '%refund%' ORDER BY seq DESC LIMIT 100"},
        {"being typed (refu*)", "/audit/entries?order=desc&limit=100&q=refu*", nullptr},
        {"two words, rarely together", "/audit/entries?order=desc&limit=100&q=deploy+refund", "SELECT * FROM audit_entry WHERE CAST(payload AS TEXT) LIKE '%Deploy%' AND CAST(payload AS TEXT) LIKE '%Refund%' ORDER BY seq DESC LIMIT 100"},
        {"three fields", "/audit/entries?order=desc&limit=100&event=approval.decided&actor=usr_approver7&outcome=denied",
         "SELECT * FROM audit_entry WHERE event = 'approval.decided' AND actor = 'usr_approver7' AND outcome = 'denied' ORDER BY seq DESC LIMIT 100"},
        {"amount over 4 900", "/audit/entries?order=desc&limit=100&event=approval.decided&type=orders.refund&q=amount%3E4900", nullptr},
        {"timeline of all", "/audit/summary", nullptr},
        {"timeline of a word", "/audit/summary?q=refund", "SELECT count(*) FROM audit_entry WHERE CAST(payload AS TEXT) LIKE '%refund%'"},
    };
}

struct Figures {
    double p50 = 0, worst = 0;
    qsizetype items = 0;
};

Figures ask(LoadClient &client, const ApproverSession &auditor, const QByteArray &target, int rounds)
{
    std::vector<double> times;
    Figures figures;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const HttpReply reply = client.get(auditor, target);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        if (reply.status != 200)
            qFatal("%s: %d %s", target.constData(), reply.status, reply.body.constData());
        figures.items = reply.body.count("\"seq\":");
    }
    std::sort(times.begin(), times.end());
    figures.p50 = times[times.size() / 2];
    figures.worst = times.back();
    return figures;
}

double plainReader(const QString &database, const char *sql)
{
    QElapsedTimer timer;
    timer.start();
    QProcess sqlite;
    sqlite.setStandardOutputFile(QProcess::nullDevice());
    sqlite.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), database, QString::fromLatin1(sql)});
    if (!sqlite.waitForFinished(-1) || sqlite.exitCode() != 0)
        qFatal("sqlite3: %s", sqlite.readAllStandardError().constData());
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// Takes the chunks of an answer apart as they come, into a file.
class ChunkedFile {
public:
    explicit ChunkedFile(QIODevice &file) : m_file(file) {}
    // False at the end.
    bool take(QByteArray &bytes)
    {
        if (!m_inBody) {
            const qsizetype head = bytes.indexOf("\r\n\r\n");
            if (head < 0)
                return true;
            bytes.remove(0, head + 4);
            m_inBody = true;
        }
        for (;;) {
            const qsizetype end = bytes.indexOf("\r\n");
            const qsizetype size = end < 0 ? -1 : bytes.first(end).toLongLong(nullptr, 16);
            if (size == 0)
                return false;
            if (end < 0 || bytes.size() < end + 2 + size + 2)
                return true;
            m_file.write(bytes.constData() + end + 2, size);
            bytes.remove(0, end + 2 + size + 2);
        }
    }

private:
    QIODevice &m_file;
    bool m_inBody = false;
};

// The whole log over the wire into a file, and the file verified.
void measureExport(LoadClient &client, const ApproverSession &auditor, const QByteArray &key)
{
    const QByteArray target = "/audit/export?format=jsonl";
    QTemporaryFile file;
    HttpConnection &connection = client.connection();
    QElapsedTimer timer;
    timer.start();
    if (!file.open() || !connection.open() || !connection.writeAll(HttpConnection::bytesOf({"GET", target, LoadClient::proven(auditor, "GET", target), {}})))
        qFatal("export");
    ChunkedFile chunks(file);
    for (QByteArray bytes; chunks.take(bytes);) {
        if (!connection.readSome(bytes))
            qFatal("the export ended early");
    }
    connection.close();
    const double exported = static_cast<double>(timer.elapsed()) / 1000;
    const auto verifierKey = audit::VerifierKey::parse(QString::fromLatin1(key));
    if (!verifierKey || !file.seek(0))
        qFatal("export: no key");
    const std::clock_t before = std::clock();
    timer.start();
    audit::ExportVerifier verifier(*verifierKey);
    while (!file.atEnd())
        verifier.feed(file.read(4 * 1024 * 1024));
    const auto report = verifier.finish();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    // Of all threads: what it takes where other programs have the processors.
    const double processor = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    if (!report.isClean() || !report.isWhole)
        qFatal("the export does not verify: %s", report.findings.empty() ? "not whole" : qPrintable(report.findings.front().text));
    std::printf("export: %.2f GB in %.1f s, %.0f entries/s; verified in %.1f s, %.0f entries/s, %.2f us of processor time each\n", static_cast<double>(file.size()) / 1e9, exported,
                static_cast<double>(report.entries) / exported, seconds, static_cast<double>(report.entries) / seconds, processor * 1e6 / static_cast<double>(report.entries));
}

void measureAnswers(AuthorityProcess &authority, qint64 entries)
{
    QElapsedTimer started;
    started.start();
    if (!authority.serve())
        qFatal("%s", authority.log().constData());
    std::printf("serve answers after %.1f s\n", static_cast<double>(started.elapsed()) / 1000);
    LoadClient client(authority.port(), authority.issuer());
    const ApproverSession auditor = client.signIn(authority.device());
    const QString database = authority.dataDirectory() + QStringLiteral("/authority.db");
    std::printf("%-28s %10s %10s %10s %8s\n", "", "first ms", "p50 ms", "worst ms", "entries");
    const std::vector<Question> questions = questionsFor(entries);
    for (const Question &question : questions) {
        const Figures cold = ask(client, auditor, question.target, 1), warm = ask(client, auditor, question.target, kRounds);
        std::printf("%-28s %10.1f %10.1f %10.1f %8lld\n", question.name, cold.worst, warm.p50, warm.worst, static_cast<long long>(warm.items));
        std::fflush(stdout);
    }
    const QJsonObject metadata = client.get(auditor, "/.well-known/oauth-authorization-server").json();
    measureExport(client, auditor, metadata.value(QStringLiteral("countersign")).toObject().value(QStringLiteral("audit_key")).toString().toLatin1());
    authority.stop();
    // Last: at ten million entries these outlive every connection and token.
    for (const Question &question : questions) {
        if (question.like)
            std::printf("sqlite3 LIKE, %-20s %10.1f ms\n", question.name, plainReader(database, question.like));
        std::fflush(stdout);
    }
}

void measureCommands(AuthorityProcess &authority)
{
    QElapsedTimer timer;
    timer.start();
    const CommandResult fsck = authority.command({QStringLiteral("audit"), QStringLiteral("fsck")});
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    const double entries = QJsonDocument::fromJson(fsck.out).object().value(QStringLiteral("entries")).toDouble();
    std::printf("audit fsck: %.1f s, %.0f entries/s%s\n", seconds, entries / seconds, fsck.code == 0 ? "" : fsck.err.constData());
    std::printf("one more entry: %.1f us\n", appendMicroseconds(authority.dataDirectory()));
    std::fflush(stdout);
}

// What was filled before takes the place of the new authority's own directory.
void takeOver(const AuthorityProcess &authority, const QString &filled)
{
    if (!QDir(authority.dataDirectory()).removeRecursively() || !QDir().rename(filled, authority.dataDirectory()))
        qFatal("%s cannot be moved to %s", qPrintable(filled), qPrintable(authority.dataDirectory()));
}

std::unique_ptr<AuthorityProcess> measure(const QString &program, qint64 entries, const QString &filled)
{
    auto authority = std::make_unique<AuthorityProcess>(program, filled.isEmpty() ? QString() : QFileInfo(filled).absolutePath());
    authority->patienceMs = 3'600'000;
    authority->create(testCatalogText(), {});
    QElapsedTimer timer;
    timer.start();
    if (filled.isEmpty()) {
        authority->addClient("deploy-bot", crypto::randomToken(), {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba")});
        writeHistory(authority->dataDirectory(), entries);
    } else {
        takeOver(*authority, filled);
    }
    std::printf("\n%lld entries, %.2f GB, written and indexed in %.0f s\n", static_cast<long long>(entries),
                static_cast<double>(QFileInfo(authority->dataDirectory() + QStringLiteral("/authority.db")).size()) / 1e9, static_cast<double>(timer.elapsed()) / 1000);
    measureAnswers(*authority, entries);
    measureCommands(*authority);
    return authority;
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3 && arguments.size() != 4) {
        std::fprintf(stderr, "usage: %s AUTHORITY ENTRIES[,ENTRIES...] [FILLED]\n", argv[0]);
        return 2;
    }
    const QStringList lengths = arguments[2].split(QLatin1Char(','));
    std::unique_ptr<AuthorityProcess> last;
    for (const QString &entries : lengths)
        last = measure(arguments[1], entries.toLongLong(), entries == lengths.last() ? arguments.value(3) : QString());
    for (std::string line; std::getline(std::cin, line);) {
        measureAnswers(*last, lengths.last().toLongLong());
        measureCommands(*last);
    }
    return 0;
}
