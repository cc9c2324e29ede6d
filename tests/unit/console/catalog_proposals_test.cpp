// A change that waits for a second admin is found again by a console that knows nothing of it, and by nobody else's console.
#include "app/console/catalog/catalog_list.h"
#include "app/console/inbox/inbox_reader.h"
#include "app/console/settings.h"

#include "tests/support/fake_backend.h"
#include "tests/support/fake_catalog.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using approval::Status;
using console::CatalogProposal;

namespace {

const QString kMe = QStringLiteral("usr_alice");  // as FakeBackend signs in

// A request for a change of the catalogue, as the authority tells it.
tests::Approval proposal(const QString &id, const QString &by = kMe, const QString &type = QStringLiteral("countersign.catalog"), const QString &through = QStringLiteral("countersign-console"))
{
    tests::Approval card = tests::makeApproval(id, approval::Tier::High);
    const QJsonObject params{{QStringLiteral("replaces"), 7}, {QStringLiteral("reason"), QStringLiteral("Ticket 4711")}, {QStringLiteral("sha256"), QStringLiteral("00")},
                             {QStringLiteral("changes"), QJsonArray{QStringLiteral("~ scope a:b: risk high → medium"), QStringLiteral("- scope c:d")}}};
    card.actionType = type;
    card.client.id = base::ClientId(through);
    card.subject.sub = base::Subject(by);
    card.reason = QStringLiteral("Ticket 4711");
    card.canonical = approval::canonicalAction({type, params, QStringLiteral("https://authority.example"), card.client.id, card.subject.sub, {}, card.id});
    card.actionHash = approval::actionHash(card.canonical);
    card.mayDecide = false;
    return card;
}

// A console that has just been started; the authority knows of requests from before.
struct Fixture {
    tests::FakeCatalog desk;
    base::ManualClock clock{1'000'000};
    tests::FakeBackend *backend = nullptr;
    console::AuthorityList authorities;
    console::InboxModel inbox{clock};
    console::InboxReader reader{authorities, inbox};
    console::CatalogList list{authorities};
    console::AuthoritySession *session = nullptr;

    explicit Fixture(const QList<tests::Approval> &pending, bool mayWrite = true, console::Settings *settings = nullptr)
    {
        if (settings)
            list.keepChangesIn(*settings);
        list.followInbox(inbox, reader);
        auto owned = std::make_unique<tests::FakeBackend>();
        backend = owned.get();
        backend->desk = &desk;
        backend->scopes += QStringLiteral("catalog:read");
        if (mayWrite)
            backend->scopes += QStringLiteral("catalog:write");
        for (const tests::Approval &card : pending)
            backend->cards.insert(card.id, card);
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("one"));
        parts.backend = std::move(owned);
        parts.clock = &clock;
        session = authorities.add(std::make_unique<console::AuthoritySession>(std::move(parts)));
        QObject::connect(session, &console::AuthoritySession::connected, &reader, [this] { reader.start(session->id()); });
        QObject::connect(session, &console::AuthoritySession::hint, &reader, [this](const backends::EventHint &event) { reader.readOne({session->id(), event.id}); });
        session->start();
        settle();
        backend->setLink(backends::LinkFact::Live);
        settle();
    }
    static void settle() { QTest::qWait(10); }
    console::CatalogProposals &proposals() { return list.at(0)->proposals(); }
    void becomes(const QString &id, Status status, qint64 version = 2)
    {
        tests::Approval &card = backend->cards[base::ApprovalId(id)];
        card.status = status;
        card.version = version;
    }
    QStringList ids()
    {
        QStringList found;
        for (const CatalogProposal &item : proposals().items())
            found.append(item.id.text());
        return found;
    }
};

}  // namespace

class CatalogProposalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isFoundAgainAfterAStart()
    {
        Fixture f({proposal(QStringLiteral("apr_mine"))});
        QCOMPARE(f.ids(), QStringList{QStringLiteral("apr_mine")});
        const CatalogProposal item = f.proposals().items().first();
        QCOMPARE(item.status, Status::Pending);
        QCOMPARE(item.replaces, 7);
        QCOMPARE(item.reason, QStringLiteral("Ticket 4711"));
        QCOMPARE(item.changes, (QStringList{QStringLiteral("~ scope a:b: risk high → medium"), QStringLiteral("- scope c:d")}));
        // The code was told to the run that asked, and to nobody since.
        QVERIFY(f.proposals().codeOf(item.id).isEmpty());
    }

    void othersRequestsAreNotMine()
    {
        Fixture f({proposal(QStringLiteral("apr_hers"), QStringLiteral("usr_bao")), proposal(QStringLiteral("apr_refund"), kMe, QStringLiteral("orders.refund")),
                   proposal(QStringLiteral("apr_program"), kMe, QStringLiteral("countersign.catalog"), QStringLiteral("evil-bot"))});
        QCOMPARE(f.ids(), QStringList());
    }

    void whoMayNotWriteAsksForNothing()
    {
        Fixture f({proposal(QStringLiteral("apr_mine"))}, false);
        QCOMPARE(f.ids(), QStringList());
        QCOMPARE(f.backend->reads, 0);
    }

    // What is not the text that is signed says nothing.
    void aCardThatLiesIsNotShown()
    {
        tests::Approval lie = proposal(QStringLiteral("apr_lie"));
        lie.hashMatches = false;
        Fixture f({lie});
        QCOMPARE(f.ids(), QStringList());
    }

    void tellsWhatBecameOfIt_data()
    {
        QTest::addColumn<int>("status");
        for (const Status status : {Status::Denied, Status::Expired, Status::Cancelled, Status::Consumed, Status::Revoked})
            QTest::addRow("%s", qPrintable(approval::statusName(status))) << static_cast<int>(status);
    }
    void tellsWhatBecameOfIt()
    {
        QFETCH(int, status);
        Fixture f({proposal(QStringLiteral("apr_mine"))});
        f.becomes(QStringLiteral("apr_mine"), static_cast<Status>(status));
        f.backend->tell(QStringLiteral("apr_mine"), 2);
        f.settle();
        QCOMPARE(f.proposals().items().size(), 1);
        QCOMPARE(static_cast<int>(f.proposals().items().first().status), status);
        f.proposals().putAway(base::ApprovalId(QStringLiteral("apr_mine")));
        QCOMPARE(f.ids(), QStringList());
        f.backend->tell(QStringLiteral("apr_mine"), 2);
        f.settle();
        QCOMPARE(f.ids(), QStringList());
    }

    // It is no longer among the pending ones then.
    void decidedWhileTheLinkWasDown()
    {
        Fixture f({proposal(QStringLiteral("apr_mine"))});
        f.backend->setLink(backends::LinkFact::Offline);
        f.becomes(QStringLiteral("apr_mine"), Status::Denied);
        f.settle();
        QCOMPARE(f.proposals().items().first().status, Status::Pending);
        f.backend->setLink(backends::LinkFact::Live);
        f.settle();
        QCOMPARE(f.proposals().items().first().status, Status::Denied);
    }

    // What became of it is told by the next start, and by later ones, until it is put away; to the one who asked alone.
    void decidedWhileTheConsoleWasClosed()
    {
        const QTemporaryDir folder;
        console::Settings settings(folder.path());
        const tests::Approval asked = proposal(QStringLiteral("apr_mine"));
        QCOMPARE(Fixture({asked}, true, &settings).ids(), QStringList{QStringLiteral("apr_mine")});
        tests::Approval denied = asked;
        denied.status = Status::Denied;
        denied.version = 2;
        {
            Fixture offline({}, true, &settings);  // it cannot be had this time
            QCOMPARE(offline.ids(), QStringList());
        }
        settings.setCatalogChanges(QStringLiteral("one"), kMe, {QStringLiteral("apr_mine")});
        {
            Fixture later({denied}, true, &settings);
            QCOMPARE(later.ids(), QStringList{QStringLiteral("apr_mine")});
            QCOMPARE(later.proposals().items().first().status, Status::Denied);
        }
        Fixture again({denied}, true, &settings);
        QCOMPARE(again.ids(), QStringList{QStringLiteral("apr_mine")});
        again.proposals().putAway(asked.id);
        QCOMPARE(Fixture({denied}, true, &settings).ids(), QStringList());
        // Another person of this desktop has none of it.
        settings.setCatalogChanges(QStringLiteral("one"), QStringLiteral("usr_bao"), {QStringLiteral("apr_mine")});
        QCOMPARE(Fixture({denied}, true, &settings).ids(), QStringList());
    }

    void oneAskedElsewhereArrives()
    {
        Fixture f({});
        const tests::Approval card = proposal(QStringLiteral("apr_later"));
        f.backend->cards.insert(card.id, card);
        f.backend->tell(QStringLiteral("apr_later"), 1);
        f.settle();
        QCOMPARE(f.ids(), QStringList{QStringLiteral("apr_later")});
    }

    // Nothing of one person is left for the next.
    void aSignOutForgets()
    {
        Fixture f({proposal(QStringLiteral("apr_mine"))});
        f.proposals().noteCode(base::ApprovalId(QStringLiteral("apr_mine")), QStringLiteral("493817"));
        f.desk.state = backends::CatalogState{};
        f.backend->setState(backends::SignInState::SignedOut);
        f.settle();
        QCOMPARE(f.ids(), QStringList());
        QVERIFY(f.proposals().codeOf(base::ApprovalId(QStringLiteral("apr_mine"))).isEmpty());
    }

    // An authority that floods makes nobody read for ever.
    void readsNoMoreThanAPersonCanHave()
    {
        QList<tests::Approval> many;
        for (int i = 0; i < 500; ++i)
            many.append(proposal(QStringLiteral("apr_%1").arg(i)));
        Fixture f(many);
        QVERIFY(f.backend->reads <= 32);
    }
};

QTEST_GUILESS_MAIN(CatalogProposalsTest)
#include "catalog_proposals_test.moc"
