#include "tests/authority/authority_fixture.h"

#include "app/authority/scope_usage.h"
#include "app/authority/accounts.h"
#include "app/authority/catalog_versions.h"
#include "app/authority/endpoints/all_endpoints.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/password.h"
#include "app/oauth/dpop.h"
#include "app/oauth/names.h"
#include "app/oauth/pkce.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

namespace countersign::test {

namespace auth = authority;

namespace {

template <class T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("fixture: %s", qPrintable(result.error().detail));
    return *std::move(result);
}

Answer parseAnswer(const QByteArray &bytes)
{
    Answer answer;
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = bytes.first(std::max<qsizetype>(end, 0)).split('\n');
    answer.status = lines.value(0).split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.emplace(line.first(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    answer.body = bytes.mid(end + 4);
    return answer;
}

QByteArray hiddenField(const Answer &page, const char *name)
{
    const QRegularExpression form(QStringLiteral("name=\"%1\" value=\"([^\"]*)\"").arg(QLatin1String(name)));
    return form.match(QString::fromUtf8(page.body)).captured(1).toUtf8();
}

}  // namespace

QByteArray Answer::header(const QByteArray &name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? QByteArray() : found->second;
}

QJsonObject Answer::json() const
{
    const auto object = base::json::parseObject(body);
    return object ? *object : QJsonObject();
}

QByteArray formText(const Fields &fields)
{
    QByteArray text;
    for (const auto &[name, value] : fields)
        text += (text.isEmpty() ? "" : "&") + name.toPercentEncoding() + '=' + value.toPercentEncoding();
    return text;
}

Headers basicAuth(const QByteArray &id, const QByteArray &secret)
{
    const QByteArray pair = id.toPercentEncoding() + ':' + secret.toPercentEncoding();
    return {{"Authorization", "Basic " + pair.toBase64()}};
}

Fields changed(Fields fields, const Fields &changes)
{
    for (const auto &[name, value] : changes) {
        std::erase_if(fields, [&name = name](const auto &field) { return field.first == name; });
        if (!value.isEmpty())
            fields.emplace_back(name, value);
    }
    return fields;
}

QString locationParameter(const Answer &answer, const char *name)
{
    return QUrlQuery(QUrl(QString::fromUtf8(answer.header("location")))).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

QJsonObject claimsOf(const QByteArray &jwt)
{
    const auto text = crypto::fromBase64Url(jwt.split('.').value(1));
    const auto claims = text ? base::json::parseObject(*text) : base::Result<QJsonObject>(text.error());
    return claims ? *claims : QJsonObject();
}

QByteArray testCatalog()
{
    const auto scope = [](const char *name, const char *resource) {
        return QByteArray("[[scope]]\nname = \"") + name + "\"\ntitle = \"A right\"\nowner = \"a@example.com\"\nreason = \"Tests\"\nresource = \"" + resource + "\"\nrisk = \"low\"\n";
    };
    return "format = 1\nname = \"Tests\"\n[[resource]]\nid = \"https://orders.example\"\nname = \"Orders\"\n"
           "[[resource]]\nid = \"https://deploy.example\"\nname = \"Deploy\"\n"
        + scope("orders:note:create", "https://orders.example") + scope("orders:order:read", "https://orders.example")
        + scope("deploy:release:run", "https://deploy.example")
        + "[[action]]\ntype = \"orders.note\"\ntitle = \"Add a note to {order_id}\"\nresource = \"https://orders.example\"\n"
          "scopes = [\"orders:note:create\"]\nrisk = \"low\"\napprovers = [\"payments\"]\nquorum = 1\nrequester_may_approve = false\n"
          "bind_session = false\ncode_required = false\ncomment_required = false\nstep_up = false\nrequest_ttl = \"5m\"\n"
          "credential_ttl = \"60s\"\ndpop = \"optional\"\n[[action.param]]\nname = \"order_id\"\nlabel = \"Order\"\nkind = \"string\"\npattern = \"^[0-9]{1,12}$\"\n";
}

AuthorityFixture::AuthorityFixture(auth::Config settings)
    : config(settings)
    , m_directory(m_root.path() + QStringLiteral("/data"))
{
    QDir().mkdir(m_directory);
    QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    must(auth::store::Store::create(m_directory, clock));
    m_store = must(auth::store::Store::open(m_directory, clock));
    must(m_store->write([this](auth::store::Transaction &tx) -> base::Status {
        if (auto made = auth::Keys::create(m_directory, tx); !made)
            return made;
        if (!auth::store::insertClient(tx, auth::consoleClient()) || !auth::store::insertUser(tx, auth::localUser()))
            return base::Error{base::Errc::Conflict, QStringLiteral("built-in accounts")};
        if (auto applied = auth::applyCatalog(tx, {testCatalog(), QStringLiteral("tests"), QStringLiteral("cli")}); !applied)
            return applied.error();
        return base::Done{};
    }));
    m_store.reset();
    start(0);
}

AuthorityFixture::~AuthorityFixture()
{
    stop();
}

void AuthorityFixture::start(quint16 port)
{
    auth::store::StoreOptions storeOptions;
    storeOptions.mode = auth::store::OpenMode::Serve;
    m_store = must(auth::store::Store::open(m_directory, clock, storeOptions));
    m_keys = must(m_store->read([this](auth::store::Transaction &tx) { return auth::Keys::open(m_directory, tx); }));
    m_catalog = std::make_unique<auth::CatalogCache>();
    m_replay = std::make_unique<auth::grants::ReplayGuard>();
    must(m_store->read([this](auth::store::Transaction &tx) { m_replay->load(tx); }));
    m_ping = std::make_unique<auth::grants::PingSender>(auth::http::Loopback::Allowed);
    m_usage = std::make_unique<auth::ScopeUsage>();
    m_redemptions = std::make_unique<auth::grants::RedemptionTimes>();
    m_uses = std::make_unique<auth::grants::UseCounter>();
    m_router = std::make_unique<auth::http::Router>();
    auth::http::ServerOptions options;
    options.port = port;
    m_server = std::make_unique<auth::http::Server>(options, auth::http::routed(*m_router, [this](auth::http::Work work, std::function<void(auth::http::Response)> done) {
        m_store->submit(std::move(work), std::move(done));
    }));
    must(m_server->start());
    m_port = m_server->port();
    m_issuer = QStringLiteral("http://127.0.0.1:%1").arg(m_port);
    m_services.reset(new auth::Services{*m_store, *m_keys, config, *m_catalog, *m_usage, *m_replay, *m_ping, *m_redemptions, m_store->clock(), m_issuer,
                                        QStringLiteral("127.0.0.1:%1/audit").arg(m_port), *m_uses});
    m_hub = std::make_unique<auth::endpoints::EventHub>(*m_services);
    namespace endpoints = auth::endpoints;
    endpoints::registerAll(*m_router, *m_services, *m_hub);
}

void AuthorityFixture::stop()
{
    m_hub->stop();
    m_server.reset();
    m_store.reset();  // what it still has to do refers to everything below
    m_router.reset();
    m_hub.reset();
    m_services.reset();
    m_ping.reset();
    m_redemptions.reset();
    m_uses.reset();
    m_replay.reset();
    m_catalog.reset();
    m_keys.reset();
}

void AuthorityFixture::restart()
{
    stop();
    start(m_port);
}

Answer AuthorityFixture::send(const QByteArray &method, const QByteArray &target, Headers headers, const QByteArray &body) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    if (!socket.waitForConnected(5000))
        return {};
    QByteArray text = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_port) + "\r\nConnection: close\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (!body.isEmpty() || method == "POST")
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    socket.write(text + "\r\n" + body);
    QByteArray received;
    while (socket.waitForReadyRead(10'000))
        received += socket.readAll();
    return parseAnswer(received + socket.readAll());
}

Answer AuthorityFixture::postForm(const QByteArray &target, const Fields &fields, Headers headers) const
{
    headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return send("POST", target, headers, formText(fields));
}

Answer AuthorityFixture::postJson(const QByteArray &target, const QJsonObject &object, Headers headers) const
{
    headers.emplace_back("Content-Type", "application/json");
    return send("POST", target, headers, base::json::canonical(object));
}

QByteArray AuthorityFixture::proof(const crypto::EcPrivateKey &key, const QByteArray &method, const QByteArray &path, const QByteArray &accessToken) const
{
    return oauth::makeProof(key, {method, url(path), accessToken, {}}, clock.now());
}

base::Subject AuthorityFixture::addUser(const QString &name, const QStringList &roles, const QStringList &groups)
{
    auth::store::User user;
    user.sub = auth::store::newSubject();
    user.name = name;
    user.roles = roles;
    user.groups = groups;
    user.passwordPhc = crypto::hashPassword("correct horse battery " + name.toUtf8());
    must(m_store->write([&](auth::store::Transaction &tx) { return auth::store::insertUser(tx, user) ? base::Status(base::Done{}) : base::Error{base::Errc::Conflict, name}; }));
    return user.sub;
}

void AuthorityFixture::addClient(const auth::store::Client &client)
{
    must(m_store->write([&](auth::store::Transaction &tx) {
        return auth::store::insertClient(tx, client) ? base::Status(base::Done{}) : base::Error{base::Errc::Conflict, client.id.text()};
    }));
}

auth::store::Client AuthorityFixture::addBot(const QString &id, const QByteArray &secret)
{
    auth::store::Client client;
    client.id = base::ClientId(id);
    client.name = id;
    client.owner = QStringLiteral("ops@example.com");
    client.authMethod = QStringLiteral("client_secret_basic");
    client.secretHash = m_keys->secretHash(secret);
    client.grants = {QStringLiteral("client_credentials"), QStringLiteral("ciba")};
    client.scopes = {QStringLiteral("orders:note:create"), QStringLiteral("orders:order:read"), QStringLiteral("deploy:release:run")};
    client.actions = {QStringLiteral("orders.note")};
    addClient(client);
    return client;
}

void AuthorityFixture::applyCatalog(const QByteArray &toml)
{
    must(m_store->write([&](auth::store::Transaction &tx) { return auth::applyCatalog(tx, {toml, QStringLiteral("tests"), QStringLiteral("cli")}); }));
}

std::vector<QString> AuthorityFixture::auditEvents()
{
    return must(m_store->read([](auth::store::Transaction &tx) {
        std::vector<QString> names;
        for (const auth::store::Row &row : tx.all("SELECT event FROM audit_entry ORDER BY seq LIMIT 10000"))
            names.push_back(row.text(0));
        return names;
    }));
}

Fields ConsoleClient::request(const Fields &changes)
{
    verifier = oauth::newCodeVerifier();
    return changed({{"response_type", "code"}, {"client_id", "countersign-console"}, {"redirect_uri", redirect}, {"state", "st+a te&"},
                    {"scope", scope}, {"code_challenge", oauth::codeChallenge(verifier)}, {"code_challenge_method", "S256"}}, changes);
}

Answer ConsoleClient::submit(const Answer &page, const Fields &typed, const Headers &more) const
{
    Headers headers = more;
    const QByteArray cookie = page.header("set-cookie").split(';').value(0);
    if (!cookie.isEmpty())
        headers.emplace_back("Cookie", cookie);
    return m_authority.postForm("/authorize", changed({{"ticket", hiddenField(page, "ticket")}, {"csrf", hiddenField(page, "csrf")}}, typed), headers);
}

Answer ConsoleClient::signInWith(const Fields &parameters) const
{
    return submit(page(parameters), {{"username", m_name.toUtf8()}, {"password", "correct horse battery " + m_name.toUtf8()}});
}

QByteArray ConsoleClient::code(const Fields &changes)
{
    return locationParameter(signInWith(request(changes)), "code").toUtf8();
}

Answer ConsoleClient::redeem(const QByteArray &code, const Fields &changes) const
{
    return m_authority.postForm("/token", changed({{"grant_type", "authorization_code"}, {"client_id", "countersign-console"}, {"code", code},
                                                   {"redirect_uri", redirect}, {"code_verifier", verifier}}, changes),
                                {{"DPoP", m_authority.proof(key, "POST", "/token")}});
}

Answer ConsoleClient::redeemWith(const crypto::EcPrivateKey &other, const QByteArray &code) const
{
    return m_authority.postForm("/token", {{"grant_type", "authorization_code"}, {"client_id", "countersign-console"}, {"code", code},
                                           {"redirect_uri", redirect}, {"code_verifier", verifier}},
                                {{"DPoP", m_authority.proof(other, "POST", "/token")}});
}

void ConsoleClient::keep(const Answer &tokens)
{
    access = tokens.text("access_token").toUtf8();
    refresh = tokens.text("refresh_token").toUtf8();
}

bool ConsoleClient::signIn()
{
    const Answer tokens = redeem(code());
    keep(tokens);
    return tokens.status == 200;
}

Answer ConsoleClient::refreshWith(const QByteArray &token, const Fields &more) const
{
    return m_authority.postForm("/token", changed({{"grant_type", "refresh_token"}, {"client_id", "countersign-console"}, {"refresh_token", token}}, more),
                                {{"DPoP", m_authority.proof(key, "POST", "/token")}});
}

Headers ConsoleClient::authorization(const QByteArray &method, const QByteArray &path) const
{
    const QByteArray bare = path.split('?').first();
    return {{"Authorization", "DPoP " + access}, {"DPoP", m_authority.proof(key, method, bare, access)}};
}

}  // namespace countersign::test
