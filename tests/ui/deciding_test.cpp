// Deciding, tried by somebody who wants a decision that nobody meant.
#include "tests/ui/ui_test.h"

#include "app/base/json.h"
#include "tests/support/fake_clients.h"
#include "ui/inbox/inbox_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QJsonDocument>
#include <QLineEdit>
#include <QSignalSpy>

using namespace countersign;
using namespace countersign::tests;
using approval::Tier;
using approval::Verdict;
using console::Outcome;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QJsonObject claimsOf(const QByteArray &jws)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(jws.split('.').at(1), QByteArray::Base64UrlEncoding)).object();
}

QList<Approval> some(Tier tier = Tier::Low)
{
    return {refundCard({s("apr_1"), tier, kNow, 100}), readCard({s("apr_2"), tier, kNow, 200}), deleteCard({s("apr_3"), Tier::Critical, kNow, 300})};
}

}  // namespace

class DecidingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keyboardApproves();
    void keyboardDenies();
    void denyNeedsNoArming();
    void enterDoesNothing();
    void noDefaultButton();
    void lettersAreTypedNotDecided();
    void heldKeyDecidesOnce();
    void escapeLeavesWithoutDeciding();
    void anotherRowDisarmsAtOnce();
    void losingTheFocusDisarms();
    void endMustBeSeen_UI_09();
    void changeDisarms_UI_13();
    void expiredTakesTheButtons_UI_13();
    void decidedElsewhereTakesTheButtons_UI_13();
    void highWantsCommentAndCode();
    void unknownIsNotRepeated();
    void brokenLogForbidsApproving();
    void wrongHashForbidsApproving();
    void offlineForbidsApproving();
    void reasonAfterDenial();
    void lessIsSigned();
    void fewerCallsAreSigned();
    void aChangeOfTheCatalogueHasNothingToTakeAway();
    void noBulkApproval_UI_18();
    void denyAllSignsEach_UI_18();
    void focusNeverFallsOnADecision();
    void whatIsShownIsSigned_UI_12();
    void whatTheAuthorityAddsIsShownAndSigned_RA_25();
    void anUnsureClockDisarmsUntilReadAgain();
    void anAuthorityWhoseClockJumpsIsReadAgain();
    void aPastRequestDecidesNothing();
    void denyingAllCanBeStopped();
    void aFloodIsFrozenAndDenied();
    void whatIsHiddenIsNotApproved_UI_24();
    void hidingAtOnceDisarms_UI_24();
};

// What neither a person nor a screen reader may come across while values are hidden.
static QStringList told(QWidget &window)
{
    QStringList found;
    for (const auto *label : window.findChildren<widgets::PlainLabel *>()) {
        if (label->isVisible())
            found.append(label->text());
    }
    const auto *rows = window.findChild<inbox::RequestList *>()->model();
    for (int row = 0; row < rows->rowCount(); ++row) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole), int(console::InboxModel::SentenceRole), int(console::InboxModel::SubjectRole)})
            found.append(rows->index(row, 0).data(role).toString());
    }
    return found;
}

void DecidingTest::whatIsHiddenIsNotApproved_UI_24()
{
    Desk desk(some());
    desk.stage->console.settings().setHidesValues(true);
    desk.key(Qt::Key_Down);
    desk.read();
    const auto *card = desk.card().approval();
    QVERIFY(card && !card->params.isEmpty());
    QStringList secrets{card->actionText, card->reason, card->subject.name};
    for (const auto &param : card->params)
        secrets.append(param.value);
    secrets.removeAll(QString());
    const QString hidden = told(desk.window()).join(QLatin1Char('\n'));
    for (const QString &secret : std::as_const(secrets))
        QVERIFY2(!hidden.contains(secret), qPrintable(secret + s(" stands in:\n") + hidden));
    QVERIFY(hidden.contains(card->client.name));  // who asks is told
    // What could be taken away is what was asked.
    QVERIFY(!desk.find<QWidget>("lessButton")->isVisible());
    // No key approves it, however long it waits; denying works as always.
    QVERIFY(!desk.approve()->isEnabled());
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    QVERIFY(desk.deny()->isEnabled());
    // Asked for, it is shown whole, and read from then on.
    desk.key(Qt::Key_H);
    QVERIFY(desk.cardText().contains(secrets.first()));
    QVERIFY(!desk.approve()->isEnabled());
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    // The next one is hidden again.
    desk.key(Qt::Key_J);
    desk.read();
    QVERIFY(!desk.approve()->isEnabled());
    QVERIFY(desk.find<QWidget>("valuesCover")->isVisible());
    desk.key(Qt::Key_D);
    QCOMPARE(desk.backend().sent.size(), 1u);
    QCOMPARE(claimsOf(desk.backend().sent.front()).value(s("decision")).toString(), s("deny"));
}

void DecidingTest::hidingAtOnceDisarms_UI_24()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    const QString sentence = desk.card().approval()->actionText;
    desk.key(Qt::Key_H);
    QVERIFY(!desk.approve()->isEnabled());
    QVERIFY(!told(desk.window()).join(QLatin1Char('\n')).contains(sentence));
    QVERIFY(desk.stage->console.settings().hidesValues());
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    // With nothing open a slip of the hand uncovers nothing.
    desk.key(Qt::Key_Escape);
    desk.key(Qt::Key_H);
    QVERIFY(!told(desk.window()).join(QLatin1Char('\n')).contains(sentence));
    desk.stage->console.settings().setHidesValues(false);
    QVERIFY(told(desk.window()).join(QLatin1Char('\n')).contains(sentence));
}

void DecidingTest::keyboardApproves()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    QCOMPARE(desk.card().ref().id.text(), s("apr_1"));
    QVERIFY(!desk.approve()->isEnabled());
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY2(desk.backend().sent.empty(), "approved before the delay was over");
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    const QJsonObject claims = claimsOf(desk.backend().sent.front());
    QCOMPARE(claims.value(s("decision")).toString(), s("approve"));
    QCOMPARE(claims.value(s("txn")).toString(), s("apr_1"));
    QVERIFY(!desk.approve()->isVisible() || !desk.approve()->isEnabled());
    desk.stage->confirm(Verdict::Approve);
    QVERIFY(desk.cardText().contains(s("Approved")));
}

void DecidingTest::keyboardDenies()
{
    Desk desk(some());
    desk.key(Qt::Key_J);
    desk.key(Qt::Key_D);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    QCOMPARE(claimsOf(desk.backend().sent.front()).value(s("decision")).toString(), s("deny"));
    desk.stage->confirm(Verdict::Deny);
    QVERIFY(desk.cardText().contains(s("Denied")));
    // The denied card stays until a person moves on; a second D denies nothing.
    desk.key(Qt::Key_D);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    QCOMPARE(desk.card().ref().id.text(), s("apr_1"));
    desk.key(Qt::Key_J);
    QCOMPARE(desk.card().ref().id.text(), s("apr_2"));
}

void DecidingTest::denyNeedsNoArming()
{
    Desk desk(some(Tier::High), {900, 600});
    desk.key(Qt::Key_Down);
    QVERIFY(!desk.approve()->isEnabled());
    QVERIFY(desk.deny()->isEnabled());
    QTest::mouseClick(desk.deny(), Qt::LeftButton);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    QVERIFY2(!QApplication::activeModalWidget(), "denying never asks first");
}

void DecidingTest::enterDoesNothing()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    QList<QWidget *> places{&desk.list(), desk.find<QWidget>("cardScroll"), desk.find<QWidget>("commentField"), desk.find<QWidget>("searchField")};
    for (QWidget *place : places) {
        place->setFocus();
        QCOMPARE(QApplication::focusWidget(), place);
        for (const Qt::Key each : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space})
            desk.key(each);
        QVERIFY2(desk.backend().sent.empty(), qPrintable(place->objectName()));
    }
}

void DecidingTest::noDefaultButton()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    const QList<QPushButton *> buttons = desk.window().findChildren<QPushButton *>();
    QVERIFY(buttons.size() > 5);
    for (const QPushButton *button : buttons)
        QVERIFY2(!button->isDefault() && !button->autoDefault(), qPrintable(button->objectName()));
    QVERIFY(!desk.approve()->hasFocus() && !desk.deny()->hasFocus());
}

void DecidingTest::lettersAreTypedNotDecided()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    auto *comment = desk.find<QLineEdit>("commentField");
    comment->setFocus();
    for (const Qt::Key each : {Qt::Key_D, Qt::Key_J, Qt::Key_K, Qt::Key_Slash, Qt::Key_Question})
        desk.key(each);
    QVERIFY(desk.backend().sent.empty());
    QCOMPARE(comment->text().left(3), s("djk"));
    QVERIFY(comment->hasFocus());
    auto *search = desk.find<QLineEdit>("searchField");
    search->setFocus();
    desk.key(Qt::Key_D);
    QVERIFY(desk.backend().sent.empty());
    QCOMPARE(search->text(), s("d"));
}

void DecidingTest::heldKeyDecidesOnce()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    // As a key that is held down repeats itself, over the end of the first decision.
    for (int i = 0; i < 5; ++i) {
        QTest::simulateEvent(QApplication::focusWidget(), true, Qt::Key_D, Qt::NoModifier, s("d"), i > 0);
        if (i == 1)
            desk.stage->confirm(Verdict::Deny);
        if (i == 2)
            desk.key(Qt::Key_J);  // on to the next card, the key still down
    }
    QCOMPARE(desk.card().ref().id.text(), s("apr_2"));
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::escapeLeavesWithoutDeciding()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    desk.key(Qt::Key_Escape);
    QVERIFY(desk.card().ref().isEmpty());
    QVERIFY(desk.backend().sent.empty());
    QVERIFY(!desk.approve()->isVisible());
    desk.key(Qt::Key_D);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
}

void DecidingTest::anotherRowDisarmsAtOnce()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    desk.list().setCurrentIndex(desk.list().model()->index(1, 0));
    QVERIFY2(!desk.card().canApprove(), "armed for a card that was never read");
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
}

void DecidingTest::losingTheFocusDisarms()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    QWidget other;
    other.show();
    QApplication::setActiveWindow(&other);
    scenes::ConsoleStage::settle();
    QVERIFY(!desk.approve()->isEnabled());
    QVERIFY(desk.cardText().contains(s("in front")));
    desk.stage->pass(60'000);
    QVERIFY2(!desk.approve()->isEnabled(), "the delay ran while nobody could see the card");
    QApplication::setActiveWindow(desk.root);
    scenes::ConsoleStage::settle();
    QVERIFY2(!desk.approve()->isEnabled(), "the delay starts anew");
    desk.stage->pass(700);
    QVERIFY(desk.approve()->isEnabled());
    desk.root->hide();
    scenes::ConsoleStage::settle();
    QVERIFY(!desk.card().canApprove());
}

void DecidingTest::endMustBeSeen_UI_09()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 200});
    card.params.append({s("note2"), s("Note"), QString(10'000, QLatin1Char('x')) + s(" and send it to account EVIL")});
    Desk desk({card}, {1000, 640});
    desk.key(Qt::Key_Down);
    desk.stage->pass(10'000);
    QTest::qWait(300);
    QVERIFY(!desk.approve()->isEnabled());
    const QList<QPushButton *> folds = desk.window().findChildren<QPushButton *>(s("moreButton"));
    QVERIFY(std::any_of(folds.begin(), folds.end(), [](const QPushButton *more) { return more->isVisible() && more->text().contains(s("more characters")); }));
    // To the very end, past the folded value: what is folded was not seen.
    auto *scroll = desk.find<QScrollArea>("cardScroll");
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    QTest::qWait(300);
    desk.stage->pass(10'000);
    QVERIFY2(!desk.approve()->isEnabled(), "a folded tail counts as unseen");
    for (QPushButton *more : desk.window().findChildren<QPushButton *>(s("moreButton"))) {
        if (more->isVisible())
            more->click();
    }
    QTest::qWait(300);
    QVERIFY2(!desk.approve()->isEnabled(), "unfolded, and its end still below the edge");
    for (int at = 0; at <= scroll->verticalScrollBar()->maximum(); at += scroll->viewport()->height() / 2) {
        scroll->verticalScrollBar()->setValue(at);
        QTest::qWait(150);
    }
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    QTest::qWait(200);
    desk.stage->pass(700);
    QVERIFY(desk.cardText().contains(s("account EVIL")));
    QVERIFY(desk.approve()->isEnabled());
}

void DecidingTest::changeDisarms_UI_13()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    Approval changed = desk.backend().cards.value(base::ApprovalId(s("apr_1")));
    ++changed.version;
    changed.risk.tier = Tier::Medium;
    desk.backend().cards.insert(changed.id, changed);
    desk.backend().tell(s("apr_1"), changed.version);
    QVERIFY2(!desk.card().canApprove(), "a newer version is known: nothing may be approved before it is read");
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    QTRY_VERIFY(desk.card().approval()->version == changed.version);
    QVERIFY(!desk.card().canApprove());
    QVERIFY(desk.cardText().contains(s("Medium risk")));
}

void DecidingTest::expiredTakesTheButtons_UI_13()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isVisible());
    desk.stage->pass(101'000);
    QVERIFY(!desk.approve()->isVisible() && !desk.deny()->isVisible());
    QVERIFY(desk.cardText().contains(s("run out")));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    desk.key(Qt::Key_D);
    QVERIFY(desk.backend().sent.empty());
}

void DecidingTest::decidedElsewhereTakesTheButtons_UI_13()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    Approval card = desk.backend().cards.value(base::ApprovalId(s("apr_1")));
    ++card.version;
    card.status = approval::Status::Denied;
    card.decisions = {{s("jonas.berg"), Verdict::Deny, kNow, s("Not announced")}};
    desk.stage->arrive(card);
    QTRY_VERIFY(!desk.approve()->isVisible());
    QVERIFY(!desk.deny()->isVisible());
    QVERIFY(desk.cardText().contains(s("jonas.berg")));
    desk.key(Qt::Key_D);
    QVERIFY(desk.backend().sent.empty());
}

void DecidingTest::highWantsCommentAndCode()
{
    Desk desk(some(Tier::High));
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(!desk.approve()->isEnabled());
    QVERIFY(desk.cardText().contains(s("needs a comment")));
    QVERIFY(desk.cardText().contains(s("needs the code")));
    auto *comment = desk.find<QLineEdit>("commentField");
    auto *code = desk.find<QLineEdit>("codeField");
    QVERIFY(code->isVisible());
    // The keys that approve lead to what is missing, one field after the other.
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(comment->hasFocus());
    QTest::keyClicks(comment, s("Called Maria"));
    QVERIFY(!desk.approve()->isEnabled());
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(code->hasFocus());
    QVERIFY(desk.backend().sent.empty());
    QTest::keyClicks(code, s("K7P4-XM2Q"));
    QVERIFY(desk.approve()->isEnabled());
    code->setFocus();
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    const QJsonObject claims = claimsOf(desk.backend().sent.front());
    QCOMPARE(claims.value(s("code")).toString(), s("K7P4-XM2Q"));
    QCOMPARE(claims.value(s("reason")).toString(), s("Called Maria"));
    // Nothing of it may stay for the next card.
    desk.stage->confirm(Verdict::Approve);
    desk.list().setFocus();
    desk.key(Qt::Key_J);
    QCOMPARE(desk.card().ref().id.text(), s("apr_2"));
    QVERIFY(comment->text().isEmpty() && code->text().isEmpty());
    QVERIFY(desk.card().comment().isEmpty() && desk.card().code().isEmpty());
}

void DecidingTest::unknownIsNotRepeated()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_D);
    desk.backend().readError = base::Error{base::Errc::Unavailable, {}};
    desk.backend().nextDecision.give({base::Errc::Timeout, s("no answer")});
    QTRY_COMPARE(desk.card().outcome(), Outcome::Unknown);
    QVERIFY(desk.cardText().contains(s("Nobody knows yet")));
    QVERIFY(!desk.approve()->isVisible());
    for (int i = 0; i < 3; ++i) {
        desk.key(Qt::Key_D);
        desk.key(Qt::Key_Return, Qt::ControlModifier);
    }
    QTest::qWait(1500);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::brokenLogForbidsApproving()
{
    auto *stage = new scenes::InboxStage;
    stage->log = scenes::InboxStage::Log::Broken;
    stage->connectWith(some());
    Desk desk(stage);
    QVERIFY(desk.find<QWidget>("logBanner")->isVisible());
    QCOMPARE(desk.find<QWidget>("verifyState")->accessibleName(), s("Log: does not match"));
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(!desk.approve()->isVisible());
    QVERIFY2(desk.deny()->isEnabled(), "closed for approving, open for denying");
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    desk.key(Qt::Key_D);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::wrongHashForbidsApproving()
{
    QList<Approval> cards = some();
    cards[0].hashMatches = false;
    Desk desk(cards);
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(!desk.approve()->isVisible());
    QVERIFY(desk.cardText().contains(s("not what would be signed")));
    QVERIFY(desk.deny()->isEnabled());
}

void DecidingTest::offlineForbidsApproving()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    desk.backend().setLink(backends::LinkFact::Offline);
    scenes::ConsoleStage::settle();
    QVERIFY(!desk.approve()->isVisible());
    QVERIFY(desk.find<QWidget>("linkState")->accessibleName().startsWith(s("Connection: offline since ")));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    desk.backend().setLink(backends::LinkFact::Live);
    QTRY_COMPARE(desk.find<QWidget>("linkState")->accessibleName(), s("Connection: live"));
    QVERIFY2(!desk.card().canApprove(), "the delay starts anew");
}

void DecidingTest::reasonAfterDenial()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_D);
    desk.stage->confirm(Verdict::Deny);
    const QList<QPushButton *> reasons = desk.window().findChildren<QPushButton *>(s("denyReason"));
    QVERIFY(reasons.size() >= 3);
    QVERIFY(reasons.first()->isVisible());
    reasons.first()->click();
    QCOMPARE(desk.backend().sent.size(), size_t(2));
    const QJsonObject claims = claimsOf(desk.backend().sent.back());
    QCOMPARE(claims.value(s("decision")).toString(), s("deny"));
    QCOMPARE(claims.value(s("reason")).toString(), reasons.first()->text());
}

void DecidingTest::lessIsSigned()
{
    auto *stage = scenes::InboxStage::busy();
    Desk desk(stage);
    stage->open(s("apr_4"));
    desk.read();
    desk.find<QAbstractButton>("lessButton")->click();
    QVERIFY(desk.approve()->isEnabled());
    const QList<QAbstractButton *> scopes = desk.window().findChildren<QAbstractButton *>(s("lessScope"));
    QCOMPARE(scopes.size(), 2);
    scopes.at(1)->click();
    QVERIFY2(!desk.approve()->isEnabled(), "another grant than the one that was read");
    scopes.at(0)->click();
    QVERIFY2(scopes.at(0)->isChecked(), "nothing at all cannot be granted");
    stage->pass(700);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    const QJsonObject granted = claimsOf(desk.backend().sent.front()).value(s("granted")).toObject();
    QCOMPARE(granted.value(s("scope")).toString(), s("orders:refund"));
}

namespace {

Approval windowCard(std::optional<qint64> calls)
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.actionType = s("countersign.access");
    card.credential.ttl = card.credential.maxTtl = 7200;
    card.credential.maxCalls = calls;
    return card;
}

}  // namespace

void DecidingTest::fewerCallsAreSigned()
{
    for (const std::optional<qint64> asked : {std::optional<qint64>(80), std::optional<qint64>()}) {
        Desk desk({windowCard(asked)});
        desk.stage->open(s("apr_1"));
        desk.read();
        desk.find<QAbstractButton>("lessButton")->click();
        auto *calls = desk.find<QComboBox>("lessCalls");
        QVERIFY(calls->isVisible() && desk.approve()->isEnabled());
        for (int i = 1; i < calls->count(); ++i)
            QVERIFY2(!asked || calls->itemData(i).toLongLong() < *asked, qPrintable(calls->itemText(i)));
        calls->setCurrentIndex(calls->findData(10));
        QVERIFY2(!desk.approve()->isEnabled(), "another grant than the one that was read");
        desk.find<QComboBox>("lessTime")->setCurrentIndex(1);
        desk.stage->pass(700);
        desk.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(desk.backend().sent.size(), size_t(1));
        const QJsonObject granted = claimsOf(desk.backend().sent.front()).value(s("granted")).toObject();
        QCOMPARE(granted, (QJsonObject{{s("max_calls"), 10}, {s("ttl"), 3600}}));
    }
}

void DecidingTest::aChangeOfTheCatalogueHasNothingToTakeAway()
{
    Approval card = windowCard(std::nullopt);
    card.actionType = s("countersign.catalog");
    card.scopes.clear();
    Desk desk({card});
    desk.stage->open(s("apr_1"));
    desk.read();
    QVERIFY(!desk.find<QAbstractButton>("lessButton")->isVisible());
}

void DecidingTest::noBulkApproval_UI_18()
{
    QList<Approval> cards;
    for (int i = 0; i < 12; ++i)
        cards.append(refundCard({s("apr_%1").arg(i), Tier::High, kNow, 100 + i}));
    Desk desk(cards);
    QCOMPARE(desk.list().model()->rowCount(), 1);  // folded
    desk.key(Qt::Key_Down);
    desk.read();
    desk.key(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(desk.list().selectionModel()->selectedIndexes().size(), 1);
    desk.find<QLineEdit>("commentField")->setText(s("ok"));
    desk.find<QLineEdit>("codeField")->setText(s("K7P4-XM2Q"));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::denyAllSignsEach_UI_18()
{
    QList<Approval> cards;
    for (int i = 0; i < 4; ++i)
        cards.append(refundCard({s("apr_%1").arg(i), Tier::High, kNow, 100 + i}));
    cards.append(readCard({s("apr_other"), Tier::Low, kNow, 300}));
    Desk desk(cards);
    desk.key(Qt::Key_Down);
    auto *all = desk.find<QPushButton>("denyAllButton");
    QVERIFY(all->isVisible());
    all->click();
    auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
    QVERIFY(dialog);
    QVERIFY(desk.backend().sent.empty());
    dialog->findChild<QPushButton *>(s("acceptButton"))->click();
    QSet<QString> denied;
    for (size_t i = 0; i < 4; ++i) {
        QTRY_COMPARE(desk.backend().sent.size(), i + 1);
        const QJsonObject claims = claimsOf(desk.backend().sent.back());
        QCOMPARE(claims.value(s("decision")).toString(), s("deny"));
        denied.insert(claims.value(s("txn")).toString());
        Approval card = desk.backend().cards.value(base::ApprovalId(claims.value(s("txn")).toString()));
        card.status = approval::Status::Denied;
        ++card.version;
        desk.backend().cards.insert(card.id, card);
        backends::DecisionAnswer answer;
        answer.approval = card;
        desk.backend().nextDecision.give(answer);
    }
    QTest::qWait(50);
    QCOMPARE(denied, QSet<QString>({s("apr_0"), s("apr_1"), s("apr_2"), s("apr_3")}));
    QCOMPARE(desk.backend().sent.size(), size_t(4));
}

void DecidingTest::focusNeverFallsOnADecision()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    desk.deny()->setFocus();
    desk.key(Qt::Key_Space);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    desk.stage->confirm(Verdict::Deny);
    QVERIFY(!desk.approve()->hasFocus() && !desk.deny()->hasFocus());
    desk.find<QPushButton>("nextButton")->click();
    QCOMPARE(desk.card().ref().id.text(), s("apr_2"));
    QVERIFY(!desk.approve()->hasFocus() && !desk.deny()->hasFocus());
    desk.key(Qt::Key_Space);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

// The API, who asks, for whom and in which session are the authority's additions: on the card without unfolding anything,
// and inside the hash that is signed.
void DecidingTest::whatTheAuthorityAddsIsShownAndSigned_RA_25()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    const Approval &card = *desk.card().approval();
    const QJsonObject action = QJsonDocument::fromJson(card.canonical).object();
    const QString seen = desk.cardText();
    for (const char *added : {"rs", "client_id", "sub", "sid", "txn"}) {
        const QString value = action.value(QString::fromLatin1(added)).toString();
        QVERIFY2(!value.isEmpty(), added);
        QVERIFY2(seen.contains(value), added);
        QJsonObject other = action;
        other.insert(QString::fromLatin1(added), value + QLatin1Char('x'));
        QVERIFY2(approval::actionHash(base::json::canonical(other)) != card.actionHash, added);
    }
    QCOMPARE(approval::actionHash(base::json::canonical(action)), card.actionHash);
    desk.key(Qt::Key_D);
    QCOMPARE(claimsOf(desk.backend().sent.front()).value(s("adh")).toString(), QString::fromLatin1(card.actionHash));
}

void DecidingTest::whatIsShownIsSigned_UI_12()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    const QString hash = QString::fromLatin1(desk.card().approval()->actionHash);
    QVERIFY2(desk.cardText().contains(desk.card().approval()->actionText), "the sentence that is signed is the one on screen");
    // Between the look and the press another action takes the place of this one, under the same id.
    Approval other = desk.backend().cards.value(base::ApprovalId(s("apr_1")));
    sealCard(other, {{s("amount"), s("9999.00")}});
    ++other.version;
    desk.backend().cards.insert(other.id, other);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
    const QJsonObject claims = claimsOf(desk.backend().sent.front());
    QCOMPARE(claims.value(s("adh")).toString(), hash);
    QVERIFY(claims.value(s("adh")).toString() != QString::fromLatin1(other.actionHash));
    QCOMPARE(hash, QString::fromLatin1(approval::actionHash(desk.card().approval()->canonical)));
    // The authority refuses it; nothing stays armed, and the new one is read before anything else.
    backends::DecisionAnswer refused;
    refused.refusal = backends::Refusal::HashMismatch;
    desk.backend().nextDecision.give(refused);
    QTRY_VERIFY(desk.cardText().contains(s("9999.00")));
    QVERIFY(!desk.card().canApprove());
    QVERIFY(desk.cardText().contains(s("changed while you decided")));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::anUnsureClockDisarmsUntilReadAgain()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    desk.backend().readError = base::Error{base::Errc::Unavailable, {}};  // nothing heals it yet
    desk.stage->clock.stepMs(-3'600'000);
    desk.stage->console.clockWatch().look();
    QVERIFY2(!desk.card().canApprove(), "at once, and not with the next answer");
    scenes::ConsoleStage::settle();
    QVERIFY(!desk.approve()->isVisible());
    QVERIFY2(desk.deny()->isEnabled(), "denying stays possible");
    QVERIFY(desk.cardText().contains(s("The time is not sure")));
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    desk.backend().readError.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.cardText().contains(s("The time is not sure")), 10'000);
    QVERIFY2(!desk.card().canApprove(), "the delay starts anew");
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
}

void DecidingTest::anAuthorityWhoseClockJumpsIsReadAgain()
{
    Desk desk(some());
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    // It says now that a minute went by, and this computer knows better.
    desk.backend().time += 60;
    desk.card().reload();
    QTRY_VERIFY(desk.cardText().contains(s("The time is not sure")));
    QVERIFY(!desk.card().canApprove());
    // A second answer that goes on from there heals it.
    QTRY_VERIFY_WITH_TIMEOUT(!desk.cardText().contains(s("The time is not sure")), 10'000);
}

void DecidingTest::aPastRequestDecidesNothing()
{
    QList<Approval> cards = some();
    Desk desk(cards);
    Approval past = refundCard({s("apr_old1"), Tier::Low, kNow, -7000});
    past.actionText = s("Refund 18.50 EUR for order A-20377");
    past.status = approval::Status::Consumed;
    past.mayDecide = false;
    desk.backend().cards.insert(past.id, past);
    desk.key(Qt::Key_Down);
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    auto *row = desk.find<QAbstractButton>("pastRequest");
    QVERIFY(row->height() >= theme::minimumTarget);
    row->setFocus();
    desk.key(Qt::Key_Space);
    auto *panel = desk.find<QWidget>("pastCard");
    QVERIFY(panel->isVisible());
    QStringList texts;
    for (const auto *label : panel->findChildren<widgets::PlainLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY(texts.contains(s("A past request: Approved, used")));
    QVERIFY(texts.contains(past.actionText));
    QVERIFY(!panel->findChild<QWidget *>(s("approveButton")) && !panel->findChild<QWidget *>(s("denyButton")));
    QCOMPARE(desk.card().ref().id.text(), s("apr_1"));
    QVERIFY2(!desk.card().canApprove(), "two requests on screen");
    desk.stage->pass(10'000);
    desk.key(Qt::Key_D);
    desk.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(desk.backend().sent.empty());
    desk.key(Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QVERIFY2(!desk.card().ref().isEmpty(), "the first Esc closes what was opened last");
    QVERIFY(row->hasFocus());
    QVERIFY2(!desk.card().canApprove(), "the delay starts anew");
    desk.read();
    QVERIFY(desk.approve()->isEnabled());
    row->click();
    desk.list().setFocus();
    desk.list().setCurrentIndex(desk.list().model()->index(1, 0));
    scenes::ConsoleStage::settle();
    QVERIFY2(!panel->isVisible(), "it belonged to the other card");
}

void DecidingTest::denyingAllCanBeStopped()
{
    QList<Approval> cards;
    for (int i = 0; i < 4; ++i)
        cards.append(refundCard({s("apr_%1").arg(i), Tier::High, kNow, 100 + i}));
    Desk desk(cards);
    QSignalSpy said(&desk.window().inbox(), &inbox::InboxPage::said);
    desk.key(Qt::Key_Down);
    desk.find<QPushButton>("denyAllButton")->click();
    QVERIFY2(!QApplication::activeModalWidget()->findChild<QPushButton *>(s("denyOnlyButton")), "this authority cannot freeze");
    QApplication::activeModalWidget()->findChild<QPushButton *>(s("acceptButton"))->click();
    QTRY_COMPARE(desk.backend().sent.size(), size_t(1));
    auto *line = desk.find<QWidget>("denyingLine");
    QVERIFY(line->isVisible());
    line->findChild<QPushButton *>(s("cancelButton"))->click();
    desk.backend().nextDecision.give(backends::DecisionAnswer{cards[0], std::nullopt, -1, {}});
    QTRY_COMPARE(said.size(), 1);
    QVERIFY2(said.first().first().toString().startsWith(s("1 of 4 requests were denied.")), qPrintable(said.first().first().toString()));
    QVERIFY(!line->isVisible());
    QTest::qWait(50);
    QCOMPARE(desk.backend().sent.size(), size_t(1));
}

void DecidingTest::aFloodIsFrozenAndDenied()
{
    QList<Approval> cards;
    for (int i = 0; i < 3; ++i)
        cards.append(refundCard({s("apr_%1").arg(i), Tier::High, kNow, 100 + i}));
    Desk desk(cards);
    FakeClients clients;
    desk.backend().directory = &clients;
    QSignalSpy said(&desk.window().inbox(), &inbox::InboxPage::said);
    desk.key(Qt::Key_Down);
    auto *all = desk.find<QPushButton>("denyAllButton");
    QCOMPARE(all->text(), s("Deny all and freeze this client"));
    all->click();
    QVERIFY(clients.frozen.isEmpty());
    QApplication::activeModalWidget()->findChild<QPushButton *>(s("acceptButton"))->click();
    QCOMPARE(clients.frozen.size(), 1);
    QVERIFY(clients.frozen.first().startsWith(s("cli_7fQ2mX: ")));
    for (Approval card : cards) {
        card.status = approval::Status::Cancelled;
        desk.backend().cards.insert(card.id, card);
    }
    clients.answer.give(clients.done(s("cli_7fQ2mX")));
    QTRY_COMPARE(said.size(), 1);
    QCOMPARE(said.first().first().toString(), s("The client is frozen, and 3 of its requests ended."));
    QVERIFY(desk.backend().sent.empty());
    desk.backend().directory = nullptr;
}

COUNTERSIGN_UI_TEST_MAIN(DecidingTest)
#include "deciding_test.moc"
