// The policy of registrations (protocol.md 7), and its law: whatever an update reaches, a registration could have reached.
#include "app/authority/policy/registration_policy.h"
#include "app/catalog/catalog.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QtTest>

using namespace countersign;
using namespace countersign::authority;
using policy::RegistrationRules;

namespace {

constexpr qint64 kNow = 1'900'000'000;

QByteArray catalogText()
{
    QByteArray text = "format = 1\nname = \"Tests\"\n[[resource]]\nid = \"https://orders.example\"\nname = \"Orders\"\n";
    for (const char *name : {"orders:note:create", "orders:order:read", "orders:refund:create"})
        text += QByteArray("[[scope]]\nname = \"") + name + "\"\ntitle = \"A right\"\nowner = \"a@example.com\"\nreason = \"Tests\"\nresource = \"https://orders.example\"\nrisk = \"low\"\n";
    text += "[[scope]]\nname = \"orders:old:read\"\ntitle = \"Old\"\nowner = \"a@example.com\"\nreason = \"Tests\"\nresource = \"https://orders.example\"\nrisk = \"low\"\n"
            "deprecated = { since = 2020-01-01, sunset = 2021-01-01, use = \"orders:order:read\", why = \"Gone\" }\n";
    for (const char *type : {"orders.note", "orders.refund"})
        text += QByteArray("[[action]]\ntype = \"") + type + "\"\ntitle = \"Run\"\nresource = \"https://orders.example\"\nscopes = [\"orders:note:create\"]\nrisk = \"low\"\napprovers = [\"payments\"]\n";
    return text;
}

const catalog::Catalog &testCatalog()
{
    static const catalog::Catalog parsed = *catalog::parse(catalogText());
    return parsed;
}

const Config &config()
{
    static const Config defaults;
    return defaults;
}

// What a good initial access token gives.
RegistrationRules rules()
{
    return {testCatalog(), config(), kNow, kNow + 7200,
            store::Rights{{QStringLiteral("orders:note:create"), QStringLiteral("orders:order:read")}, {QStringLiteral("orders:refund:create")}, {QStringLiteral("orders.note")}},
            {QStringLiteral("Deploy bot")}};
}

oauth::ClientMetadata good()
{
    oauth::ClientMetadata metadata;
    metadata.name = QStringLiteral("Contractor");
    metadata.owner = QStringLiteral("ops@example.com");
    metadata.scopes = QStringList{QStringLiteral("orders:note:create")};
    metadata.actions = QStringList{QStringLiteral("orders.note")};
    metadata.expiresAt = kNow + 3600;
    return metadata;
}

store::Client fresh()
{
    store::Client client;
    client.id = base::ClientId(QStringLiteral("tmp_x"));
    client.createdAt = kNow;
    client.secretHash = QByteArray(32, 'x');
    return client;
}

// The code of the refusal, or empty.
QString verdict(const oauth::ClientMetadata &metadata, const store::Client &fixed, const RegistrationRules &by)
{
    const auto resulting = policy::resultingClient(metadata, fixed);
    if (const auto *fault = std::get_if<oauth::MetadataFault>(&resulting))
        return fault->code;
    const auto fault = policy::judgeRegistration(std::get<store::Client>(resulting), by);
    return fault ? QString(fault->code) : QString();
}

// Deterministic choices.
class Dice {
public:
    explicit Dice(quint32 seed) : m_generator(seed) {}
    template <class T>
    T one(const QList<T> &of) { return of.at(m_generator.bounded(static_cast<int>(of.size()))); }
    bool yes() { return m_generator.bounded(2) == 1; }
    QStringList some(const QStringList &of)
    {
        QStringList picked;
        for (const QString &each : of) {
            if (m_generator.bounded(3) == 0)
                picked.append(each);
        }
        return picked;
    }

private:
    QRandomGenerator m_generator;
};

oauth::ClientMetadata anyMetadata(Dice &dice)
{
    oauth::ClientMetadata metadata = good();
    metadata.name = dice.one<QString>({QStringLiteral("Contractor"), QStringLiteral("Depl0y bot"), QString(), QStringLiteral("A\u202EB")});
    metadata.scopes = dice.some({QStringLiteral("orders:note:create"), QStringLiteral("orders:order:read"), QStringLiteral("orders:refund:create"),
                                 QStringLiteral("orders:old:read"), QStringLiteral("clients:manage"), QStringLiteral("*")});
    metadata.actions = dice.some({QStringLiteral("orders.note"), QStringLiteral("orders.refund"), QStringLiteral("countersign.client")});
    if (dice.yes())
        metadata.grants = dice.some({QStringLiteral("client_credentials"), QStringLiteral("ciba"), QStringLiteral("authorization_code"), QStringLiteral("refresh_token"), QStringLiteral("password")});
    if (dice.yes())
        metadata.redirectUris = dice.some({QStringLiteral("https://client.example/cb"), QStringLiteral("javascript:alert(1)")});
    metadata.authMethod = dice.one<QString>({QStringLiteral("client_secret_basic"), QStringLiteral("client_secret_basic"), QStringLiteral("none"), QStringLiteral("private_key_jwt")});
    metadata.expiresAt = dice.one<std::optional<qint64>>({kNow + 60, kNow + 3600, kNow + 7200, kNow + 7201, kNow - 1, std::nullopt});
    return metadata;
}

}  // namespace

class RegistrationPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<std::function<void(oauth::ClientMetadata &)>>("change");
        using Change = std::function<void(oauth::ClientMetadata &)>;
        const auto row = [](const char *name, const char *code, Change change) { QTest::newRow(name) << QString::fromLatin1(code) << std::move(change); };
        const char *const bad = "invalid_client_metadata", *const uri = "invalid_redirect_uri";
        row("good", "", [](auto &) {});
        row("no end", bad, [](auto &m) { m.expiresAt.reset(); });
        row("an end that is now", bad, [](auto &m) { m.expiresAt = kNow; });
        row("the latest end", "", [](auto &m) { m.expiresAt = kNow + 7200; });
        row("a second later", bad, [](auto &m) { m.expiresAt = kNow + 7201; });
        row("a scope of the catalogue that the token does not give", bad, [](auto &m) { m.scopes = QStringList{QStringLiteral("orders:refund:create")}; });
        row("a scope past its sunset", bad, [](auto &m) { m.scopes = QStringList{QStringLiteral("orders:old:read")}; });
        row("a scope of the authority's own", bad, [](auto &m) { m.scopes = QStringList{QStringLiteral("clients:manage")}; });
        row("a wildcard", bad, [](auto &m) { m.scopes = QStringList{QStringLiteral("*")}; });
        row("an action type that the token does not give", bad, [](auto &m) { m.actions = QStringList{QStringLiteral("orders.refund")}; });
        row("password", bad, [](auto &m) { m.grants = QStringList{QStringLiteral("password")}; });
        row("no grant", bad, [](auto &m) { m.grants = QStringList(); });
        row("public with client_credentials", bad, [](auto &m) { m.authMethod = QStringLiteral("none"); });
        row("keys without their method", bad, [](auto &m) { m.jwks = QJsonObject{{QStringLiteral("keys"), QJsonArray()}}; });
        row("code without a redirect", uri, [](auto &m) { m.grants = QStringList{QStringLiteral("authorization_code")}; });
        row("a redirect to a script", uri, [](auto &m) { m.grants = QStringList{QStringLiteral("authorization_code")}; m.redirectUris = QStringList{QStringLiteral("javascript:alert(1)")}; });
        row("a redirect without code", bad, [](auto &m) { m.grants = QStringList{QStringLiteral("client_credentials")}; m.redirectUris = QStringList{QStringLiteral("https://client.example/cb")}; });
        row("the name of another", bad, [](auto &m) { m.name = QStringLiteral("DEPLOY-B0T"); });
        row("a ping endpoint at home", bad, [](auto &m) { m.pingEndpoint = QStringLiteral("https://127.0.0.1/"); });
        row("a reason of 501 characters", bad, [](auto &m) { m.reason = QString(501, u'x'); });
    }
    void refusals()
    {
        QFETCH(QString, code);
        QFETCH(std::function<void(oauth::ClientMetadata &)>, change);
        oauth::ClientMetadata metadata = good();
        change(metadata);
        QCOMPARE(verdict(metadata, fresh(), rules()), code);
    }

    // DC-15, DC-16: the state an update leaves is one that a registration by the same rules could have made.
    void anUpdateNeverYieldsMoreThanARegistration()
    {
        Dice dice(20261122);
        int created = 0, updated = 0;
        oauth::ClientMetadata first = anyMetadata(dice);
        for (int round = 0; round < 40'000; ++round) {
            // One that was accepted is updated in a hundred ways.
            if (round % 100 == 0) {
                do
                    first = anyMetadata(dice);
                while (!verdict(first, fresh(), rules()).isEmpty());
                ++created;
            }
            const oauth::ClientMetadata second = anyMetadata(dice);
            const auto before = std::get<store::Client>(policy::resultingClient(first, fresh()));
            RegistrationRules forUpdate = rules();
            forUpdate.latestEnd = *before.expiresAt;
            const auto resulting = policy::resultingClient(second, before);
            const auto *after = std::get_if<store::Client>(&resulting);
            if (!after || policy::judgeRegistration(*after, forUpdate))
                continue;
            ++updated;
            // The same, registered at once.
            oauth::ClientMetadata whole = second;
            whole.expiresAt = after->expiresAt;
            QCOMPARE(verdict(whole, fresh(), rules()), QString());
            QVERIFY(*after->expiresAt <= *before.expiresAt);
            QVERIFY(oauth::isSubset(after->scopes, rules().most->scopes) && oauth::isSubset(after->actions, rules().most->actions));
            QVERIFY(std::all_of(after->accessScopes.begin(), after->accessScopes.end(), [](const QString &scope) { return rules().most->mayReach(scope); }));
            QVERIFY(after->isTemporary && !after->isBuiltIn && !after->resourceServer);
            QVERIFY(after->authMethod == before.authMethod || after->secretHash.isEmpty());
            QCOMPARE(after->id, before.id);
        }
        QVERIFY2(created > 100 && updated > 10, qPrintable(QStringLiteral("%1 registered, %2 updated").arg(created).arg(updated)));
    }

    void whatOnlyAnApprovalGivesIsNeverGivenWithoutOne()
    {
        oauth::ClientMetadata metadata = good();
        const QStringList refund{QStringLiteral("orders:refund:create")};
        metadata.accessScopes = refund;
        QCOMPARE(verdict(metadata, fresh(), rules()), QString());
        // What may be given at once may be given with an approval too, not the other way round.
        metadata.accessScopes = QStringList{QStringLiteral("orders:order:read")};
        QCOMPARE(verdict(metadata, fresh(), rules()), QString());
        metadata.scopes = refund;
        QCOMPARE(verdict(metadata, fresh(), rules()), QStringLiteral("invalid_client_metadata"));
        metadata = good();
        for (const char *other : {"users:manage", "orders:nothing:read", "orders:*"}) {
            metadata.accessScopes = QStringList{QLatin1String(other)};
            QCOMPARE(verdict(metadata, fresh(), rules()), QStringLiteral("invalid_client_metadata"));
        }
        RegistrationRules none = rules();
        none.most->accessScopes.clear();
        metadata.accessScopes = refund;
        QCOMPARE(verdict(metadata, fresh(), none), QStringLiteral("invalid_client_metadata"));
    }

    void anAdministratorGivesWhatTheCatalogueHasAndNoMore()
    {
        RegistrationRules all = rules();
        all.most.reset();
        oauth::ClientMetadata metadata = good();
        metadata.scopes = QStringList{QStringLiteral("orders:refund:create")};
        metadata.actions = QStringList{QStringLiteral("orders.refund")};
        QCOMPARE(verdict(metadata, fresh(), all), QString());
        metadata.scopes = QStringList{QStringLiteral("users:manage")};
        QCOMPARE(verdict(metadata, fresh(), all), QStringLiteral("invalid_client_metadata"));
    }

    void skeletons()
    {
        QCOMPARE(policy::nameSkeleton(QStringLiteral("Deploy bot")), policy::nameSkeleton(QStringLiteral("DEPL0Y_B0T")));
        QCOMPARE(policy::nameSkeleton(QStringLiteral("burn")), policy::nameSkeleton(QStringLiteral("bum")));
        QVERIFY(policy::nameSkeleton(QStringLiteral("Deploy bot")) != policy::nameSkeleton(QStringLiteral("Deploy bat")));
    }

    void warnings()
    {
        QCOMPARE(policy::warningTime(1000, 8200), 8200 - 720);
        QCOMPARE(policy::warningTime(0, 30 * 86'400), 29 * 86'400);
    }
};

QTEST_GUILESS_MAIN(RegistrationPolicyTest)
#include "registration_policy_test.moc"
