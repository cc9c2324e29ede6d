// The judge is judged: each rule notices the history that breaks it, and lets the harmless one next to it pass.
#include "tests/faults/history.h"

#include <QTest>

using namespace countersign::test;

namespace {

Operation done(Step step, qint64 start, QByteArray receipt = {}, QByteArray key = {})
{
    Operation operation{step, "apr_1", "credential", std::move(key), std::move(receipt), start, start + 5, 200, true};
    return operation;
}

}  // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundHistoryPasses()
    {
        const std::vector<Operation> whole{done(Step::Ask, 0), done(Step::Approve, 10), done(Step::Redeem, 20), done(Step::Consume, 30, "r"), done(Step::Approve, 40)};
        QCOMPARE(brokenRules(whole), QStringList());
    }

    void secondUseIsSeen()
    {
        QCOMPARE(brokenRules({done(Step::Consume, 0, "r"), done(Step::Consume, 3, "s")}).size(), 1);
        QCOMPARE(brokenRules({done(Step::Consume, 0, "r"), done(Step::Consume, 3, "r")}).size(), 1);
        QCOMPARE(brokenRules({done(Step::Consume, 0, "r", "k"), done(Step::Consume, 3, "r", "l")}).size(), 1);
        QCOMPARE(brokenRules({done(Step::Consume, 0, "r", "k"), done(Step::Consume, 30, "r", "k")}), QStringList());
    }

    void secondCredentialIsSeen()
    {
        Operation other = done(Step::Redeem, 10);
        other.credential = "another";
        QCOMPARE(brokenRules({done(Step::Redeem, 0), other}).size(), 1);
    }

    void successAfterTheEndIsSeen()
    {
        QCOMPARE(brokenRules({done(Step::Deny, 0), done(Step::Redeem, 10)}).size(), 1);
        QCOMPARE(brokenRules({done(Step::Deny, 0), done(Step::Redeem, 3)}), QStringList());  // at the same time: may have come first
        QCOMPARE(brokenRules({done(Step::Deny, 0), done(Step::Deny, 10)}), QStringList());
    }

    void logIsCompared()
    {
        const std::vector<Operation> steps{done(Step::Ask, 0), done(Step::Approve, 10)};
        const LogEntry asked{QStringLiteral("approval.asked"), QStringLiteral("ok")}, decided{QStringLiteral("approval.decided"), QStringLiteral("ok")};
        QCOMPARE(missingFromLog(steps, {{"apr_1", {asked, decided}}}), QStringList());
        QVERIFY(!missingFromLog(steps, {{"apr_1", {asked}}}).isEmpty());
        QVERIFY(!missingFromLog(steps, {{"apr_1", {asked, decided, decided}}}).isEmpty());
        QVERIFY(!missingFromLog(steps, {{"apr_1", {asked, decided, {QStringLiteral("credential.issued"), QStringLiteral("ok")}}}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
