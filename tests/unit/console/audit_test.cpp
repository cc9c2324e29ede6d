// A log of a million entries as rows: whatever is scrolled, searched and added, each row is the entry it says, in flat memory; and
// one entry with its request and its proof.
#include "app/audit/export_verifier.h"
#include "app/console/audit/audit_desks.h"
#include "app/console/settings.h"
#include "tests/support/audit_book.h"
#include "tests/support/log_backend.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using backends::AuditEntryFacts;
using console::AuditDesk;
using console::AuditDetail;
using console::AuditField;
using console::AuditQuery;
using console::AuditRows;
using tests::AuditBook;

namespace {

constexpr qint64 kMillion = 1'000'000;
constexpr qint64 kStart = 1'000'000'000;

class LogBackend final : public tests::LogBackend {
public:
    bool liesAboutProofs = false;

    LogBackend()
    {
        log = {};
        logKey = log.verifierKey();
    }
    base::Answer<backends::LogProof> inclusion(qint64 seq, qint64 size) override
    {
        return tests::LogBackend::inclusion(liesAboutProofs ? (seq + 1) % size : seq, size);
    }
    void tellOfLog() { Q_EMIT hint({backends::EventHint::Kind::Audit, {}, 0, {}}); }
};

void settle()
{
    for (int i = 0; i < 12; ++i)
        QCoreApplication::processEvents();
}

// An auditor before the log of one authority.
struct Office {
    QTemporaryDir dir;
    base::ManualClock clock{kStart * 1000};
    console::Settings settings{dir.path()};
    console::AuthorityList authorities;
    console::AuditDesks desks{authorities, settings};
    AuditBook book;
    LogBackend *backend = nullptr;
    console::AuthoritySession *session = nullptr;

    explicit Office(qint64 size = kMillion, const std::function<void(LogBackend &)> &prepare = {})
    {
        book.size = size;
        book.startTime = kStart;
        auto made = std::make_unique<LogBackend>();
        backend = made.get();
        backend->history = &book;
        if (prepare)
            prepare(*backend);
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("a"));
        parts.clock = &clock;
        console::LogWitness::Parts witness;
        witness.backend = backend;
        witness.stateFile = dir.filePath(QStringLiteral("seen.json"));
        witness.evidenceDir = dir.path();
        parts.witness = std::make_unique<console::LogWitness>(witness);
        parts.backend = std::move(made);
        session = authorities.add(std::make_unique<console::AuthoritySession>(std::move(parts)));
        session->start();
        settle();
        backend->setLink(backends::LinkFact::Live);
        settle();
        desk().look();
        settle();
    }
    [[nodiscard]] AuditDesk &desk() { return *desks.at(0); }
    [[nodiscard]] AuditRows &rows() { return desk().rows(); }
    void look(int first, int count = 30)
    {
        rows().look(first, first + count - 1);
        settle();
        settle();
    }
    // The seqs that are shown from this row on; -1 where nothing is read.
    QList<qint64> seqs(int first, int count)
    {
        QList<qint64> found;
        for (int row = first; row < std::min(first + count, rows().rowCount()); ++row)
            found.append(rows().at(row) ? rows().at(row)->seq : -1);
        return found;
    }
    // Every entry that matches, the newest first, as the truth.
    QList<qint64> truth(const AuditQuery &query)
    {
        QList<qint64> all;
        for (qint64 seq = book.size - 1; seq >= 0; --seq) {
            if (AuditBook::matches(query, query.text.isEmpty() ? book.bare(seq) : book.make(seq)))
                all.append(seq);
        }
        return all;
    }
    void ask(const AuditQuery &query)
    {
        desk().setQuery(query);
        settle();
        settle();
    }
};

AuditQuery with(AuditField field, const char *value)
{
    return withValue({}, field, QString::fromLatin1(value));
}

}  // namespace

class AuditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // --- all of it ------------------------------------------------------------------------------------------------------
    void aMillionAtOnce()
    {
        Office office;
        QCOMPARE(office.rows().rowCount(), int(kMillion));
        QVERIFY(office.rows().isCounted());
        QCOMPARE(office.rows().at(0)->seq, kMillion - 1);
        QVERIFY(office.book.pages <= 3);  // with read-ahead
    }

    void anyPlaceIsOneQuestion()
    {
        Office office;
        for (const int row : {500'000, 999'990, 250'123, 3}) {
            office.rows().look(row, row + 5);
            const int before = office.book.pages;
            settle();
            QVERIFY2(office.rows().at(row), qPrintable(QString::number(row)));
            QCOMPARE(office.rows().at(row)->seq, kMillion - 1 - row);
            QVERIFY(office.book.pages - before <= 3);  // read-ahead
        }
    }

    void whateverIsScrolledTheRowsAreRightAndFew()
    {
        Office office;
        QRandomGenerator random(20261122);
        int row = 0;
        for (int step = 0; step < 250; ++step) {
            const int kind = static_cast<int>(random.bounded(4));
            row = kind == 0 ? static_cast<int>(random.bounded(quint32(kMillion))) : std::clamp(row + static_cast<int>(random.bounded(400)) - (kind == 1 ? 300 : 100), 0, int(kMillion) - 1);
            office.look(row);
            const QList<qint64> shown = office.seqs(row, 30);
            for (int i = 0; i < shown.size(); ++i)
                QCOMPARE(shown.at(i), kMillion - 1 - row - i);
            QVERIFY(office.rows().held() <= AuditRows::kMostHeld);
            if (step % 20 == 19) {
                office.book.size += random.bounded(50);  // the log grows meanwhile, and nothing moves
                office.backend->tellOfLog();
            }
        }
    }

    void readAheadComesBeforeItIsAskedFor()
    {
        Office office;
        office.look(100'000);
        office.look(100'030);
        const int before = office.book.pages;
        for (int row = 100'060; row < 100'300; row += 30) {
            office.rows().look(row, row + 29);
            QVERIFY(office.rows().at(row) && office.rows().at(row + 29));  // at once
            settle();
        }
        QVERIFY(office.book.pages - before <= 4);
    }

    void whatIsPassedIsNotRead()
    {
        Office office;
        office.book.waits = true;
        const int before = office.book.pages;
        for (int row = 1000; row < 900'000; row += 5000) {
            office.rows().look(row, row + 30);
            settle();
        }
        QVERIFY(office.book.pages - before <= 2);
        for (int i = 0; i < 8; ++i) {
            office.book.answerAll();
            settle();
        }
        QVERIFY(office.rows().at(896'010));
        QVERIFY(office.book.pages - before <= 8);
    }

    void aPageCutShortIsReadOn()
    {
        Office office;
        office.book.looksPerPage = 40;
        office.ask({});
        office.rows().clear();
        office.desk().reload();
        settle();
        office.look(300, 200);
        for (int i = 0; i < 10; ++i)
            settle();
        QCOMPARE(office.rows().at(499)->seq, kMillion - 500);
    }

    void anEmptyLog()
    {
        Office office(0);
        QCOMPARE(office.rows().rowCount(), 0);
        QCOMPARE(office.desk().reading(), AuditDesk::Reading::Done);
        office.book.size = 3;
        office.rows().lookForFresh();
        settle();
        QCOMPARE(office.rows().fresh(), 3);
        office.desk().letIn();
        office.look(0);
        QCOMPARE(office.seqs(0, 9), (QList<qint64>{2, 1, 0}));
    }

    // --- narrowed -------------------------------------------------------------------------------------------------------
    void aFilterGoesToAnyPlaceByItsTimes()
    {
        Office office(60'000);
        const AuditQuery query = with(AuditField::Outcome, "denied");
        office.ask(query);
        const QList<qint64> truth = office.truth(query);
        QVERIFY(office.rows().isCounted());
        QCOMPARE(office.rows().rowCount(), int(truth.size()));
        QRandomGenerator random(7);
        for (int step = 0; step < 60; ++step) {
            const int row = static_cast<int>(random.bounded(quint32(truth.size() - 40)));
            const int before = office.book.pages;
            office.look(row);
            settle();
            QCOMPARE(office.seqs(row, 30), truth.mid(row, 30));
            QVERIFY2(office.book.pages - before <= 10, qPrintable(QString::number(office.book.pages - before)));
            QVERIFY(office.rows().held() <= AuditRows::kMostHeld);
        }
    }

    void withoutExactCountsItIsFoundOnTheWay()
    {
        Office office(20'000);
        office.book.isExact = false;
        const AuditQuery query = with(AuditField::Actor, "usr_3");
        const QList<qint64> truth = office.truth(query);
        office.ask(query);
        QVERIFY(!office.rows().isCounted());
        QVERIFY(office.rows().rowCount() > 0);
        for (int row = 0; row < truth.size() - 30; row += 100) {
            office.look(row);
            QCOMPARE(office.seqs(row, 30), truth.mid(row, 30));
        }
        office.look(office.rows().rowCount() - 10);
        QTRY_VERIFY(office.rows().isCounted());
        QCOMPARE(office.rows().rowCount(), int(truth.size()));
        QCOMPARE(office.rows().known(), int(truth.size()));
    }

    void aLogThatGrowsBetweenPageAndCounts()
    {
        Office office(40'000);
        const AuditQuery query = with(AuditField::Outcome, "denied");
        office.book.waits = true;
        office.desk().setQuery(query);
        office.book.answerOne();  // the first page
        settle();
        const QList<qint64> truth = office.truth(query);
        office.book.size += 37;
        office.book.waits = false;
        office.book.answerAll();  // the counts
        settle();
        QVERIFY(office.rows().isCounted());
        QCOMPARE(office.rows().rowCount(), int(truth.size()));
        for (const int row : {0, 3000, 7000}) {
            office.look(row);
            QCOMPARE(office.seqs(row, 30), truth.mid(row, 30));
        }
    }

    void countsThatAreWrongAreNotBelieved()
    {
        Office office(60'000);
        office.book.countedTooMany = 37;
        const AuditQuery query = with(AuditField::Outcome, "refused");
        const QList<qint64> truth = office.truth(query);
        office.ask(query);
        office.look(office.rows().rowCount() - 30);
        for (int i = 0; i < 8; ++i)
            settle();
        QCOMPARE(office.rows().rowCount(), int(truth.size()));
        office.look(int(truth.size()) - 30);
        QCOMPARE(office.seqs(int(truth.size()) - 30, 30), truth.last(30));
        office.look(0);
        QCOMPARE(office.seqs(0, 30), truth.first(30));
    }

    void emptyPagesLeadOn()
    {
        Office office(30'000);
        office.book.looksPerPage = 200;
        office.book.isExact = false;
        const AuditQuery query = with(AuditField::Txn, "apr_100");
        office.ask(query);
        for (int i = 0; i < 200; ++i)
            settle();
        QVERIFY(office.rows().isCounted());
        QCOMPARE(office.seqs(0, 5), (QList<qint64>{302, 301, 300}));
    }

    void nothingMatches()
    {
        Office office(3000);
        office.ask(with(AuditField::Actor, "nobody"));
        QCOMPARE(office.rows().rowCount(), 0);
        QCOMPARE(office.desk().reading(), AuditDesk::Reading::Done);
    }

    // --- typing ---------------------------------------------------------------------------------------------------------
    void onlyTheLastWordsAreAnswered()
    {
        Office office(3000);
        office.book.waits = true;
        AuditQuery first, second;
        first.text = QStringLiteral("order 5");
        second.text = QStringLiteral("order 99");
        office.desk().setQuery(first);
        office.desk().setQuery(second);
        QCOMPARE(office.rows().at(0)->seq, 2999);  // what was there stays until there is something else
        QVERIFY(!office.desk().isCurrent());
        office.book.answerAll();
        settle();
        QCOMPARE(office.rows().rowCount() > 0, true);
        QVERIFY(office.rows().at(0)->payload->contains("order 99"));
        QVERIFY(office.desk().isCurrent());
    }

    void typingAsksOnceItRests()
    {
        Office office(3000);
        const int before = office.book.pages;
        for (const char *words : {"r", "re", "ref", "refund order 77"})
            office.desk().setWords(QString::fromLatin1(words));
        settle();
        QCOMPARE(office.book.pages, before);
        QTRY_COMPARE(office.book.lastQuery.text, QStringLiteral("refund order 77"));
        QVERIFY(office.book.pages - before <= 2);
    }

    // --- live -----------------------------------------------------------------------------------------------------------
    void newEntriesWaitAndMoveNothing()
    {
        Office office;
        office.look(5000);
        const QList<qint64> before = office.seqs(5000, 30);
        QSignalSpy moved(&office.rows(), &QAbstractItemModel::rowsInserted), reset(&office.rows(), &QAbstractItemModel::modelReset);
        office.book.size += 5;
        office.backend->tellOfLog();
        QTRY_COMPARE_WITH_TIMEOUT(office.rows().fresh(), 5, 5000);
        QCOMPARE(office.seqs(5000, 30), before);
        QCOMPARE(moved.size() + reset.size(), 0);
        office.desk().letIn();
        settle();
        QCOMPARE(office.seqs(5005, 30), before);
        QCOMPARE(office.rows().rowCount(), int(kMillion) + 5);
        office.look(0);
        QCOMPARE(office.seqs(0, 3), (QList<qint64>{kMillion + 4, kMillion + 3, kMillion + 2}));
        QCOMPARE(office.rows().fresh(), 0);
    }

    void newEntriesCountOnlyWhereTheyMatch()
    {
        Office office(10'000);
        const AuditQuery query = with(AuditField::Outcome, "denied");
        office.ask(query);
        office.book.size += 20;
        office.rows().lookForFresh();
        settle();
        QCOMPARE(office.rows().fresh(), 4);
        office.desk().letIn();
        settle();
        office.look(0, 50);
        QCOMPARE(office.seqs(0, 50), office.truth(query).first(50));
        QCOMPARE(office.rows().rowCount(), int(office.truth(query).size()));
    }

    // --- places ---------------------------------------------------------------------------------------------------------
    void jumpsToATime()
    {
        Office office;
        QSignalSpy arrived(&office.desk(), &AuditDesk::arrivedAt);
        office.desk().goTo(kStart + 400'000 * 30 + 7);
        QTRY_COMPARE(arrived.size(), 1);
        QCOMPARE(arrived.first().first().toInt(), int(kMillion - 1 - 400'000));
    }

    void jumpsToATimeInAFilter()
    {
        Office office(60'000);
        const AuditQuery query = with(AuditField::Outcome, "denied");
        office.ask(query);
        const QList<qint64> truth = office.truth(query);
        QSignalSpy arrived(&office.desk(), &AuditDesk::arrivedAt);
        for (const qint64 seq : {40'001, 59'990, 7, 30'000, 2'000}) {
            const int pages = office.book.pages, counts = office.book.timelines;
            const qint64 there = *std::find_if(truth.cbegin(), truth.cend(), [seq](qint64 each) { return each <= seq; });
            arrived.clear();
            office.desk().goTo(kStart + seq * 30);
            QTRY_COMPARE(arrived.size(), 1);
            const int row = arrived.first().first().toInt();
            QCOMPARE(truth.at(row), there);
            QVERIFY(office.rows().at(row));
            QCOMPARE(office.rows().at(row)->seq, there);
            // One page and one count of its own day, wherever it stands; and what is read ahead of it.
            QVERIFY2(office.book.pages - pages <= 3 && office.book.timelines - counts <= 1, qPrintable(QString::number(office.book.pages - pages)));
            office.look(row, 300);
            QCOMPARE(office.seqs(row, 300), truth.mid(row, 300));
            office.look(std::max(0, row - 300), 300);
            QCOMPARE(office.seqs(std::max(0, row - 300), 300), truth.mid(std::max(0, row - 300), 300));
        }
    }

    void jumpsInAFilterWhoseCountIsNotExact()
    {
        Office office(60'000);
        const AuditQuery query = with(AuditField::Outcome, "denied");
        office.ask(query);
        const QList<qint64> truth = office.truth(query);
        office.book.isExact = false;
        QSignalSpy arrived(&office.desk(), &AuditDesk::arrivedAt);
        office.desk().goTo(kStart + 40'001 * 30);
        QTRY_COMPARE(arrived.size(), 1);
        const int row = arrived.first().first().toInt();
        QCOMPARE(truth.at(row), 39'994);
        QCOMPARE(office.rows().at(row)->seq, 39'994);
    }

    void entriesInTheWrongPlaceAreNotShown()
    {
        Office office(5000);
        office.book.make = [&office](qint64 seq) { return office.book.plain(seq < 4000 ? seq + 1 : seq); };
        office.look(2000);
        QVERIFY(!office.rows().at(2000));
        QCOMPARE(office.desk().reading(), AuditDesk::Reading::Failed);
        office.book.make = [&office](qint64 seq) { return office.book.plain(seq); };
        office.desk().retry();
        settle();
        QCOMPARE(office.rows().at(2000)->seq, 2999);
    }

    void aConnectionThatComesBack()
    {
        Office office(5000);
        office.book.error = base::Error{base::Errc::Unavailable, {}};
        office.look(4000);
        QCOMPARE(office.desk().reading(), AuditDesk::Reading::Failed);
        QCOMPARE(office.rows().at(0)->seq, 4999);  // what was read stands
        office.book.error.reset();
        office.desk().retry();
        settle();
        QCOMPARE(office.rows().at(4000)->seq, 999);
    }

    void whoMayNotSeesNothing()
    {
        Office office(5000, [](LogBackend &backend) { backend.history = nullptr; });
        QCOMPARE(office.desk().reading(), AuditDesk::Reading::NotPermitted);
        QCOMPARE(office.rows().rowCount(), 0);
    }

    void signingOutTakesItAllAway()
    {
        Office office(5000);
        office.desk().detail().open(*office.rows().at(3));
        office.session->signOut();
        settle();
        QCOMPARE(office.rows().rowCount(), 0);
        QVERIFY(!office.desk().detail().entry());
        QVERIFY(office.desk().timeline().buckets.isEmpty());
    }

    void theModelKeepsItsPromises()
    {
        Office office(4000);
        const QAbstractItemModelTester tester(&office.rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        office.ask(with(AuditField::Outcome, "refused"));
        office.book.isExact = false;
        office.ask(with(AuditField::Outcome, "denied"));
        office.look(200, 100);
        office.book.size += 100;
        office.rows().lookForFresh();
        settle();
        office.desk().letIn();
        office.ask({});
    }

    // --- filters --------------------------------------------------------------------------------------------------------
    void savedFiltersComeBack()
    {
        Office office(100);
        AuditQuery query = with(AuditField::Tier, "high");
        query.text = QStringLiteral("\"order 81\" amount>1000");
        query.after = 12;
        query.anomaliesOnly = true;
        office.ask(query);
        office.desk().save(QStringLiteral("October & <b>refunds</b>"));
        office.desk().save(QStringLiteral("other"));
        console::Settings again(office.dir.path());
        const QList<console::SavedFilter> read = console::readFilters(again.auditFilters(QStringLiteral("a")));
        QCOMPARE(read.size(), 2);
        QCOMPARE(read.first().name, QStringLiteral("October & <b>refunds</b>"));
        QVERIFY(read.first().query == query);
        const console::SavedFilter gone = office.desk().remove(0);
        QCOMPARE(office.desk().savedFilters().size(), 1);
        office.desk().restore(0, gone);
        QVERIFY(office.desk().savedFilters() == read);
        QVERIFY(console::readFilters("{\"filters\":[{\"name\":\"\"},7]}").isEmpty());
        QVERIFY(console::readFilters("no json").isEmpty());
    }

    void whatIsStillBeingTypedIsAskedAsFarAsItGoes()
    {
        QCOMPARE(console::askableWords(QStringLiteral("refund \"order 8")), QStringLiteral("refund \"order 8\""));
        QCOMPARE(console::askableWords(QStringLiteral("\"order 81\"")), QStringLiteral("\"order 81\""));
        QCOMPARE(console::askableWords(QStringLiteral("refund r*")), QStringLiteral("refund"));
        QCOMPARE(console::askableWords(QStringLiteral("re* *")), QStringLiteral("re*"));
        QCOMPARE(console::askableWords(QStringLiteral("a* refund")), QStringLiteral("refund"));
    }

    // --- one entry ------------------------------------------------------------------------------------------------------
    void anEntryIsProvedAgainstTheCheckpointThisConsoleKeeps()
    {
        Office office = proved();
        office.desk().detail().open(entry(5));
        settle();
        QCOMPARE(office.desk().detail().proof(), AuditDetail::Proof::Verified);
        QCOMPARE(office.desk().detail().checkpointSize(), 12);
        // What is saved is believed by nothing but the log's key.
        audit::ExportVerifier verifier(*audit::VerifierKey::parse(office.backend->log.verifierKey()));
        verifier.feed(office.desk().detail().proofFile());
        const audit::ExportReport report = verifier.finish();
        QVERIFY2(report.isClean(), report.findings.empty() ? "" : qPrintable(report.findings.front().text));
        QCOMPARE(report.entries, 1);
        audit::ExportVerifier other(*audit::VerifierKey::parse(office.backend->log.verifierKey()));
        other.feed(office.desk().detail().proofFile().replace("usr_5", "usr_6"));
        QVERIFY(!other.finish().isClean());
    }

    // Whoever trusts the key the console saw first, or the newest, can check what is saved; the metadata may name either.
    void anEntryIsProvedThroughAChangeOfTheLogsKey_data()
    {
        QTest::addColumn<bool>("isTold");
        QTest::newRow("the metadata still names the key before") << false;
        QTest::newRow("the metadata names the new key") << true;
    }
    void anEntryIsProvedThroughAChangeOfTheLogsKey()
    {
        QFETCH(bool, isTold);
        Office office = proved();
        const QString before = office.backend->logKey;
        office.backend->keySteps = office.backend->rotate(office.backend->log.key);
        const QString after = office.backend->log.verifierKey();
        office.backend->logKey = isTold ? after : before;
        office.desk().detail().open(entry(5));
        if (!isTold) {  // what this console keeps is signed by the key before, and still proves
            QTRY_COMPARE(office.desk().detail().proof(), AuditDetail::Proof::Verified);
            QCOMPARE(office.desk().detail().checkpointSize(), 12);
            const auto looked = office.session->witness()->check();
            settle();
            QVERIFY(looked.isFinished());
            office.desk().detail().retry();
        }
        QTRY_COMPARE(office.desk().detail().proof(), AuditDetail::Proof::Verified);
        QTRY_COMPARE(office.desk().detail().checkpointSize(), 14);
        for (const QString &trusted : {before, after}) {
            audit::ExportVerifier verifier(*audit::VerifierKey::parse(trusted));
            verifier.feed(office.desk().detail().proofFile());
            const audit::ExportReport report = verifier.finish();
            QVERIFY2(report.isClean() && report.entries == 1, report.findings.empty() ? "no entry" : qPrintable(report.findings.front().text));
        }
    }

    // A key that nobody handed over proves nothing.
    void anotherKeyProvesNothing()
    {
        Office office = proved();
        office.backend->rotate(crypto::Ed25519PrivateKey::generate());
        office.backend->logKey = office.backend->log.verifierKey();
        office.desk().detail().open(entry(5));
        settle();
        QCOMPARE(office.desk().detail().proof(), AuditDetail::Proof::NoCheckpoint);
        QVERIFY(office.desk().detail().proofFile().isEmpty());
        QVERIFY(office.session->logAlarm());
    }

    void aProofThatLeadsElsewhereIsNone()
    {
        Office office = proved();
        office.backend->liesAboutProofs = true;
        office.desk().detail().open(entry(5));
        settle();
        QCOMPARE(office.desk().detail().proof(), AuditDetail::Proof::DoesNotHold);
        QVERIFY(office.desk().detail().proofFile().isEmpty());
    }

    void anEntryThatIsNotInTheLogIsNotProved()
    {
        Office office = proved();
        AuditEntryFacts other = entry(5);
        other.leaf = entry(6).leaf;
        office.desk().detail().open(other);
        settle();
        QCOMPARE(office.desk().detail().proof(), AuditDetail::Proof::DoesNotHold);
    }

    void aNewEntryIsProvedOnceItIsCovered()
    {
        Office office = proved();
        office.desk().detail().open(entry(12));
        settle();
        QCOMPARE(office.desk().detail().proof(), AuditDetail::Proof::Checking);
        office.backend->log.append(entry(12).leaf);
        QTRY_COMPARE_WITH_TIMEOUT(office.desk().detail().proof(), AuditDetail::Proof::Verified, 5000);
        QCOMPARE(office.desk().detail().checkpointSize(), 13);
    }

    // The request's steps are entries themselves; going from one to another asks for nothing but the proof.
    void fromStepToStepTheRequestStays()
    {
        Office office = proved();
        backends::AuditThread thread;
        thread.entries = {entry(1), entry(2)};
        office.book.threadAnswer = thread;
        AuditDetail &detail = office.desk().detail();
        detail.open(entry(1));
        settle();
        QCOMPARE(detail.threadReading(), AuditDetail::Reading::Done);
        office.book.threadAnswer = backends::AuditThread();
        detail.open(detail.thread().entries.last());
        QCOMPARE(detail.entry()->seq, 2);
        QCOMPARE(detail.thread().entries.size(), 2);
        settle();
        QCOMPARE(detail.proof(), AuditDetail::Proof::Verified);
        detail.open(entry(3));  // no step of it
        settle();
        QVERIFY(detail.thread().entries.isEmpty());
    }

    void itsRequestIsReadOnceAndForTheRightEntry()
    {
        Office office = proved();
        backends::AuditThread thread;
        thread.actionText = QStringLiteral("Refund order 81");
        office.book.threadAnswer = thread;
        office.book.waits = true;
        office.desk().detail().open(entry(1));
        settle();
        office.desk().detail().open(entry(2));
        settle();
        office.book.answerAll();
        settle();
        QCOMPARE(office.desk().detail().threadReading(), AuditDetail::Reading::Done);
        QCOMPARE(office.desk().detail().entry()->seq, 2);
        office.desk().detail().close();
        QVERIFY(!office.desk().detail().entry());
        QVERIFY(office.desk().detail().proofFile().isEmpty());
    }

private:
    static AuditEntryFacts entry(qint64 seq)
    {
        AuditEntryFacts entry;
        const QJsonObject payload{{QStringLiteral("reason"), QStringLiteral("broken")}};
        audit::Leaf leaf;
        leaf.seq = entry.seq = seq;
        leaf.time = entry.time = kStart + seq;
        leaf.event = entry.event = QStringLiteral("approval.asked");
        leaf.actor = entry.actor = QStringLiteral("usr_%1").arg(seq);
        leaf.outcome = entry.outcome = QStringLiteral("ok");
        entry.txn = QStringLiteral("apr_1");
        leaf.txn = entry.txn;
        const QByteArray salt(32, 's');
        leaf.payloadHash = audit::payloadHash(salt, payload);
        entry.payload = base::json::canonical(payload);
        entry.salt = QString::fromLatin1(salt.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        entry.leaf = audit::leafBytes(leaf);
        return entry;
    }
    static Office proved()
    {
        return Office(12, [](LogBackend &backend) {
            for (qint64 seq = 0; seq < 12; ++seq)
                backend.log.append(entry(seq).leaf);
        });
    }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "audit_test.moc"
