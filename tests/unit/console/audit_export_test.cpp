// Exports into files: whole or not at all, verified here, and beside what this console saw of the log.
#include "app/console/audit/audit_export.h"

#include "app/audit/evidence_page.h"
#include "app/console/authority_list.h"
#include "tests/support/fake_audit.h"
#include "tests/support/log_backend.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using console::AuditExport;
using console::ExportCheck;
using console::LogWitness;
using console::SaveFailure;
using tests::FakeAudit;
using tests::LogBackend;
using State = console::AuditExport::State;

namespace {

// An entry with its payload, as a line of a whole export without its end.
QByteArray entryLine(qint64 seq, tests::SmallLog &log, qint64 began = 1000)
{
    const QJsonObject payload{{QStringLiteral("why"), QStringLiteral("because")}};
    const QByteArray salt(32, 's');
    audit::Leaf leaf;
    leaf.seq = seq;
    leaf.time = began + seq;
    leaf.event = QStringLiteral("approval.decided");
    leaf.actor = QStringLiteral("usr_alice");
    leaf.outcome = QStringLiteral("ok");
    leaf.payloadHash = audit::payloadHash(salt, payload);
    log.append(audit::leafBytes(leaf));
    QJsonObject line = audit::leafJson(leaf);
    line.insert(QStringLiteral("payload"), payload);
    line.insert(QStringLiteral("salt"), QString::fromLatin1(salt.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    return base::json::canonical(line) + '\n';
}

}  // namespace

class AuditExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_export.reset();
        m_authorities = std::make_unique<console::AuthorityList>();
        m_export = std::make_unique<AuditExport>(*m_authorities);
        m_dir = std::make_unique<QTemporaryDir>();
        m_audit = std::make_unique<FakeAudit>();
        auto backend = std::make_unique<LogBackend>();
        m_backend = backend.get();
        backend->history = m_audit.get();
        backend->log.leaves.clear();
        m_entries.clear();
        for (int seq = 0; seq < 5; ++seq)
            m_entries += entryLine(seq, backend->log);
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("a"));
        parts.clock = &m_clock;
        parts.witness = std::make_unique<LogWitness>(LogWitness::Parts{backend.get(), m_dir->filePath(QStringLiteral("seen/s.json")), m_dir->filePath(QStringLiteral("seen/e"))});
        parts.backend = std::move(backend);
        m_session = m_authorities->add(std::make_unique<console::AuthoritySession>(std::move(parts)));
        m_session->start();
        m_export->setAuthority(m_session->id());
        QTRY_VERIFY(m_export->mayExport());
        QVERIFY(QDir(m_dir->path()).mkdir(QStringLiteral("out")));
    }

    void aWholeExportIsSavedAndVerified()
    {
        start();
        m_audit->stream->feed(head());
        QVERIFY(!QFile::exists(path()));  // not before it is whole
        m_audit->stream->feed(m_entries + "{\"end\":5}\n");
        QCOMPARE(m_export->bytes(), (head() + m_entries + "{\"end\":5}\n").size());
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY(m_export->check()->isClean());
        QCOMPARE(m_export->check()->entries, 5);
        QCOMPARE(m_export->check()->seen, ExportCheck::Seen::Fits);
        QVERIFY(m_export->check()->isWhole);
        QCOMPARE(content(), head() + m_entries + "{\"end\":5}\n");
        QCOMPARE(files(), QStringList{QStringLiteral("export.jsonl")});
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void theFilterOfThePageIsAskedFor()
    {
        backends::AuditQuery query;
        query.actor = QStringLiteral("usr_alice");
        m_export->setQuery(query);
        start();
        QCOMPARE(m_audit->query, query);
        QCOMPARE(m_audit->asked, QStringList{QStringLiteral("jsonl")});
    }

    // The connection closes as if all were well.
    void anExportWithoutItsEndIsBrokenOff_data()
    {
        QTest::addColumn<QByteArray>("tail");
        QTest::newRow("between two lines") << QByteArray();
        QTest::newRow("in a line") << QByteArray("{\"actor\":\"usr_al");
        QTest::newRow("in the last line") << QByteArray("{\"end\":5}");
        QTest::newRow("an end that is none") << QByteArray("{\"note\":\"{\\\"end\\\":5}\"}\n");
    }
    void anExportWithoutItsEndIsBrokenOff()
    {
        QFETCH(QByteArray, tail);
        QVERIFY(write(path(), "what was there before"));
        start();
        m_audit->stream->feed(head() + m_entries + tail);
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::BrokenOff);
        QCOMPARE(content(), QByteArray("what was there before"));
        QCOMPARE(files().size(), 1);
    }

    void aConnectionThatBreaksLeavesNothing()
    {
        start();
        m_audit->stream->feed(head() + m_entries);
        m_audit->stream->end({base::Errc::Corrupt, QStringLiteral("the export was broken off")});
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::BrokenOff);
        QVERIFY(files().isEmpty());
    }

    void whyNothingWasSaved_data()
    {
        QTest::addColumn<base::Errc>("code");
        QTest::addColumn<SaveFailure>("failure");
        QTest::newRow("denied") << base::Errc::Denied << SaveFailure::NotPermitted;
        QTest::newRow("signed out") << base::Errc::Unauthenticated << SaveFailure::NotPermitted;
        QTest::newRow("no such thing") << base::Errc::NotFound << SaveFailure::NotThere;
        QTest::newRow("not signed yet") << base::Errc::Conflict << SaveFailure::NotYetSigned;
        QTest::newRow("away") << base::Errc::Unavailable << SaveFailure::Unreachable;
        QTest::newRow("silent") << base::Errc::Timeout << SaveFailure::Unreachable;
        QTest::newRow("no answer to that") << base::Errc::Malformed << SaveFailure::Refused;
        QTest::newRow("without an end") << base::Errc::TooLarge << SaveFailure::Refused;
    }
    void whyNothingWasSaved()
    {
        QFETCH(base::Errc, code);
        QFETCH(SaveFailure, failure);
        start();
        m_audit->stream->end(base::Error{code, {}});
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), failure);
        QVERIFY(files().isEmpty());
    }

    void cancellingLeavesWhatWasThere()
    {
        QVERIFY(write(path(), "before"));
        start();
        m_audit->stream->feed(head());
        m_export->cancel();
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::Cancelled);
        QCOMPARE(content(), QByteArray("before"));
        QCOMPARE(files().size(), 1);
        QTRY_VERIFY(!m_audit->stream);  // and the authority is told
    }

    void whatStoodThereIsReplacedAndWhatCameMeanwhileIsNot()
    {
        QVERIFY(write(path(), "before"));
        whole();
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY(content().startsWith("{\"checkpoint\""));
        const QString other = m_dir->filePath(QStringLiteral("out/other.jsonl"));
        m_export->start(backends::AuditFormat::JsonLines, other);
        QVERIFY(write(other, "somebody's"));
        feedWhole();
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::Disk);
        QFile theirs(other);
        QVERIFY(theirs.open(QIODevice::ReadOnly));
        QCOMPARE(theirs.readAll(), QByteArray("somebody's"));
    }

    void aDiskThatTakesNothingIsSaid()
    {
        m_export->start(backends::AuditFormat::JsonLines, QStringLiteral("/proc/export.jsonl"));
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::Disk);
        QVERIFY(!m_export->detail().isEmpty());
    }

    // Saved, as it is evidence, and said to be what it is.
    void aChangedEntryIsFound()
    {
        start();
        QByteArray entries = m_entries;
        entries.replace("usr_alice", "usr_mallo");
        m_audit->stream->feed(head() + entries + "{\"end\":5}\n");
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY(!m_export->check()->isClean());
        QVERIFY(!m_export->check()->findings.isEmpty());
        QVERIFY(QFile::exists(path()));
        QVERIFY(!m_session->witness()->isBroken());  // a file is changed easily; the log is not accused for it
    }

    // AU-05: the same key, another tree. The file verifies by itself; beside what was seen here it is a fork.
    void anExportOfAnotherTreeIsAFork()
    {
        const auto seen = m_session->witness()->check();
        QTRY_VERIFY(seen.isFinished());
        tests::SmallLog other = m_backend->log;
        other.leaves.clear();
        QByteArray entries;
        for (int seq = 0; seq < 5; ++seq)
            entries += entryLine(seq, other, 2000);
        start();
        m_audit->stream->feed(headOf(other) + entries + "{\"end\":5}\n");
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY2(m_export->check()->findings.isEmpty(), qPrintable(m_export->check()->findings.join(QLatin1Char('\n'))));
        QCOMPARE(m_export->check()->seen, ExportCheck::Seen::DoesNotFit);
        QVERIFY(!m_export->check()->isClean());
        QVERIFY(m_session->witness()->isBroken());
        QCOMPARE(m_session->logAlarm()->fault, console::LogFault::Forked);
    }

    void aBundleAndCsvAreSavedAsTheyCome()
    {
        const QByteArray page = "<!doctype html><p>Refund</p>" + audit::evidenceElement(head() + m_entries + "{\"end\":5}\n") + "<p>verify it so</p>";
        m_export->saveBundle(base::ApprovalId(QStringLiteral("apr_1")), path());
        m_audit->stream->feed(page);
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY(m_export->check() && m_export->check()->isClean());
        QCOMPARE(m_export->check()->seen, ExportCheck::Seen::Fits);
        QCOMPARE(content(), page);
        m_export->start(backends::AuditFormat::Csv, path());
        m_audit->stream->feed("seq,time\r\n");
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Done);
        QVERIFY(!m_export->check());  // no proof is claimed for what has none
        QCOMPARE(content(), QByteArray("seq,time\r\n"));
        QCOMPARE(m_audit->asked, (QStringList{QStringLiteral("bundle of apr_1"), QStringLiteral("csv")}));
    }

    // A page that shows much and carries nothing.
    void aBundleWithoutLinesIsNone()
    {
        m_export->saveBundle(base::ApprovalId(QStringLiteral("apr_1")), path());
        m_audit->stream->feed("<!doctype html><p>Everything was in order.</p>");
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::Refused);
        QVERIFY(files().isEmpty());
    }

    void oneAtATime()
    {
        start();
        m_export->start(backends::AuditFormat::Csv, m_dir->filePath(QStringLiteral("out/second.csv")));
        QCOMPARE(m_audit->asked.size(), 1);
    }

    void anAuthorityThatGoesTakesItsExportAlong()
    {
        start();
        m_audit->stream->feed(head());
        delete m_audit->stream;
        QTRY_COMPARE(m_export->state(), State::Failed);
        QCOMPARE(m_export->failure(), SaveFailure::BrokenOff);
        m_audit->asked.clear();
        m_authorities->remove(m_session->id());
        m_export->start(backends::AuditFormat::Csv, path());
        QTRY_COMPARE(m_export->failure(), SaveFailure::NotPermitted);
        QVERIFY(m_audit->asked.isEmpty());
    }

    void endingInTheMiddleIsSafe()
    {
        start();
        m_audit->stream->feed(head());
        m_export.reset();
        QTRY_VERIFY(!m_audit->stream);
        QVERIFY(files().isEmpty());
    }

private:
    [[nodiscard]] QString path() const { return m_dir->filePath(QStringLiteral("out/export.jsonl")); }
    [[nodiscard]] QStringList files() const { return QDir(m_dir->filePath(QStringLiteral("out"))).entryList(QDir::Files | QDir::Hidden); }
    [[nodiscard]] static bool write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] static QByteArray headOf(const tests::SmallLog &log)
    {
        return base::json::canonical(QJsonObject{{QStringLiteral("checkpoint"), QString::fromUtf8(log.note())},
                                                 {QStringLiteral("key"), log.verifierKey()},
                                                 {QStringLiteral("origin"), log.origin},
                                                 {QStringLiteral("size"), log.size()}})
               + '\n';
    }
    [[nodiscard]] QByteArray head() const { return headOf(m_backend->log); }
    void start() { m_export->start(backends::AuditFormat::JsonLines, path()); }
    void feedWhole()
    {
        m_audit->stream->feed(head() + m_entries + "{\"end\":5}\n");
        m_audit->stream->end(base::Done{});
    }
    void whole()
    {
        start();
        feedWhole();
    }

    base::ManualClock m_clock{1'000'000};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<console::AuthorityList> m_authorities;
    std::unique_ptr<FakeAudit> m_audit;
    std::unique_ptr<AuditExport> m_export;
    console::AuthoritySession *m_session = nullptr;
    LogBackend *m_backend = nullptr;
    QByteArray m_entries;
};

QTEST_GUILESS_MAIN(AuditExportTest)
#include "audit_export_test.moc"
