// How fast the log answers, at several lengths in one run, beside `sqlite3` reading the same file with LIKE.
//
//   countersign_bench_audit AUTHORITY ENTRIES[,ENTRIES…]
#include "app/crypto/digest.h"
#include "tests/bench/audit_history.h"
#include "tests/support/authority_process.h"
#include "tests/support/load_client.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

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

void measure(const QString &program, qint64 entries)
{
    AuthorityProcess authority(program);
    authority.create(testCatalogText(), {});
    authority.addClient("deploy-bot", crypto::randomToken(), {QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba")});
    QElapsedTimer filled;
    filled.start();
    writeHistory(authority.dataDirectory(), entries);
    const double fillSeconds = static_cast<double>(filled.elapsed()) / 1000;
    if (!authority.serve())
        qFatal("%s", authority.log().constData());
    LoadClient client(authority.port(), authority.issuer());
    const ApproverSession auditor = client.signIn(authority.device());
    const QString database = authority.dataDirectory() + QStringLiteral("/authority.db");
    std::printf("\n%lld entries, %.1f GB, written and indexed in %.0f s\n", static_cast<long long>(entries), static_cast<double>(QFileInfo(database).size()) / 1e9, fillSeconds);
    std::printf("%-28s %10s %10s %10s %8s %14s\n", "", "first ms", "p50 ms", "worst ms", "entries", "sqlite3 LIKE");
    for (const Question &question : questionsFor(entries)) {
        const Figures cold = ask(client, auditor, question.target, 1), warm = ask(client, auditor, question.target, kRounds);
        const QByteArray plain = question.like ? QByteArray::number(plainReader(database, question.like), 'f', 1) : QByteArray("-");
        std::printf("%-28s %10.1f %10.1f %10.1f %8lld %14s\n", question.name, cold.worst, warm.p50, warm.worst, static_cast<long long>(warm.items), plain.constData());
        std::fflush(stdout);
    }
    authority.stop();
}

}  // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "usage: %s AUTHORITY ENTRIES[,ENTRIES...]\n", argv[0]);
        return 2;
    }
    for (const QString &entries : arguments[2].split(QLatin1Char(',')))
        measure(arguments[1], entries.toLongLong());
    return 0;
}
