#include "app/backends/countersign/countersign_backend.h"

#include "app/backends/countersign/browser.h"
#include "app/backends/countersign/exchange.h"
#include "app/backends/countersign/issuer_url.h"
#include "app/backends/countersign/records_json.h"
#include "app/base/json.h"
#include "app/base/logging.h"
#include "app/oauth/assertion.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

namespace countersign::backends {
namespace {

using base::Done;
using base::Errc;
using base::Result;
using base::Status;

constexpr qsizetype kMostGrants = 20'000;

// Runs the steps one after the other; the first that fails is the answer.
Answer<Done> inTurn(QObject *context, QList<std::function<Answer<Done>()>> steps)
{
    if (steps.isEmpty())
        return base::answered<Done>(Done{});
    base::Asked<Done> asked;
    const auto first = steps.takeFirst();
    base::whenAnswered(context, first(), [context, steps, asked](const Status &status) {
        if (!status || steps.isEmpty()) {
            asked.give(status);
            return;
        }
        base::whenAnswered(context, inTurn(context, steps), [asked](const Status &rest) { asked.give(rest); });
    });
    return asked.answer();
}

}  // namespace

CountersignBackend::CountersignBackend(Options options, QObject *parent)
    : ApprovalBackend(parent), m_options(std::move(options)), m_issuer(m_options.issuer),
      m_tokens({&m_http, m_options.store, m_options.clock, m_options.secretPrefix + QStringLiteral(" refresh-token")}),
      m_events({&m_http, &m_tokens, m_options.clock}), m_catalog(m_tokens), m_clients(m_tokens), m_audit(m_tokens, m_http)
{
    if (!m_options.openBrowser)
        m_options.openBrowser = openBrowser;
    if (!m_options.extraCertificates.isEmpty())
        (void)m_http.trustAlso(m_options.extraCertificates);
    connect(&m_events, &EventStream::linkChanged, this, &ApprovalBackend::linkChanged);
    connect(&m_events, &EventStream::hint, this, &ApprovalBackend::hint);
    connect(&m_tokens, &TokenKeeper::ended, this, [this] {
        m_events.stop();
        setState(SignInState::SignedOut);
    });
    if (m_options.local)
        m_tokens.setRenewal([this] { return assertDevice(); });
}

CountersignBackend::~CountersignBackend() = default;

Capabilities CountersignBackend::capabilities() const
{
    return {true, true, true, true, true, !m_options.local};
}

Identity CountersignBackend::identity() const
{
    return {base::Subject(m_tokens.subject()), m_tokens.personName(), m_key ? m_key->kid() : base::DeviceKid(), m_tokens.scopes()};
}

void CountersignBackend::setState(SignInState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT signInStateChanged(state);
}

// --- getting ready ------------------------------------------------------------------------------------------------------

Answer<Done> CountersignBackend::prepared(Step last)
{
    return inTurn(this, {[this] { return obtainKey(); }, [this] { return startChild(); }, [this] { return readMetadata(); }, std::move(last)});
}

Answer<Done> CountersignBackend::obtainKey()
{
    if (m_key)
        return base::answered<Done>(Done{});
    base::Asked<Done> asked;
    const auto key = DeviceKey::obtain(*m_options.store, keyName(), this);
    base::whenAnswered(this, key, [this, asked](const Result<SharedDeviceKey> &found) {
        if (!found) {
            asked.give(found.error());
            return;
        }
        m_key = *found;
        m_tokens.setKey(m_key);
        asked.give(Done{});
    });
    return asked.answer();
}

Answer<Done> CountersignBackend::startChild()
{
    if (!m_options.local || (m_child && !m_child->issuer().isEmpty()))
        return base::answered<Done>(Done{});
    if (!m_childStart || m_childStart->isAnswered())
        m_childStart.emplace();
    const Answer<Done> answer = m_childStart->answer();
    if (!m_child) {
        LocalAuthority::Options child = *m_options.local;
        child.trustedDevice = m_key->publicJwk();
        m_child = std::make_unique<LocalAuthority>(std::move(child));
        connect(m_child.get(), &LocalAuthority::listening, this, &CountersignBackend::onChildListening);
        connect(m_child.get(), &LocalAuthority::died, this, [this] { m_events.stop(); });
        connect(m_child.get(), &LocalAuthority::failed, this, [this](const base::Error &error) {
            if (m_childStart)
                m_childStart->give(error);
            setState(SignInState::SignedOut);
        });
    }
    m_child->start();
    return answer;
}

void CountersignBackend::onChildListening(const QString &issuer)
{
    const bool moved = m_issuer != issuer;
    m_issuer = issuer;
    if (moved) {
        m_metadata.reset();
        m_tokens.forget();
    }
    if (m_childStart)
        m_childStart->give(Done{});
    // Back after a crash: what ran before goes on.
    if (m_state != SignInState::SignedIn || !m_wantsEvents)
        return;
    base::whenAnswered(this, inTurn(this, {[this] { return readMetadata(); }, [this] { return assertDevice(); }}), [this](const Status &status) {
        if (status)
            startEvents();
        else
            setState(SignInState::SignedOut);
    });
}

Answer<Done> CountersignBackend::readMetadata()
{
    if (m_metadata)
        return base::answered<Done>(Done{});
    const Result<QUrl> issuer = parseIssuer(m_issuer);
    if (!issuer)
        return base::answered<Done>(issuer.error());
    base::Asked<Done> asked;
    HttpRequest ask = jsonRequest("GET", {});
    ask.url = metadataUrl(*issuer);
    base::whenAnswered(this, m_http.send(ask), [this, asked](const Result<HttpAnswer> &answer) {
        if (!answer) {
            asked.give(answer.error());
            return;
        }
        m_tokens.serverClock().observeDate(answer->header("date"));
        if (answer->status != 200) {
            asked.give(refusedBy(*answer));
            return;
        }
        const Result<QJsonObject> body = base::json::parseObject(answer->body);
        const Result<oauth::Metadata> metadata = body ? oauth::readMetadata(*body, m_issuer) : Result<oauth::Metadata>(body.error());
        if (!metadata) {
            // Another issuer than configured is an attack or a mistake, never a thing to go on with (RFC 8414 3.3).
            const bool foreign = metadata.error().code == Errc::Denied;
            asked.give({foreign ? Errc::Corrupt : metadata.error().code, QStringLiteral("metadata: ") + metadata.error().detail});
            return;
        }
        m_metadata = *metadata;
        m_tokens.setMetadata(*m_metadata);
        m_catalog.setEndpoint(m_metadata->catalogEndpoint);
        m_clients.setEndpoints({m_metadata->clientsEndpoint, m_metadata->registrationEndpoint, m_metadata->issuer + QStringLiteral("/initial-access-tokens")});
        m_audit.setEndpoint(m_metadata->auditEndpoint);
        asked.give(Done{});
    });
    return asked.answer();
}

// --- signing in ---------------------------------------------------------------------------------------------------------

Answer<Done> CountersignBackend::enter(Answer<Done> signedIn)
{
    setState(SignInState::SigningIn);
    base::Asked<Done> asked;
    base::whenAnswered(this, signedIn, [this, asked](const Status &status) {
        setState(status ? SignInState::SignedIn : SignInState::SignedOut);
        if (status && m_wantsEvents)
            startEvents();
        asked.give(status);
    });
    return asked.answer();
}

Answer<Done> CountersignBackend::resume()
{
    return enter(prepared([this] {
        if (m_options.local)
            return assertDevice();
        return inTurn(this, {[this] { return m_tokens.resume(); }, [this] { return registerDevice(); }});
    }));
}

Answer<Done> CountersignBackend::signIn()
{
    if (m_options.local)
        return resume();
    return enter(prepared([this] { return inTurn(this, {[this] { return browse(); }, [this] { return registerDevice(); }}); }));
}

Answer<Done> CountersignBackend::browse()
{
    delete m_browsing;
    BrowserSignIn::Parts parts{*m_metadata, &m_tokens, m_key, m_options.openBrowser, {}, m_tokens.hasSession()};
    m_browsing = new BrowserSignIn(std::move(parts), this);
    return m_browsing->run();
}

void CountersignBackend::cancelSignIn()
{
    delete m_browsing;  // its answer becomes Cancelled
    m_browsing = nullptr;
}

Answer<Done> CountersignBackend::assertDevice()
{
    const QByteArray assertion = oauth::makeDeviceAssertion(m_key->key(), oauth::kLocalUserName, m_issuer, m_tokens.serverClock().now());
    return m_tokens.redeem({{QStringLiteral("grant_type"), oauth::kGrantJwtBearer},
                            {QStringLiteral("client_id"), oauth::kConsoleClientId},
                            {QStringLiteral("assertion"), QString::fromLatin1(assertion)}});
}

// Idempotent: the authority knows a key by its thumbprint.
Answer<Done> CountersignBackend::registerDevice()
{
    base::Asked<Done> asked;
    HttpRequest ask = jsonRequest("POST", m_metadata->devicesEndpoint);
    ask.contentType = "application/json";
    ask.body = base::json::canonical(QJsonObject{{QStringLiteral("jwk"), m_key->publicJwk()}, {QStringLiteral("name"), m_options.deviceName.left(64)}});
    base::whenAnswered(this, m_tokens.send(ask), [asked](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status == 201 || answer->status == 200 || answer->status == 409 || answer->status == 403)
            asked.give(Done{});  // 403: no approver; this person may look, and cannot decide
        else
            asked.give(refusedBy(*answer));
    });
    return asked.answer();
}

// Everything of this console goes: its key at the authority, the session there, the entries in the keychain, and a child.
Answer<Done> CountersignBackend::signOut()
{
    m_wantsEvents = false;
    m_events.stop();
    cancelSignIn();
    base::Asked<Done> asked;
    const auto last = inTurn(this, {[this] { return unregisterDevice(); }, [this] { return m_tokens.signOut(); },
                                    [this] { return m_options.store->remove(keyName()); }});
    base::whenAnswered(this, last, [this, asked](const Status &status) {
        m_key.reset();
        m_child.reset();
        setState(SignInState::SignedOut);
        asked.give(status);
    });
    return asked.answer();
}

// As far as the authority can be reached: what is forgotten here is useless there.
Answer<Done> CountersignBackend::unregisterDevice()
{
    if (!m_metadata || !m_key || !m_tokens.hasSession())
        return base::answered<Done>(Done{});
    base::Asked<Done> asked;
    const HttpRequest ask = jsonRequest("DELETE", m_metadata->devicesEndpoint + QLatin1Char('/') + m_key->kid().text());
    base::whenAnswered(this, m_tokens.send(ask), [asked](const Result<HttpAnswer> &) { asked.give(Done{}); });
    return asked.answer();
}

QString CountersignBackend::keyName() const
{
    return m_options.secretPrefix + QStringLiteral(" device-key");
}

// --- asking -------------------------------------------------------------------------------------------------------------

template <class T, class Read>
Answer<T> CountersignBackend::get(const QString &url, Read read)
{
    if (!m_metadata)
        return base::answered<T>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    return askAndRead<T>(m_tokens, jsonRequest("GET", url), [read](const HttpAnswer &, const QJsonObject &body) { return read(body); });
}

Answer<SummaryPage> CountersignBackend::list(const ListQuery &query)
{
    static constexpr QLatin1String names[] = {QLatin1String("pending"), QLatin1String("decided"), QLatin1String("all")};
    QString url = m_metadata ? m_metadata->approvalsEndpoint : QString();
    url += QStringLiteral("?status=%1&limit=%2").arg(names[static_cast<int>(query.kind)]).arg(query.limit);
    if (!query.cursor.isEmpty())
        url += QStringLiteral("&cursor=") + urlSegment(query.cursor);
    return get<SummaryPage>(url, [this](const QJsonObject &body) {
        Result<SummaryPage> page = readSummaryPage(body);
        if (page)
            m_tokens.serverClock().observe(page->serverTime);
        return page;
    });
}

Answer<Approval> CountersignBackend::approval(const base::ApprovalId &id)
{
    const QString url = (m_metadata ? m_metadata->approvalsEndpoint : QString()) + QLatin1Char('/') + urlSegment(id.text());
    return get<Approval>(url, [id](const QJsonObject &body) -> Result<Approval> {
        Result<Approval> approval = readApproval(body);
        if (approval && approval->id != id)
            return {Errc::Corrupt, QStringLiteral("the authority answered with another approval")};
        return approval;
    });
}

Result<QByteArray> CountersignBackend::sign(const approval::Decision &decision)
{
    if (!m_key)
        return {Errc::NotFound, QStringLiteral("there is no device key in this session")};
    return m_key->sign(decision);
}

Answer<DecisionAnswer> CountersignBackend::decide(const base::ApprovalId &id, const QByteArray &signedDecision)
{
    if (!m_metadata)
        return base::answered<DecisionAnswer>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    HttpRequest ask = jsonRequest("POST", m_metadata->approvalsEndpoint + QLatin1Char('/') + urlSegment(id.text()) + QStringLiteral("/decision"));
    ask.contentType = "application/json";
    ask.body = base::json::canonical(QJsonObject{{QStringLiteral("decision"), QString::fromLatin1(signedDecision)}});
    base::Asked<DecisionAnswer> asked;
    base::whenAnswered(this, m_tokens.send(ask), [asked, id](const Result<HttpAnswer> &answer) {
        if (!answer) {
            asked.give(answer.error());
            return;
        }
        const Result<QJsonObject> body = base::json::parseObject(answer->body, answerLimits(*answer));
        if (answer->status == 200) {
            Result<Approval> approval = body ? readApproval(*body) : Result<Approval>(body.error());
            if (!approval || approval->id != id)
                asked.give({Errc::Corrupt, QStringLiteral("the answer to the decision cannot be read")});
            else
                asked.give(DecisionAnswer{*approval, std::nullopt, -1, {}});
            return;
        }
        const std::optional<DecisionAnswer> refusal = body ? readDecisionRefusal(answer->status, *body) : std::nullopt;
        if (refusal)
            asked.give(*refusal);
        else
            asked.give(refusedBy(*answer));
    });
    return asked.answer();
}

Answer<QList<Grant>> CountersignBackend::grants()
{
    base::Asked<QList<Grant>> asked;
    collectGrants({}, {}, asked);
    return asked.answer();
}

// Page by page: what is not listed cannot be revoked, so a list that is cut short is an error.
void CountersignBackend::collectGrants(const QString &cursor, const QList<Grant> &soFar, const base::Asked<QList<Grant>> &asked)
{
    QString url = (m_metadata ? m_metadata->grantsEndpoint : QString()) + QStringLiteral("?active=true&limit=200");
    if (!cursor.isEmpty())
        url += QStringLiteral("&cursor=") + urlSegment(cursor);
    base::whenAnswered(this, get<GrantPage>(url, readGrants), [this, cursor, soFar, asked](const Result<GrantPage> &page) {
        if (!page) {
            asked.give(page.error());
            return;
        }
        const QList<Grant> all = soFar + page->items;
        if (page->nextCursor.isEmpty())
            asked.give(all);
        else if (page->items.isEmpty() || page->nextCursor == cursor)
            asked.give({Errc::Malformed, QStringLiteral("the list of grants does not end")});
        else if (all.size() >= kMostGrants)
            asked.give({Errc::TooLarge, QStringLiteral("there are more than %1 grants").arg(kMostGrants)});
        else
            collectGrants(page->nextCursor, all, asked);
    });
}

Answer<Done> CountersignBackend::revokeGrant(const base::GrantId &id, const QString &reason)
{
    if (!m_metadata)
        return base::answered<Done>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    HttpRequest ask = jsonRequest("POST", m_metadata->grantsEndpoint + QLatin1Char('/') + urlSegment(id.text()) + QStringLiteral("/revoke"));
    ask.contentType = "application/json";
    ask.body = base::json::canonical(QJsonObject{{QStringLiteral("reason"), reason}});
    base::Asked<Done> asked;
    base::whenAnswered(this, m_tokens.send(ask), [asked, id](const Result<HttpAnswer> &answer) {
        if (!answer) {
            asked.give(answer.error());
            return;
        }
        if (answer->status != 200) {
            asked.give(refusedBy(*answer));
            return;
        }
        // "Revoked" is said to people: only on the word of the authority that this very grant is over.
        const Result<QJsonObject> body = base::json::parseObject(answer->body);
        const bool isOver = body && body->value(QLatin1String("id")).toString() == id.text() && body->value(QLatin1String("active")) == QJsonValue(false);
        if (isOver)
            asked.give(Done{});
        else
            asked.give({Errc::Malformed, QStringLiteral("the answer does not say that the grant is over")});
    });
    return asked.answer();
}

Answer<QList<DeviceFacts>> CountersignBackend::devices()
{
    return get<QList<DeviceFacts>>(m_metadata ? m_metadata->devicesEndpoint : QString(), readDevices);
}

Answer<Done> CountersignBackend::removeDevice(const base::DeviceKid &kid)
{
    if (!m_metadata)
        return base::answered<Done>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    base::Asked<Done> asked;
    const HttpRequest ask = jsonRequest("DELETE", m_metadata->devicesEndpoint + QLatin1Char('/') + urlSegment(kid.text()));
    base::whenAnswered(this, m_tokens.send(ask), [asked](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status == 204)
            asked.give(Done{});
        else
            asked.give(refusedBy(*answer));
    });
    return asked.answer();
}

Answer<QByteArray> CountersignBackend::checkpoint()
{
    if (!m_metadata)
        return base::answered<QByteArray>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    base::Asked<QByteArray> asked;
    HttpRequest ask = jsonRequest("GET", m_metadata->auditEndpoint + QStringLiteral("/checkpoint"));
    ask.headers = {{QByteArray("Accept"), QByteArray("text/plain")}};
    base::whenAnswered(this, m_tokens.send(ask), [asked](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status != 200)
            asked.give(refusedBy(*answer));
        else
            asked.give(answer->body);
    });
    return asked.answer();
}

Answer<QJsonArray> CountersignBackend::logKeySteps()
{
    return get<QJsonArray>((m_metadata ? m_metadata->auditEndpoint : QString()) + QStringLiteral("/keys"),
                           [](const QJsonObject &answer) { return Result<QJsonArray>(answer.value(QLatin1String("items")).toArray()); });
}

Answer<LogProof> CountersignBackend::consistency(qint64 fromSize, qint64 toSize)
{
    const QString url = (m_metadata ? m_metadata->auditEndpoint : QString()) + QStringLiteral("/consistency?from=%1&to=%2").arg(fromSize).arg(toSize);
    return get<LogProof>(url, readProof);
}

Answer<LogProof> CountersignBackend::inclusion(qint64 seq, qint64 size)
{
    const QString url = (m_metadata ? m_metadata->auditEndpoint : QString()) + QStringLiteral("/inclusion?seq=%1&size=%2").arg(seq).arg(size);
    return get<LogProof>(url, readProof);
}

Answer<QList<LogEntry>> CountersignBackend::logEntries(const base::ApprovalId &txn)
{
    return get<QList<LogEntry>>((m_metadata ? m_metadata->auditEndpoint : QString()) + QStringLiteral("/entries?txn=") + urlSegment(txn.text()), readLogEntries);
}

CatalogDesk *CountersignBackend::catalog()
{
    const bool mayRead = m_tokens.hasSession() && m_tokens.scopes().contains(QStringLiteral("catalog:read"));
    return mayRead && m_catalog.isThere() ? &m_catalog : nullptr;
}

ClientDirectory *CountersignBackend::clients()
{
    const QStringList scopes = m_tokens.scopes();
    const bool may = scopes.contains(QLatin1String("clients:manage")) || scopes.contains(QLatin1String("approvals:decide"));
    return may && m_metadata && !m_metadata->clientsEndpoint.isEmpty() ? &m_clients : nullptr;
}

AuditReader *CountersignBackend::auditHistory()
{
    return m_metadata && !m_metadata->auditEndpoint.isEmpty() && m_tokens.scopes().contains(QLatin1String("audit:read")) ? &m_audit : nullptr;
}

void CountersignBackend::startEvents()
{
    m_wantsEvents = true;
    if (m_state == SignInState::SignedIn && m_metadata)
        m_events.start(QUrl(m_metadata->eventsEndpoint, QUrl::StrictMode));
}

void CountersignBackend::stopEvents()
{
    m_wantsEvents = false;
    m_events.stop();
}

qint64 CountersignBackend::serverTime() const
{
    return m_tokens.serverClock().isKnown() ? m_tokens.serverClock().now() : 0;
}

}  // namespace countersign::backends
