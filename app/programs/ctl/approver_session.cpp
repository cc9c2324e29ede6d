#include "app/programs/ctl/approver_session.h"

#include "app/backends/countersign/browser.h"
#include "app/backends/countersign/issuer_url.h"
#include "app/keychain/keychain_store.h"
#include "app/keychain/memory_store.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

#include <QSysInfo>

namespace countersign::ctl {
namespace {

using base::Errc;
using base::Result;

// Prints where to go instead of opening it, for a browser that is reached another way on the same machine.
base::Status printAddress(const QUrl &url)
{
    say(QStringLiteral("Open this address in a browser on this computer:\n") + QString::fromLatin1(url.toEncoded()));
    return base::Done{};
}

}  // namespace

std::vector<OptionSpec> withPersonOptions(std::vector<OptionSpec> more)
{
    std::vector<OptionSpec> all{{"issuer", "URL", "the authority (or COUNTERSIGN_ISSUER)"},
                                {"key-store", "WHERE", "keychain (default), or memory: sign in for this command alone"},
                                {"no-browser", nullptr, "print the sign-in address instead of opening a browser"},
                                {"ca", "FILE", "trust these certificates (PEM) besides the system's"},
                                {"json", nullptr, "print JSON"}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

Result<std::shared_ptr<ApproverSession>> ApproverSession::prepare(const Arguments &arguments)
{
    const QString issuer = optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER");
    if (issuer.isEmpty())
        return {Errc::InvalidArgument, QStringLiteral("--issuer is needed (or COUNTERSIGN_ISSUER)")};
    if (const Result<QUrl> url = backends::parseIssuer(issuer); !url)
        return url.error();
    const Result<QByteArray> certificates = extraCertificates(arguments);
    if (!certificates)
        return certificates.error();
    const QString where = arguments.has("key-store") ? arguments.value("key-store") : QStringLiteral("keychain");
    auto session = std::make_shared<ApproverSession>();
    if (where == QLatin1String("keychain"))
        session->m_store = std::make_unique<keychain::KeychainStore>(QStringLiteral("Countersign"));
    else if (where == QLatin1String("memory"))
        session->m_store = std::make_unique<keychain::MemoryStore>();
    else
        return {Errc::InvalidArgument, QStringLiteral("--key-store is keychain or memory")};
    backends::CountersignBackend::Options options;
    options.issuer = issuer;
    options.store = session->m_store.get();
    options.clock = &session->m_clock;
    options.secretPrefix = issuer + QStringLiteral(" ctl");
    options.deviceName = QStringLiteral("countersignctl on ") + QSysInfo::machineHostName();
    options.openBrowser = arguments.has("no-browser") ? backends::BrowserOpener(printAddress) : backends::BrowserOpener(backends::openBrowser);
    options.extraCertificates = *certificates;
    session->m_backend = std::make_unique<backends::CountersignBackend>(std::move(options));
    return session;
}

ApproverSession::~ApproverSession()
{
    if (m_endsHere)
        (void)await(m_backend->signOut());
}

Result<std::shared_ptr<ApproverSession>> ApproverSession::open(const Arguments &arguments)
{
    Result<std::shared_ptr<ApproverSession>> session = prepare(arguments);
    if (!session)
        return session;
    const bool memory = arguments.value("key-store") == QLatin1String("memory");
    const base::Status ready = await(memory ? (*session)->backend().signIn() : (*session)->backend().resume());
    (*session)->m_endsHere = memory && ready;
    if (ready)
        return session;
    if (!memory && (ready.error().code == Errc::NotFound || ready.error().code == Errc::Unauthenticated))
        return {Errc::Unauthenticated, QStringLiteral("nobody is signed in; run \"countersignctl login\" first")};
    return atAuthority(arguments, ready.error());
}

}  // namespace countersign::ctl
