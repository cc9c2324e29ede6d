// First start and sign-in in every state.
#include "tests/scenes/console_stage.h"
#include "ui/signin/sign_in_page.h"

#include <QLineEdit>
#include <QPushButton>

using namespace countersign;
using scenes::ConsoleStage;
using scenes::Registrar;
using KeychainState = console::Console::KeychainState;

namespace {

constexpr QSize kPage{900, 640};

const console::AuthorityBadge kProduction{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 6};
const console::AuthorityBadge kStaging{QStringLiteral("Northwind staging"), QStringLiteral("approvals.staging.northwind.example:8443"), 2};

QPushButton *button(QWidget *page, const char *name)
{
    return page->findChild<QPushButton *>(QString::fromLatin1(name));
}

QWidget *withKeychain(KeychainState state)
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(state);
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
}

// One authority whose session is asked to start and answers with this error.
QWidget *withTrouble(base::Errc code, const QString &detail)
{
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    stage->prepare = [code, detail](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(code, detail); };
    stage->add(kProduction).start();
    ConsoleStage::settle();
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
}

const Registrar first("signin_first_start", kPage, [] { return withKeychain(KeychainState::Available); });
const Registrar locked("signin_keychain_locked", kPage, [] { return withKeychain(KeychainState::Locked); });
const Registrar absent("signin_keychain_absent", kPage, [] { return withKeychain(KeychainState::Absent); });
const Registrar memory("signin_memory_only", kPage, [] { return withKeychain(KeychainState::MemoryOnly); });

const Registrar issuer("signin_issuer_refused", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    auto *page = new signin::SignInPage(stage->console);
    button(page, "connectButton")->click();
    page->findChild<QLineEdit *>(QStringLiteral("issuerField"))->setText(QStringLiteral("http://approvals.northwind.example/?next=1"));
    button(page, "issuerContinueButton")->click();
    return ConsoleStage::show(stage, page);
});

const Registrar ready("signin_ready", kPage, [] { return withTrouble(base::Errc::NotFound, QStringLiteral("nothing kept")); });

// A host of letters that only look Latin, and a name that tries to be another line.
const Registrar spoof("signin_spoofed_name", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    stage->prepare = [](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::NotFound, QString()); };
    stage->add({QStringLiteral("Northwind\nVerified by your administrator \u202Etxt"), QStringLiteral("xn--80ak6aa92e.example"), 3}).start();
    ConsoleStage::settle();
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
});

const Registrar waiting("signin_waiting", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    console::AuthoritySession &session = stage->add(kProduction);
    session.signIn();
    stage->clock.advanceMs(28'000);
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
});

const Registrar local("signin_local_starting", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    stage->addLocal().signIn();
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
});

const Registrar unreachable("signin_unreachable", kPage, [] { return withTrouble(base::Errc::Unavailable, QStringLiteral("connection refused")); });
const Registrar tls("signin_tls", kPage, [] { return withTrouble(base::Errc::Denied, QStringLiteral("the certificate is self-signed")); });
const Registrar wrong("signin_wrong_issuer", kPage,
                      [] { return withTrouble(base::Errc::Corrupt, QStringLiteral("metadata names https://evil.example")); });
const Registrar refused("signin_refused", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    console::AuthoritySession &session = stage->add(kProduction);
    session.signIn();
    stage->backend().finishSignIn(base::Status(base::Errc::Unauthenticated, QStringLiteral("access_denied")));
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
});

const Registrar several("signin_several", kPage, [] {
    auto *stage = new ConsoleStage;
    stage->console.setKeychain(KeychainState::Available);
    stage->prepare = [](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::NotFound, QString()); };
    stage->add(kProduction).start();
    stage->prepare = [](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::Timeout, QStringLiteral("no answer in 20 s")); };
    stage->add(kStaging).start();
    ConsoleStage::settle();
    return ConsoleStage::show(stage, new signin::SignInPage(stage->console));
});

}  // namespace
