// The list and what stands on the card: hostile text, rows that hold still, names for screen readers, ten thousand rows.
#include "tests/ui/ui_test.h"

#include <QAccessible>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <ctime>

using namespace countersign;
using namespace countersign::tests;
using approval::Tier;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// Microseconds of work of this thread: a busy machine must not make a test fail.
class WorkTimer {
public:
    WorkTimer() : m_start(now()) {}
    [[nodiscard]] qint64 microseconds() const { return now() - m_start; }

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
    }
    qint64 m_start;
};

QString rowName(inbox::RequestList &list, int row)
{
    return list.model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
}

}  // namespace

class InboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ampersandIsKept_UI_05();
    void hiddenCharactersShow_UI_07();
    void mixedScriptsAreFlagged_UI_08();
    void newlinesAreEscaped_UI_10();
    void canonicalBesideFriendly_UI_11();
    void placeholdersStayText_UI_23();
    void listHoldsStillUnderThePointer_UI_14();
    void listHoldsStillWhileDeciding_UI_14();
    void tenThousandRows_UI_22();
    void bigCard_UI_22();
    void rowsAreNamed();
    void foldedRowsCount();
    void namesOfThePlaces();
    void readingOrder();
    void everyFocusIsNamed();
    void searchNarrows();
    void screenStates();
    void aCommonCardStandsWhole();
    void authoritysReasonsSpeakOurLanguage();
    void deprecatedScopesShowTheirSuccessor();
};

void InboxTest::ampersandIsKept_UI_05()
{
    auto *stage = scenes::InboxStage::busy();
    stage->console.authorities().at(0)->setBadge({s("AT&T & Co"), s("a.example"), 2});
    Approval card = readCard({s("apr_amp"), Tier::Low, kNow, 60});
    card.client.id = base::ClientId(s("cli_amp"));  // or it would fold into another row
    card.client.name = s("AT&T bot");
    card.credential.ttl = 600;
    card.scopes = {{s("a&b:read"), s("Read A&B"), Tier::Low, false, {}}, {s("c&d:read"), s("Read"), Tier::Low, false, {}}};
    Desk desk(stage);
    stage->arrive(card);
    stage->open(s("apr_amp"));
    QVERIFY(desk.cardText().contains(s("AT&T bot")));
    QVERIFY(desk.cardText().contains(s("AT&T & Co")));
    QCOMPARE(desk.find<QAbstractButton>("lessScope")->text(), s("a&&b:read"));
    QVERIFY(desk.find<QAbstractButton>("lessScope")->shortcut().isEmpty());
    QVERIFY(rowName(desk.list(), desk.list().currentIndex().row()).contains(s("AT&T bot, for")));
}

void InboxTest::hiddenCharactersShow_UI_07()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.actionText = s("Refund 10\xE2\x80\x8B.00 EUR to \xE2\x80\xAEkcatta\xC2\xAD");
    card.params[3].value = s("ha\xF3\xA0\x81\xA1\xCC\xB6\xCC\xB6\xCC\xB6\xCC\xB6\xCC\xB6llo");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    const QString text = desk.cardText() + rowName(desk.list(), 0) + desk.list().model()->index(0, 0).data().toString();
    for (const char *wanted : {"[U+200B]", "[U+202E]", "[U+00AD]", "[U+E0061]"})
        QVERIFY2(text.contains(s(wanted)), wanted);
    for (const char16_t hidden : {u'\u200B', u'\u202E', u'\u00AD'})
        QVERIFY(!text.contains(QChar(hidden)));
}

void InboxTest::mixedScriptsAreFlagged_UI_08()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.client.name = s("p\xD0\xB0yments-bot");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    QVERIFY(desk.cardText().contains(s("several scripts")));
}

void InboxTest::newlinesAreEscaped_UI_10()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.params[0].value = s("A-1\nStatus: approved\tby all");
    card.client.name = s("bot\r\nApproved by: admin");
    card.reason = s("x\xE2\x80\xA8Policy: none");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    const QStringList lines = desk.cardText().split(QLatin1Char('\n'));
    QVERIFY(lines.contains(s("A-1[U+000A]Status: approved[U+0009]by all")));
    QVERIFY(lines.contains(s("bot[U+000D][U+000A]Approved by: admin")));
    for (const QString &line : lines)
        QVERIFY(!line.startsWith(s("Status:")) && !line.startsWith(s("Approved by: admin")) && !line.startsWith(s("Policy: none")));
    QVERIFY(!rowName(desk.list(), 0).contains(QLatin1Char('\n')));
}

void InboxTest::canonicalBesideFriendly_UI_11()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.params[1].value = s("1.000,00");
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    Desk desk({card});
    desk.key(Qt::Key_Down);
    QVERIFY2(desk.cardText().contains(s("1.000,00")), "values are shown as they are, whatever the locale");
    // The canonical text is on the card, unfolded by one press, byte for byte.
    desk.find<QAbstractButton>("canonicalToggle")->click();
    auto *canonical = desk.find<QPlainTextEdit>("canonicalText");
    QVERIFY(canonical->isVisible());
    QCOMPARE(canonical->toPlainText(), QString::fromUtf8(card.canonical));
    QVERIFY(desk.cardText().contains(QString::fromLatin1(card.actionHash)));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void InboxTest::placeholdersStayText_UI_23()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.client.name = s("%2 %1 %n");
    card.subject.name = s("%5");
    card.client.owner = s("%3%1");
    card.scopes[0].title = s("%1%2%3");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    QVERIFY(rowName(desk.list(), 0).contains(s("%2 %1 %n, for %5.")));
    QVERIFY(desk.cardText().contains(s("owned by %3%1")));
    QVERIFY(desk.cardText().contains(s("%1%2%3")));
}

void InboxTest::listHoldsStillUnderThePointer_UI_14()
{
    Desk desk({refundCard({s("apr_5"), Tier::Low, kNow, 200}), readCard({s("apr_6"), Tier::Low, kNow, 250})});
    const QRect second = desk.list().visualRect(desk.list().model()->index(1, 0));
    QEnterEvent enter(second.center(), second.center(), desk.list().viewport()->mapToGlobal(second.center()));
    QApplication::sendEvent(desk.list().viewport(), &enter);
    desk.stage->arrive(deleteCard({s("apr_1"), Tier::Critical, kNow, 20}));
    QCOMPARE(desk.list().model()->rowCount(), 2);
    QVERIFY(rowName(desk.list(), 1).contains(s("Read the production table")));
    auto *fresh = desk.find<QPushButton>("newButton");
    QVERIFY(fresh->isVisible());
    QCOMPARE(fresh->accessibleName(), s("1 new"));
    // Pressing the mouse where the row was opens that row.
    QTest::mouseClick(desk.list().viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(desk.card().ref().id.text(), s("apr_6"));
    fresh->click();
    QCOMPARE(desk.list().model()->rowCount(), 3);
    QVERIFY(rowName(desk.list(), 0).startsWith(s("Critical risk")));
    QCOMPARE(desk.card().ref().id.text(), s("apr_6"));
    QCOMPARE(desk.list().currentIndex().row(), 2);
}

void InboxTest::listHoldsStillWhileDeciding_UI_14()
{
    Desk desk({refundCard({s("apr_5"), Tier::Low, kNow, 200}), readCard({s("apr_6"), Tier::Low, kNow, 250})});
    desk.key(Qt::Key_Down);
    QCOMPARE(desk.card().ref().id.text(), s("apr_5"));
    desk.stage->arrive(deleteCard({s("apr_1"), Tier::Critical, kNow, 20}));
    QCOMPARE(desk.list().model()->rowCount(), 2);
    QCOMPARE(desk.list().currentIndex().row(), 0);
    // Another one ends: its row stays, greyed.
    Approval gone = desk.backend().cards.value(base::ApprovalId(s("apr_6")));
    gone.status = approval::Status::Denied;
    ++gone.version;
    desk.stage->arrive(gone);
    QCOMPARE(desk.list().model()->rowCount(), 2);
    QVERIFY(rowName(desk.list(), 1).contains(s("No longer pending")));
    desk.key(Qt::Key_Escape);
    QCOMPARE(desk.list().model()->rowCount(), 2);
    QVERIFY(rowName(desk.list(), 0).startsWith(s("Critical risk")));
    QVERIFY2(desk.card().ref().isEmpty(), "nothing opens by itself");
}

void InboxTest::tenThousandRows_UI_22()
{
    QList<Approval> cards;
    for (int i = 0; i < 10'000; ++i) {
        Approval card = makeApproval(s("apr_%1").arg(i, 5, 10, QLatin1Char('0')), Tier::Medium);
        card.requestedAt = kNow;
        card.expiresAt = kNow + 100 + i;
        card.actionText = s("Refund %1.00 EUR for order A-%2").arg(i).arg(20'000 + i);
        cards.append(card);
    }
    Desk desk(cards, {1200, 820});
    QCOMPARE(desk.list().model()->rowCount(), 10'000);
    qint64 worst = 0;
    QScrollBar *bar = desk.list().verticalScrollBar();
    for (int i = 0; i < 200; ++i) {
        const WorkTimer frame;
        bar->setValue(i < 150 ? i * 40 : i * bar->maximum() / 200);
        desk.list().viewport()->repaint();
        worst = std::max(worst, frame.microseconds());
    }
    const WorkTimer tick;
    desk.stage->console.inbox().tick();
    desk.list().viewport()->repaint();
    const qint64 ticked = tick.microseconds() / 1000;
    qInfo("worst frame %lld us, clock tick %lld ms", static_cast<long long>(worst), static_cast<long long>(ticked));
    QVERIFY2(worst < 50'000, "a frame of more than 50 ms of work, without optimisation");
    QVERIFY(ticked < 100);
}

void InboxTest::bigCard_UI_22()
{
    Approval card = refundCard({s("apr_1"), Tier::Low, kNow, 100});
    card.canonical = QByteArray(1'000'000, 'x');
    card.reason = QString(1'000'000, QLatin1Char('y'));
    card.actionText = QString(20'000, QLatin1Char('z'));
    Desk desk({card});
    const WorkTimer time;
    desk.key(Qt::Key_Down);
    desk.window().repaint();
    QVERIFY2(time.microseconds() < 1'500'000, qPrintable(QString::number(time.microseconds())));
    QVERIFY(desk.cardText().size() < 50'000);
}

void InboxTest::rowsAreNamed()
{
    Desk desk({refundCard({s("apr_1"), Tier::High, kNow, 252})});
    QCOMPARE(rowName(desk.list(), 0), s("High risk. Refund 1240.00 EUR for order A-20417. support-desk, for Maria Santos. 4 min 12 s left."));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&desk.list());
    QCOMPARE(list->text(QAccessible::Name), s("Pending requests"));
    QCOMPARE(list->role(), QAccessible::List);
    QVERIFY(list->childCount() >= 1);
    QCOMPARE(list->child(0)->text(QAccessible::Name), rowName(desk.list(), 0));
}

void InboxTest::foldedRowsCount()
{
    QList<Approval> cards;
    for (int i = 0; i < 3; ++i)
        cards.append(refundCard({s("apr_%1").arg(i), Tier::High, kNow, 100}));
    Desk desk(cards);
    QCOMPARE(desk.list().model()->rowCount(), 1);
    QVERIFY(rowName(desk.list(), 0).endsWith(s("3 equal requests.")));
}

void InboxTest::namesOfThePlaces()
{
    auto *stage = scenes::InboxStage::busy();
    Desk desk(stage);
    stage->open(s("apr_1"));
    const QList<QPair<const char *, const char *>> names{{"railInbox", "Inbox, 4 pending"}, {"inboxList", "Pending requests"}, {"approvalCard", "Approval"},
        {"denyButton", "Deny"}, {"approveButton", "Approve"}, {"commentField", "Comment"}, {"codeField", "Requester's code"}, {"searchField", "Search"},
        {"linkState", "Connection: live"}, {"verifyState", "Log: verified"}};
    for (const auto &[object, name] : names) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(desk.find<QWidget>(object));
        QVERIFY2(face, object);
        QCOMPARE(face->text(QAccessible::Name), s(name));
    }
    QCOMPARE(QAccessible::queryAccessibleInterface(desk.approve())->role(), QAccessible::Button);
    QVERIFY(QAccessible::queryAccessibleInterface(desk.approve())->state().disabled);
    QVERIFY(!QAccessible::queryAccessibleInterface(desk.deny())->state().disabled);
    QCOMPARE(QAccessible::queryAccessibleInterface(desk.find<QWidget>("commentField"))->role(), QAccessible::EditableText);
    QVERIFY(desk.window().findChild<QAbstractButton *>(s("canonicalToggle"))->text().contains(s("canonical")));
    QVERIFY(desk.find<QAbstractButton>("canonicalToggle")->isCheckable());
    QCOMPARE(desk.window().windowTitle(), s("(4) Countersign"));
}

namespace {

void collect(QAccessibleInterface *face, QStringList &names)
{
    if (!face || face->state().invisible)
        return;
    if (const QString name = face->text(QAccessible::Name); !name.isEmpty())
        names.append(name);
    for (int i = 0; i < face->childCount(); ++i)
        collect(face->child(i), names);
}

}  // namespace

void InboxTest::readingOrder()
{
    auto *stage = scenes::InboxStage::busy();
    Desk desk(stage);
    stage->open(s("apr_1"));
    QStringList heard;
    collect(QAccessible::queryAccessibleInterface(desk.find<QWidget>("approvalCard")), heard);
    const QStringList wanted{s("Approval"), s("Refund 1240.00 EUR for order A-20417"), s("support-desk"), s("Maria Santos"), s("High risk"), s("Order"), s("A-20417"),
                             s("Amount"), s("1240.00"), s("Parcel lost, customer called twice"), s("The parcel was lost on the way; the carrier confirmed it this morning."),
                             s("orders:refund: Refund orders, owned by payments-team"), s("0 of 1 approvals, from payments-approvers."), s("Comment"), s("Requester's code"), s("Deny"), s("Approve")};
    qsizetype at = 0;
    for (const QString &each : wanted) {
        const qsizetype found = heard.indexOf(each, at);
        QVERIFY2(found >= 0, qPrintable(each + s(" is missing or too early in:\n") + heard.join(QLatin1Char('\n'))));
        at = found;
    }
}

void InboxTest::everyFocusIsNamed()
{
    auto *stage = scenes::InboxStage::busy();
    Desk desk(stage);
    stage->open(s("apr_4"));
    desk.find<QAbstractButton>("canonicalToggle")->click();
    desk.find<QAbstractButton>("lessButton")->click();
    int seen = 0;
    for (QWidget *widget : desk.window().findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->inherits("QScrollBar"))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        const QString name = face ? face->text(QAccessible::Name) : QString();
        const bool isText = qobject_cast<widgets::PlainLabel *>(widget);
        QVERIFY2(!name.isEmpty(), qPrintable(s("%1 %2").arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName())));
        if (!isText && !widget->objectName().startsWith(s("qt_")))
            QVERIFY2(!widget->objectName().isEmpty(), qPrintable(s("%1 named %2").arg(QString::fromLatin1(widget->metaObject()->className()), name)));
        ++seen;
    }
    QVERIFY(seen > 12);
}

void InboxTest::searchNarrows()
{
    Desk desk(scenes::InboxStage::busy());
    auto *search = desk.find<QLineEdit>("searchField");
    search->setFocus();
    QTest::keyClicks(search, s("billing delete"));
    QCOMPARE(desk.list().model()->rowCount(), 1);
    QVERIFY(rowName(desk.list(), 0).contains(s("billing-agent")));
    QVERIFY(desk.backend().sent.empty());
    search->setText(s("nothing like it"));
    QVERIFY(!desk.list().isVisible());
    desk.find<QPushButton>("emptyAction")->click();
    QVERIFY(search->text().isEmpty());
    QCOMPARE(desk.list().model()->rowCount(), 4);
}

void InboxTest::screenStates()
{
    Desk empty{QList<Approval>{}};
    QStringList texts;
    for (const auto *label : empty.window().findChildren<widgets::PlainLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY(texts.contains(s("Nothing waits for you")));
    empty.backend().setLink(backends::LinkFact::Offline);
    scenes::ConsoleStage::settle();
    QVERIFY(empty.find<QWidget>("linkState")->accessibleName().startsWith(s("Connection: offline since")));
    QPushButton *retry = nullptr;
    for (QPushButton *button : empty.window().findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == s("Retry"))
            retry = button;
    }
    QVERIFY(retry);
}

// Three to six parameters, in an ordinary window: nobody has to scroll before approving.
void InboxTest::aCommonCardStandsWhole()
{
    for (const Tier tier : {Tier::Low, Tier::Medium, Tier::High}) {
        Approval card = refundCard({s("apr_1"), tier, kNow, 100});
        sealCard(card, {{s("a"), s("1240.00")}, {s("b"), s("EUR")}, {s("c"), s("A-20417")}, {s("d"), s("Parcel lost")}, {s("e"), s("NL")}, {s("f"), s("7")}});
        Desk desk({card}, {1200, 900});
        desk.key(Qt::Key_Down);
        QTest::qWait(300);
        desk.stage->pass(2'100);
        const QList<console::Blocker> blockers = desk.card().approveBlockers();
        QVERIFY2(!blockers.contains(console::Blocker::EndNotSeen), qPrintable(approval::tierName(tier)));
    }
}

void InboxTest::authoritysReasonsSpeakOurLanguage()
{
    Approval card = refundCard({s("apr_1"), Tier::High, kNow, 100});
    card.risk.reasons = {s("one"), s("two"), s("three <b>\n")};
    card.risk.codes = {s("first_of_type"), s("client_flood:12\n"), s("a_code_of_tomorrow")};
    card.obstacle = s("Their words");
    card.obstacleCode = s("client_gone");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    QVERIFY(desk.cardText().contains(s("This client asks for an action of this type for the first time.")));
    QVERIFY(desk.cardText().contains(s("at least 12[U+000A] requests")));
    QVERIFY2(desk.cardText().contains(s("The authority says: “three <b>[U+000A]”")), "an unknown code leaves the authority's own words, and says whose they are");
    QVERIFY(desk.cardText().contains(s("The client is disabled, expired or deleted.")));
    QVERIFY(!desk.cardText().contains(s("Their words")));
}

void InboxTest::deprecatedScopesShowTheirSuccessor()
{
    Approval card = refundCard({s("apr_1"), Tier::High, kNow, 100});
    card.scopes[0].deprecated = true;
    card.scopes[0].sunset = kNow + 9 * 86'400;
    card.scopes[0].use = s("orders:refund:\xE2\x80\xAE" "create");
    card.scopes[0].why = s("Split by amount");
    Desk desk({card});
    desk.key(Qt::Key_Down);
    QVERIFY(desk.cardText().contains(s("Deprecated: refused in 9 d")));
    QVERIFY(desk.cardText().contains(s("orders:refund:[U+202E]create takes its place.")));
    QVERIFY(desk.cardText().contains(s("Why: Split by amount")));
}

COUNTERSIGN_UI_TEST_MAIN(InboxTest)
#include "inbox_test.moc"
