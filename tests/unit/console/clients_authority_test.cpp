// Clients against a real authority over the wire: made, extended, given a new secret, frozen and revoked, and what of it is true.
#include "app/console/clients/clients.h"
#include "tests/support/local_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::ClientController;
using console::ClientDraft;
using console::ClientRef;
using console::Clients;
using console::ClientsModel;
using console::ClientStatus;
using Change = ClientController::Change;
using Progress = ClientController::Progress;

class ClientsAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_session = tests::startSession(m_local, m_authorities);
        connect(m_session, &console::AuthoritySession::connected, m_session, &console::AuthoritySession::caughtUp);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->link(), console::Link::Live, 20'000);
        m_clients.look();
        QTRY_COMPARE_WITH_TIMEOUT(m_clients.reading(), Clients::Reading::Done, 20'000);
    }

    void cleanupTestCase() { m_authorities.remove(console::AuthorityId(QStringLiteral("local"))); }

    void theListHoldsWhatTheAuthorityHas()
    {
        QVERIFY(m_clients.list().find(ref(QStringLiteral("bot"))));
        QVERIFY(m_clients.list().find(ref(QStringLiteral("countersign-console"))));
        QVERIFY(m_clients.list().find(ref(QStringLiteral("countersign-console")))->builtIn);
        QVERIFY(!m_clients.list().find(ref(QStringLiteral("bot")))->temporary);
    }

    void theCatalogueIsOffered()
    {
        m_clients.draft().start();
        QCOMPARE(m_clients.draft().authority().text(), QStringLiteral("local"));
        const auto offered = [this] {
            const QList<console::CatalogScope> scopes = m_clients.catalogues().usable(m_session->id());
            return !scopes.isEmpty() && scopes.first().name == QStringLiteral("orders:refund:create");
        };
        // An authority without the endpoint is one whose risks are unknown, and the form says so.
        if (m_session->backend().catalog())
            QTRY_VERIFY_WITH_TIMEOUT(offered(), 10'000);
        else
            QCOMPARE(m_clients.catalogues().state(m_session->id()), console::ScopeLookup::State::Missing);
    }

    void madeSignsInUntilItsEnd()
    {
        const ClientRef made = make(QStringLiteral("archive migration"), 900);
        QVERIFY(!made.isEmpty());
        QVERIFY(m_clients.draft().madeScopes() == QStringList{QStringLiteral("orders:refund:create")});
        const QByteArray secret = m_clients.draft().secret()->reveal().toByteArray();
        QVERIFY(secret.size() >= 32);
        m_clients.draft().forgetSecret();
        QTRY_VERIFY_WITH_TIMEOUT(m_clients.list().find(made), 10'000);
        const console::ClientEntry &listed = *m_clients.list().find(made);
        QVERIFY(listed.temporary && listed.mayExtend);
        QCOMPARE(listed.reason, QStringLiteral("under test"));
        QVERIFY(m_clients.list().timeLeftMs(made) > 880'000);
        const QJsonObject token = m_local.signIn(made.id.text(), secret);
        QVERIFY2(token.contains(QStringLiteral("access_token")), qPrintable(QString::fromUtf8(base::json::canonical(token))));
        // Its token is seen on its card, and dies with it.
        open(made);
        QTRY_COMPARE_WITH_TIMEOUT(m_clients.card().client()->tokens.size(), 1, 10'000);
        QVERIFY(!m_clients.card().client()->history.isEmpty());
        change(Change::Revoke);
        QCOMPARE(m_clients.card().outcome().progress, Progress::Done);
        QCOMPARE(m_clients.card().status(), ClientStatus::Revoked);
        QCOMPARE(m_local.signIn(made.id.text(), secret).value(QStringLiteral("error")).toString(), QStringLiteral("invalid_client"));
        QVERIFY(!m_local.introspect(token.value(QStringLiteral("access_token")).toString()).value(QStringLiteral("active")).toBool());
        m_clients.list().setFilter(ClientsModel::Filter::Ended);
        QVERIFY(m_clients.list().rowOf(made) >= 0);  // the tombstone
        m_clients.list().setFilter(ClientsModel::Filter::Alive);
    }

    void extendedOnceAndThenNoMore()
    {
        const ClientRef made = make(QStringLiteral("long work"), 900);
        open(made);
        const qint64 end = *m_clients.card().client()->expiresAt;
        m_clients.card().extend(3600, QStringLiteral("takes longer"));
        QTRY_VERIFY_WITH_TIMEOUT(m_clients.card().outcome().progress != Progress::Asked, 10'000);
        QCOMPARE(m_clients.card().outcome().progress, Progress::Done);
        QCOMPARE(m_clients.card().client()->expiresAt, std::optional(end + 3600));
        QVERIFY(!m_clients.card().may(Change::Extend));
        QSignalSpy refused(&m_clients, &Clients::notExtended);
        m_clients.extendByOneStep(made, QStringLiteral("again"));
        QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 10'000);
        QCOMPARE(refused.first().at(1).value<Clients::NotExtended>(), Clients::NotExtended::Refused);
    }

    void aNewSecretReplacesTheOld()
    {
        const ClientRef made = make(QStringLiteral("lost its secret"), 900);
        const QByteArray old = m_clients.draft().secret()->reveal().toByteArray();
        open(made);
        change(Change::Rotate);
        QCOMPARE(m_clients.card().outcome().progress, Progress::Done);
        QVERIFY(m_clients.card().secret());
        const QByteArray fresh = m_clients.card().secret()->reveal().toByteArray();
        QVERIFY(fresh != old);
        QCOMPARE(m_local.signIn(made.id.text(), old).value(QStringLiteral("error")).toString(), QStringLiteral("invalid_client"));
        QVERIFY(m_local.signIn(made.id.text(), fresh).contains(QStringLiteral("access_token")));
    }

    void frozenAndLetGoOn()
    {
        const ClientRef made = make(QStringLiteral("behaves oddly"), 900);
        const QByteArray secret = m_clients.draft().secret()->reveal().toByteArray();
        open(made);
        change(Change::Freeze);
        QCOMPARE(m_clients.card().status(), ClientStatus::Disabled);
        QCOMPARE(m_clients.card().client()->disabledReason, QStringLiteral("under test"));
        QVERIFY(!m_local.signIn(made.id.text(), secret).contains(QStringLiteral("access_token")));
        change(Change::Unfreeze);
        QCOMPARE(m_clients.card().status(), ClientStatus::Active);
        QVERIFY(m_local.signIn(made.id.text(), secret).contains(QStringLiteral("access_token")));
    }

    // Another admin's hand: the event alone brings it here.
    void whatOthersDoIsSeen()
    {
        const ClientRef made = make(QStringLiteral("of two admins"), 900);
        QTRY_VERIFY_WITH_TIMEOUT(m_clients.list().find(made), 10'000);
        const auto answer = tests::waitFor(m_session->backend().clients()->revoke(made.id, QStringLiteral("by another")));
        QVERIFY(answer && answer->client);
        QTRY_COMPARE_WITH_TIMEOUT(m_clients.list().find(made)->status, ClientStatus::Revoked, 10'000);
    }

    void theAuthoritysNoIsShownInItsWords()
    {
        ClientDraft &draft = m_clients.draft();
        draft.start();
        draft.setFields({QStringLiteral("bot"), QStringLiteral("ops"), QStringLiteral("looks like the trusted one"), {}, {}, {}, {}, 900});
        draft.submit();
        QTRY_VERIFY_WITH_TIMEOUT(draft.progress() != ClientDraft::Progress::Asked, 10'000);
        QCOMPARE(draft.progress(), ClientDraft::Progress::Refused);
        QVERIFY(draft.detail().contains(QStringLiteral("client_name")));
    }

    void aTokenIsMadeListedAndRevoked()
    {
        console::InitialTokens &tokens = m_clients.initialTokens();
        tokens.open(m_session->id());
        QTRY_COMPARE_WITH_TIMEOUT(tokens.reading(), console::InitialTokens::Reading::Done, 20'000);
        tokens.create({3, 3600, 900, {}, {QStringLiteral("orders:refund:create")}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(tokens.progress(), console::InitialTokens::Progress::Made, 20'000);
        QVERIFY(tokens.made().token && tokens.made().token->size() > 32);
        const QString id = tokens.made().id;
        tokens.forgetSecret();
        QVERIFY(!tokens.made().token);
        const auto listed = [&tokens, &id] {
            const auto found = std::find_if(tokens.tokens().begin(), tokens.tokens().end(), [&id](const console::InitialToken &each) { return each.id == id; });
            return found == tokens.tokens().end() ? std::optional<console::InitialToken>() : *found;
        };
        QTRY_VERIFY_WITH_TIMEOUT(listed().has_value(), 20'000);
        QVERIFY(listed()->usesLeft == 3 && listed()->maxClientTtl == 900 && listed()->isUsable(tokens.now()));
        QCOMPARE(listed()->accessScopes, QStringList{QStringLiteral("orders:refund:create")});
        tokens.create({0, 3600, 900, {}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(tokens.progress(), console::InitialTokens::Progress::Refused, 20'000);
        QVERIFY(tokens.detail().contains(QStringLiteral("uses")));
        tokens.revoke(id, QStringLiteral("The tests are done with it"));
        QTRY_COMPARE_WITH_TIMEOUT(tokens.progress(), console::InitialTokens::Progress::Revoked, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(listed() && listed()->revokedAt.has_value(), 20'000);
    }

    void deadAtItsEnd()
    {
        const auto made = tests::waitFor(m_session->backend().clients()->add(
            {QStringLiteral("two seconds"), QStringLiteral("ops"), QStringLiteral("under test"), {}, {}, {}, {}, m_session->serverTime() + 2}));
        QVERIFY(made && made->secret);
        const ClientRef client = ref(made->id.text());
        QTRY_VERIFY_WITH_TIMEOUT(m_clients.list().find(client), 10'000);
        const auto shown = [&] {
            const int row = m_clients.list().rowOf(client);
            return static_cast<ClientStatus>(m_clients.list().index(row).data(ClientsModel::StatusRole).toInt());
        };
        QTRY_COMPARE_WITH_TIMEOUT(shown(), ClientStatus::Expired, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_local.signIn(made->id.text(), made->secret->reveal().toByteArray()).value(QStringLiteral("error")).toString(),
                                  QStringLiteral("invalid_client"), 5'000);
    }

private:
    [[nodiscard]] ClientRef ref(const QString &id) const { return {m_session->id(), base::ClientId(id)}; }
    ClientRef make(const QString &name, qint64 life)
    {
        ClientDraft &draft = m_clients.draft();
        draft.start();
        draft.setFields({name, QStringLiteral("ops@example"), QStringLiteral("under test"), {}, {QStringLiteral("orders:refund:create")}, {}, {}, life});
        draft.submit();
        if (!QTest::qWaitFor([&] { return draft.progress() != ClientDraft::Progress::Asked; }, 10'000) || draft.progress() != ClientDraft::Progress::Made)
            qWarning() << "not made" << static_cast<int>(draft.progress()) << draft.detail();
        return draft.made();
    }
    void open(const ClientRef &client)
    {
        m_clients.card().open(client);
        QTRY_VERIFY_WITH_TIMEOUT(m_clients.card().isWhole(), 10'000);
    }
    void change(Change change)
    {
        ClientController &card = m_clients.card();
        const QString why = QStringLiteral("under test");
        if (change == Change::Revoke)
            card.revoke(why);
        else if (change == Change::Rotate)
            card.rotate(why);
        else if (change == Change::Freeze)
            card.freeze(why);
        else
            card.unfreeze(why);
        QTRY_VERIFY_WITH_TIMEOUT(card.outcome().progress != Progress::Asked, 10'000);
    }

    tests::LocalBackend m_local;
    base::SystemClock m_clock;
    console::AuthorityList m_authorities;
    Clients m_clients{m_authorities, m_clock};
    console::AuthoritySession *m_session = nullptr;
};

QTEST_GUILESS_MAIN(ClientsAuthorityTest)
#include "clients_authority_test.moc"
