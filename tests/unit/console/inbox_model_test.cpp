#include "app/console/inbox/inbox_model.h"

#include "tests/support/fake_backend.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::ApprovalRef;
using console::AuthorityId;
using console::InboxModel;
using console::Summary;

namespace {

const AuthorityId kHere(QStringLiteral("here"));

Summary summary(const QString &id, qint64 expiresAt, const QString &text = {})
{
    Summary made = tests::makeApproval(QStringLiteral("apr_") + id);
    made.expiresAt = expiresAt;
    made.actionText = text.isEmpty() ? QStringLiteral("Refund ") + id : text;
    return made;
}

QStringList order(const InboxModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.index(row).data(InboxModel::RefRole).value<ApprovalRef>().id.text().mid(4));
    return ids;
}

ApprovalRef ref(const QString &id)
{
    return {kHere, base::ApprovalId(QStringLiteral("apr_") + id)};
}

}  // namespace

class InboxModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<base::ManualClock>(1'000'000);
        m_model = std::make_unique<InboxModel>(*m_clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void mostUrgentComesFirst()
    {
        m_model->replace(kHere, {summary(QStringLiteral("late"), 1300), summary(QStringLiteral("soon"), 1100), summary(QStringLiteral("mid"), 1200)}, 1000);
        QCOMPARE(order(*m_model), (QStringList{QStringLiteral("soon"), QStringLiteral("mid"), QStringLiteral("late")}));
        QCOMPARE(m_model->timeLeftMs(ref(QStringLiteral("soon"))), 100'000);
    }

    void timeLeftFollowsOurMonotonicClockAlone()
    {
        m_model->replace(kHere, {summary(QStringLiteral("a"), 1100)}, 1000);
        m_clock->stepMs(86'400'000);  // somebody set the wall clock
        QCOMPARE(m_model->timeLeftMs(ref(QStringLiteral("a"))), 100'000);
        m_clock->advanceMs(40'000);
        QCOMPARE(m_model->timeLeftMs(ref(QStringLiteral("a"))), 60'000);
    }

    void nothingMovesUnderThePointer()
    {
        m_model->replace(kHere, {summary(QStringLiteral("b"), 1200), summary(QStringLiteral("c"), 1300)}, 1000);
        QSignalSpy waiting(m_model.get(), &InboxModel::waitingChanged);
        m_model->hold(InboxModel::Hold::Pointer);
        m_model->update(kHere, summary(QStringLiteral("a"), 1050), 1000);  // more urgent than all
        Summary decided = summary(QStringLiteral("b"), 1200);
        decided.status = approval::Status::Denied;
        decided.version = 2;
        m_model->update(kHere, decided, 1000);
        QCOMPARE(order(*m_model), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        QVERIFY(m_model->index(0).data(InboxModel::GoneRole).toBool());
        QCOMPARE(m_model->waiting(), 1);
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(m_model->pendingCount(), 2);
        m_model->release(InboxModel::Hold::Pointer);
        QCOMPARE(order(*m_model), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(m_model->waiting(), 0);
    }

    void holdsAreCountedApart()
    {
        m_model->replace(kHere, {}, 1000);
        m_model->hold(InboxModel::Hold::Pointer);
        m_model->hold(InboxModel::Hold::Decision);
        m_model->update(kHere, summary(QStringLiteral("a"), 1050), 1000);
        m_model->release(InboxModel::Hold::Pointer);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->revealWaiting();  // "1 new" was pressed
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(m_model->isHeld());
    }

    void equalRequestsFoldIntoOneRow()
    {
        m_model->replace(kHere, {}, 1000);
        for (int i = 0; i < 5; ++i)
            m_model->update(kHere, summary(QString::number(i), 1100 + i, QStringLiteral("Refund 1 EUR")), 1000);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->index(0).data(InboxModel::CountRole).toInt(), 5);
        QCOMPARE(m_model->pendingCount(), 5);
        QCOMPARE(m_model->ofClient(kHere, QStringLiteral("bot")).size(), 5);
        m_model->remove(ref(QStringLiteral("0")));
        QCOMPARE(m_model->index(0).data(InboxModel::CountRole).toInt(), 4);
        QCOMPARE(m_model->rowOf(ref(QStringLiteral("0"))), -1);
        QVERIFY(m_model->rowOf(ref(QStringLiteral("3"))) == 0);
    }

    void theFirstReadIsNoNews()
    {
        QSignalSpy arrived(m_model.get(), &InboxModel::arrived);
        m_model->replace(kHere, {summary(QStringLiteral("a"), 1100)}, 1000);
        QCOMPARE(arrived.size(), 0);
        m_model->update(kHere, summary(QStringLiteral("b"), 1100), 1000);
        m_model->update(kHere, summary(QStringLiteral("b"), 1100), 1000);
        QCOMPARE(arrived.size(), 1);
    }

    void whatRunsOutGoes()
    {
        m_model->replace(kHere, {summary(QStringLiteral("a"), 1010), summary(QStringLiteral("b"), 1100)}, 1000);
        m_clock->advanceMs(11'000);
        m_model->tick();
        QCOMPARE(order(*m_model), QStringList{QStringLiteral("b")});
    }

    void anOlderAnswerChangesNothing()
    {
        Summary newer = summary(QStringLiteral("a"), 1100, QStringLiteral("second text"));
        newer.version = 5;
        m_model->replace(kHere, {newer}, 1000);
        m_model->update(kHere, summary(QStringLiteral("a"), 1100, QStringLiteral("first text")), 1000);
        QCOMPARE(m_model->index(0).data(InboxModel::SentenceRole).toString(), QStringLiteral("second text"));
    }

    void wordsThatChangeWhileHeldSettleLater()
    {
        m_model->replace(kHere, {summary(QStringLiteral("a"), 1100), summary(QStringLiteral("b"), 1200)}, 1000);
        m_model->hold(InboxModel::Hold::Decision);
        Summary changed = summary(QStringLiteral("a"), 1100, QStringLiteral("other words"));
        changed.version = 2;
        m_model->update(kHere, changed, 1000);
        QCOMPARE(m_model->rowOf(ref(QStringLiteral("a"))), 0);
        m_model->release(InboxModel::Hold::Decision);
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(m_model->index(0).data(InboxModel::SentenceRole).toString(), QStringLiteral("other words"));
    }

    void randomOperationsKeepTheModelSound()
    {
        std::srand(7);
        m_model->replace(kHere, {}, 1000);
        for (int step = 0; step < 3000; ++step) {
            const QString id = QString::number(std::rand() % 60);
            switch (std::rand() % 8) {
            case 0: m_model->hold(InboxModel::Hold::Pointer); break;
            case 1: m_model->release(InboxModel::Hold::Pointer); break;
            case 2: m_model->remove(ref(id)); break;
            case 3: m_model->revealWaiting(); break;
            case 4: m_clock->advanceMs(500); m_model->tick(); break;
            default: {
                Summary made = summary(id, 1001 + std::rand() % 400, QString::number(std::rand() % 20));
                made.version = step + 1;
                m_model->update(kHere, made, 1000);
            }
            }
            int shown = 0;
            for (int row = 0; row < m_model->rowCount(); ++row)
                shown += static_cast<int>(m_model->index(row).data(InboxModel::RefsRole).value<QList<ApprovalRef>>().size());
            if (!m_model->isHeld())
                QCOMPARE(shown, m_model->pendingCount());
        }
    }

    void tenThousandAreFast()
    {
        m_tester.reset();  // it looks at every row after every change
        QList<Summary> many;
        for (int i = 0; i < 10'000; ++i)
            many.append(summary(QString::number(i), 1000 + (i * 7919) % 9000 + 1));
        QElapsedTimer timer;
        timer.start();
        m_model->replace(kHere, many, 1000);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(m_model->rowCount(), 10'000);
        timer.restart();
        for (int i = 0; i < 20; ++i)
            m_model->update(kHere, summary(QStringLiteral("n%1").arg(i), 1500 + i), 1000);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    std::unique_ptr<base::ManualClock> m_clock;
    std::unique_ptr<InboxModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(InboxModelTest)
#include "inbox_model_test.moc"
