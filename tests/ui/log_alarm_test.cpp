// A log that does not match, as a person meets it: on every page, explained, saved, and settled by typing what it was.
#include "tests/ui/ui_test.h"

#include "tests/support/log_backend.h"
#include "ui/shell/log_alarm_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QSignalSpy>

using namespace countersign;
using namespace countersign::tests;
using approval::Tier;
using console::LogFault;
using scenes::ConsoleStage;
using scenes::InboxStage;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

}  // namespace

class LogAlarmTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void aRewrittenPastIsOnEveryPageAndStopsApproving();
    void keysAloneSettleIt();
    void nothingIsPreselected();
    void whatCannotBeSavedIsSaid();
    void anAlarmOfBeforeIsThereAtTheNextStart();
    void aLateProofIsSaidAndNoAlarm();

private:
    InboxStage *stageWith(LogFault fault);
    static console::AuthoritySession &session(InboxStage &stage) { return *stage.console.authorities().at(0); }
    [[nodiscard]] shell::LogAlarmDialog *explain(Desk &desk);

    std::unique_ptr<QTemporaryDir> m_dir;
};

InboxStage *LogAlarmTest::stageWith(LogFault fault)
{
    auto *stage = new InboxStage;
    stage->evidenceDir = m_dir->filePath(s("evidence"));
    stage->connectWith({refundCard({s("apr_1"), Tier::Low, kNow, 100}), refundCard({s("apr_2"), Tier::Low, kNow, 100})});
    session(*stage).witness()->raise(fault, s("as found"), {});
    ConsoleStage::settle();
    return stage;
}

shell::LogAlarmDialog *LogAlarmTest::explain(Desk &desk)
{
    auto *action = desk.find<QWidget>("logBanner")->findChild<QPushButton *>(s("bannerAction"));
    action->setFocus();
    QTest::keyClick(action, Qt::Key_Space);
    ConsoleStage::settle();
    return qobject_cast<shell::LogAlarmDialog *>(QApplication::activeModalWidget());
}

void LogAlarmTest::aRewrittenPastIsOnEveryPageAndStopsApproving()
{
    auto *stage = new InboxStage;
    stage->evidenceDir = m_dir->filePath(s("evidence"));
    stage->connectWith({refundCard({s("apr_1"), Tier::Low, kNow, 100}), refundCard({s("apr_2"), Tier::Low, kNow, 100})});
    Desk desk(stage);
    desk.window().addPage({s("grants"), theme::Glyph::Key, s("Active access"), new QWidget});
    QVERIFY(!desk.find<QWidget>("logBanner")->isVisible());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    // In the middle of reading: the history turns out to be another one.
    session(*stage).witness()->raise(LogFault::NotContinued, s("as found"), {});
    ConsoleStage::settle();
    QVERIFY(desk.find<QWidget>("logBanner")->isVisible());
    QVERIFY(!desk.approve()->isVisible());
    QCOMPARE(desk.find<QWidget>("verifyState")->accessibleName(), s("Log: does not match"));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    desk.window().showPage(s("grants"));
    QVERIFY(desk.find<QWidget>("logBanner")->isVisible());
    desk.window().showInbox();
    QVERIFY(desk.deny()->isEnabled());
    desk.key(Qt::Key_D);
    QCOMPARE(desk.backend().sent.size(), size_t(1));  // denying stays open
}

void LogAlarmTest::keysAloneSettleIt()
{
    Desk desk(stageWith(LogFault::NotContinued));
    auto *dialog = explain(desk);
    QVERIFY(dialog);
    auto *said = dialog->findChild<QLineEdit *>(s("saidField")), *typed = dialog->findChild<QLineEdit *>(s("confirmationField"));
    auto *trust = dialog->findChild<QPushButton *>(s("trustAnewButton"));
    QVERIFY(!said->isEnabled() && !typed->isEnabled() && !trust->isEnabled());
    // Save evidence…, by Tab and Space.
    auto *save = dialog->findChild<QPushButton *>(s("saveEvidenceButton"));
    for (int i = 0; i < 20 && !save->hasFocus(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(save->hasFocus());
    QTest::keyClick(save, Qt::Key_Space);
    ConsoleStage::settle();
    auto *files = dialog->findChild<QFileDialog *>();
    QVERIFY(files);
    QVERIFY(!files->testOption(QFileDialog::DontConfirmOverwrite));
    const QString copy = m_dir->filePath(s("for the operator.json"));
    QSignalSpy chosen(files, &QFileDialog::fileSelected);
    files->findChild<QLineEdit *>(s("fileNameEdit"))->setText(copy);
    QMetaObject::invokeMethod(files, "accept");
    ConsoleStage::settle();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), copy);
    QVERIFY(QFile::exists(copy));
    QTRY_VERIFY(said->hasFocus());
    QTest::keyClicks(said, s("a restored backup; told me by the operator"));
    QVERIFY(!trust->isEnabled());
    QTest::keyClick(said, Qt::Key_Tab);
    QVERIFY(typed->hasFocus());
    QTest::keyClicks(typed, s("approvals.northwind.exampl"));
    QVERIFY2(!trust->isEnabled(), "the whole address");
    QTest::keyClicks(typed, s("e"));
    QVERIFY(trust->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return);
    ConsoleStage::settle();
    QVERIFY2(session(*desk.stage).logAlarm(), "Enter in a field settles nothing");
    QTest::keyClick(typed, Qt::Key_Tab);
    QVERIFY(trust->hasFocus());
    const QString evidence = session(*desk.stage).logAlarm()->file;
    QTest::keyClick(trust, Qt::Key_Space);
    ConsoleStage::settle();
    QVERIFY(!session(*desk.stage).logAlarm());
    QVERIFY(!desk.find<QWidget>("logBanner")->isVisible());
    QVERIFY(QFile::exists(evidence) && QFile::exists(evidence + s(".settled")));
    QTRY_COMPARE(desk.find<QWidget>("verifyState")->accessibleName(), s("Log: verified"));
}

void LogAlarmTest::nothingIsPreselected()
{
    Desk desk(stageWith(LogFault::Shorter));
    auto *dialog = explain(desk);
    QVERIFY(dialog);
    QVERIFY(dialog->hasFocus());
    for (const auto *button : dialog->findChildren<QPushButton *>())
        QVERIFY(!button->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    ConsoleStage::settle();
    QVERIFY(dialog->isVisible() && !dialog->findChild<QFileDialog *>());
    QTest::keyClick(dialog, Qt::Key_Escape);
    ConsoleStage::settle();
    QVERIFY(session(*desk.stage).logAlarm());
    QVERIFY(desk.find<QWidget>("logBanner")->isVisible());
}

void LogAlarmTest::whatCannotBeSavedIsSaid()
{
    Desk desk(stageWith(LogFault::Shorter));
    auto *dialog = explain(desk);
    QTest::mouseClick(dialog->findChild<QPushButton *>(s("saveEvidenceButton")), Qt::LeftButton);
    ConsoleStage::settle();
    auto *files = dialog->findChild<QFileDialog *>();
    Q_EMIT files->fileSelected(s("/dev/null/evidence.json"));
    ConsoleStage::settle();
    QStringList texts;
    for (const auto *label : dialog->findChildren<widgets::PlainLabel *>()) {
        if (!label->isHidden())
            texts.append(label->text());
    }
    QVERIFY2(texts.join(QLatin1Char('\n')).contains(s("could not be saved there")), qPrintable(texts.join(QLatin1Char('\n'))));
    QVERIFY(!dialog->findChild<QLineEdit *>(s("saidField"))->isEnabled());
}

void LogAlarmTest::anAlarmOfBeforeIsThereAtTheNextStart()
{
    {
        Desk desk(stageWith(LogFault::OtherContent));
        // The same file name at the next start: the witness' memory lies in the stage's folder.
    }
    auto *next = new InboxStage;
    next->evidenceDir = m_dir->filePath(s("evidence"));
    next->connectWith({refundCard({s("apr_1"), Tier::Low, kNow, 100})});
    Desk desk(next);
    QVERIFY(desk.find<QWidget>("logBanner")->isVisible());
    QCOMPARE(session(*next).logAlarm()->fault, LogFault::OtherContent);
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(!desk.approve()->isVisible());
}

void LogAlarmTest::aLateProofIsSaidAndNoAlarm()
{
    auto *stage = new InboxStage;
    stage->connectWith({refundCard({s("apr_1"), Tier::Low, kNow, 300})});
    Desk desk(stage);
    desk.key(Qt::Key_Down);
    desk.read();
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    desk.stage->confirm(approval::Verdict::Approve);
    desk.backend().readError = base::Error{base::Errc::Unavailable, {}};
    stage->pass(61'000);
    session(*stage).proofs()->tick();
    ConsoleStage::settle();
    session(*stage).proofs()->tick();
    ConsoleStage::settle();
    QCOMPARE(session(*stage).lateProofs(), 1);
    QVERIFY(desk.find<QWidget>("lateProofBanner")->isVisible());
    QVERIFY(!desk.find<QWidget>("logBanner")->isVisible());
    QVERIFY(desk.cardText().contains(s("could not be checked within a minute")));
}

COUNTERSIGN_UI_TEST_MAIN(LogAlarmTest)
#include "log_alarm_test.moc"
