// The console: puts the parts together and starts them.
#include "app/backends/countersign/issuer_url.h"
#include "app/console/colour_scheme.h"
#include "app/console/notifier.h"
#include "app/console/single_instance.h"
#include "app/keychain/service_state.h"
#include "app/programs/console_arguments.h"
#include "app/programs/process_guard.h"
#include "app/programs/secret_switch.h"
#include "app/programs/session_factory.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/bundle_save.h"
#include "ui/audit/export_dialog.h"
#include "ui/audit/reports_view.h"
#include "ui/clients/clients_page.h"
#include "ui/clients/end_warnings.h"
#include "ui/grants/grants_page.h"
#include "ui/inbox/inbox_page.h"
#include "ui/scopes/scopes_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/signin/sign_in_page.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/tray/tray.h"
#include "ui/widgets/toast_area.h"

#include <QApplication>
#include <QLocale>
#include <QTemporaryDir>

#include <cstdio>

namespace {

using namespace countersign;
using console::Console;

int complain(const QString &why)
{
    std::fputs(QStringLiteral("countersign: %1\n").arg(why).toLocal8Bit().constData(), stderr);
    return 2;
}

// Without one Qt would end the program with a core dump and advice about plugins.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

// A language chosen in the settings also writes the dates, but keeps the desktop's country where both agree.
void translate(QApplication &application, const console::Settings &settings)
{
    const QLocale chosen(settings.language());
    if (!settings.language().isEmpty() && chosen.language() != QLocale().language())
        QLocale::setDefault(chosen);
    text::installTranslations(application, settings.language().isEmpty() ? QLocale() : chosen);
}

theme::Scheme schemeOf(console::Settings::ThemeChoice choice)
{
    switch (choice) {
    case console::Settings::ThemeChoice::Light: return theme::Scheme::Light;
    case console::Settings::ThemeChoice::Dark: return theme::Scheme::Dark;
    case console::Settings::ThemeChoice::System: break;
    }
    return theme::Scheme::System;
}

void probeKeychain(Console &console)
{
    base::whenAnswered(&console, keychain::probeService(), [&console](const base::Result<keychain::ServiceState> &state) {
        if (console.keychain() == Console::KeychainState::MemoryOnly)
            return;
        const auto found = state.value_or(keychain::ServiceState::Absent);
        console.setKeychain(found == keychain::ServiceState::Available ? Console::KeychainState::Available
                            : found == keychain::ServiceState::Locked  ? Console::KeychainState::Locked
                                                                       : Console::KeychainState::Absent);
    });
}

void connectNotifier(console::Notifier &notifier, Console &console)
{
    notifier.setEnabled(console.settings().notifications());
    QObject::connect(&console.settings(), &console::Settings::changed, &notifier,
                     [&] { notifier.setEnabled(console.settings().notifications()); });
    QObject::connect(&console.inbox(), &console::InboxModel::arrived, &notifier, [&](const console::ApprovalRef &ref) {
        if (const console::Summary *summary = console.inbox().find(ref))
            notifier.announce(summary->client.name);
    });
    QObject::connect(&console.inbox(), &console::InboxModel::pendingCountChanged, &notifier, [&notifier](int count) {
        if (count == 0)
            notifier.withdraw();
    });
    QObject::connect(&console.clients(), &console::Clients::endsSoon, &notifier, [&](const console::ClientRef &ref) {
        if (const console::ClientEntry *client = console.clients().list().find(ref))
            notifier.announceEnd(client->name);
    });
    QObject::connect(&notifier, &console::Notifier::raiseRequested, &console, &Console::raiseRequested);
}

settings::Presence presence(bool there)
{
    return there ? settings::Presence::There : settings::Presence::Missing;
}

// Text that is nowhere else is asked about before the program ends, by whatever way.
void guardText(shell::MainWindow &window, scopes::ScopesPage &page)
{
    window.setQuitGuard([&window, &page] {
        if (!page.holdsUnsavedText())
            return true;
        window.raiseWindow();
        window.showPage(QStringLiteral("scopes"));
        page.askBeforeLosing([] { QApplication::quit(); });
        return false;
    });
}

void addScopes(shell::MainWindow &window, Console &console)
{
    auto *page = new scopes::ScopesPage(console.catalogs(), console.authorities());
    window.addPage({QStringLiteral("scopes"), theme::Glyph::Scopes, QCoreApplication::translate("MainWindow", "Scopes"), page});
    guardText(window, *page);
    QObject::connect(page, &scopes::ScopesPage::said, &window, [&window](const QString &sentence) { window.toasts().say(sentence); });
    QObject::connect(page, &scopes::ScopesPage::approvalRequested, &window, [&window](const console::ApprovalRef &approval) {
        window.showInbox();
        window.inbox().open(approval);
    });
}

// Beside the entries: reports, and what is saved to be shown to others.
void addReview(audit::AuditPage &page, Console &console)
{
    page.addView(QCoreApplication::translate("MainWindow", "Reports"), new audit::ReportsView(console.auditReports()));
    page.offerExport();
    QObject::connect(&page, &audit::AuditPage::followed, &console.auditReports(), &console::AuditReports::setAuthority);
    QObject::connect(&page, &audit::AuditPage::followed, &console.auditExport(), &console::AuditExport::setAuthority);
    QObject::connect(&page, &audit::AuditPage::narrowed, &console.auditExport(), &console::AuditExport::setQuery);
    QObject::connect(&page, &audit::AuditPage::narrowed, &console.auditReports(), &console::AuditReports::follow);
    QObject::connect(&page, &audit::AuditPage::exportRequested, &page, [&page, &console] { (new audit::ExportDialog(console.auditExport(), page.window()))->open(); });
    QObject::connect(&page, &audit::AuditPage::bundleRequested, &page, [&page, &console](const QString &txn) { audit::saveBundle(console.auditExport(), base::ApprovalId(txn), page.window()); });
}

void addAudit(shell::MainWindow &window, Console &console)
{
    auto *page = new audit::AuditPage(console);
    window.addPage({QStringLiteral("audit"), theme::Glyph::Log, QCoreApplication::translate("MainWindow", "Audit"), page});
    QObject::connect(page, &audit::AuditPage::said, &window, [&window](const QString &sentence) { window.toasts().say(sentence); });
    QObject::connect(page, &audit::AuditPage::offered, &window, [&window](const QString &sentence, const QString &action, const std::function<void()> &act) {
        window.toasts().offer({sentence, action, theme::Tone::Neutral}, act);
    });
    addReview(*page, console);
}

// The window with all its pages; `window` takes them over.
settings::SettingsPage *fillWindow(shell::MainWindow &window, Console &console)
{
    auto *signIn = new signin::SignInPage(console);
    auto *settingsPage = new settings::SettingsPage(console, {.version = QStringLiteral(COUNTERSIGN_VERSION)});
    window.setSignInPage(signIn);
    window.addPage({QStringLiteral("grants"), theme::Glyph::Key, QCoreApplication::translate("MainWindow", "Active access"),
                    new grants::GrantsPage(console.grants(), console.authorities())});
    auto *clientsPage = new clients::ClientsPage(console);
    window.addPage({QStringLiteral("clients"), theme::Glyph::Server, QCoreApplication::translate("MainWindow", "Clients"), clientsPage});
    QObject::connect(&window, &shell::MainWindow::authorityChosen, clientsPage, &clients::ClientsPage::setAuthority);
    addScopes(window, console);
    addAudit(window, console);
    window.setSettingsPage(settingsPage);
    const auto addAuthority = [signIn, &window] {
        signIn->showChoices();
        window.showSignIn();
    };
    QObject::connect(settingsPage, &settings::SettingsPage::addAuthorityRequested, &window, addAuthority);
    QObject::connect(&window, &shell::MainWindow::addAuthorityRequested, signIn, &signin::SignInPage::showChoices);
    QObject::connect(signIn, &signin::SignInPage::finished, &window, &shell::MainWindow::showInbox);
    return settingsPage;
}

void connectTray(const tray::Tray &tray, Console &console, shell::MainWindow &window, settings::SettingsPage &page)
{
    const auto follow = [&tray, &page] {
        page.setTray(presence(tray.isThere()));
        // Without an icon a closed window could not be found again.
        QApplication::setQuitOnLastWindowClosed(!tray.isThere());
    };
    follow();
    QObject::connect(&tray, &tray::Tray::presenceChanged, &page, follow);
    QObject::connect(&tray, &tray::Tray::openRequested, &console, &Console::raiseRequested);
    QObject::connect(&tray, &tray::Tray::quitRequested, &window, &shell::MainWindow::quit);
}

void connectTheme(theme::Theme &theme, const console::Settings &settings, const console::ColourScheme &desktop)
{
    const auto choose = [&] { theme.setScheme(schemeOf(settings.theme())); };
    const auto followDesktop = [&] {
        using Preference = console::ColourScheme::Preference;
        theme.setSystemScheme(desktop.preference() == Preference::Dark    ? theme::SystemScheme::Dark
                              : desktop.preference() == Preference::Light ? theme::SystemScheme::Light
                                                                          : theme::SystemScheme::NoPreference);
    };
    choose();
    followDesktop();
    QObject::connect(&settings, &console::Settings::changed, &theme, choose);
    QObject::connect(&desktop, &console::ColourScheme::changed, &theme, followDesktop);
}

// An argument may offer a first authority; it never adds one behind the back of those already there.
void followArguments(const programs::ConsoleArguments &arguments, Console &console)
{
    if (arguments.local)
        console.startLocal();
    if (arguments.connectTo.isEmpty())
        return;
    for (int row = 0; row < console.authorities().rowCount(); ++row) {
        if (console.authorities().at(row)->issuer() == arguments.connectTo)
            return;
    }
    if (!console.authorities().isEmpty())
        complain(QStringLiteral("--connect is for the first start; add further authorities in the window"));
    else if (const base::Status added = console.connectTo(arguments.connectTo); !added)
        complain(added.error().detail);
}

int selfTest(shell::MainWindow &window)
{
    window.show();
    const QList<void (*)(shell::MainWindow &)> places{[](shell::MainWindow &w) { w.showInbox(); }, [](shell::MainWindow &w) { w.showPage(QStringLiteral("grants")); },
                                                      [](shell::MainWindow &w) { w.showPage(QStringLiteral("clients")); },
                                                      [](shell::MainWindow &w) { w.showPage(QStringLiteral("scopes")); },
                                                      [](shell::MainWindow &w) { w.showPage(QStringLiteral("audit")); },
                                                      [](shell::MainWindow &w) { w.showSettings(); }, [](shell::MainWindow &w) { w.showSignIn(); }};
    for (const auto &show : places) {
        show(window);
        QApplication::processEvents();
        if (window.grab().isNull())
            return 1;
    }
    return 0;
}

int run(QApplication &application, const programs::ConsoleArguments &arguments, const QString &dataDir)
{
    console::Settings settings(dataDir);
    console::SingleInstance instance(console::SingleInstance::defaultDir(dataDir));
    if (!arguments.selfTest && instance.begin() == console::SingleInstance::Start::Handed)
        return 0;
    translate(application, settings);
    theme::Theme theme(application);
    const console::ColourScheme desktop;
    connectTheme(theme, settings, desktop);
    base::SystemClock clock;
    programs::SecretSwitch secrets;
    Console console(settings, clock, programs::sessionFactory({&settings, &secrets, &clock, dataDir}));
    console::Notifier notifier(clock);
    shell::MainWindow window(console);
    settings::SettingsPage *settingsPage = fillWindow(window, console);
    if (arguments.selfTest)
        return selfTest(window);

    const clients::EndWarnings endWarnings(console, window.toasts());
    const tray::Tray tray(console);
    connectTray(tray, console, window, *settingsPage);
    connectNotifier(notifier, console);
    QObject::connect(&notifier, &console::Notifier::serviceChanged, settingsPage,
                     [&, settingsPage] { settingsPage->setNotifications(presence(notifier.isServiceThere())); });
    QObject::connect(&window, &shell::MainWindow::quitRequested, &application, &QApplication::quit);
    QObject::connect(&instance, &console::SingleInstance::raiseRequested, &console, &Console::raiseRequested);
    QObject::connect(&console, &Console::memoryOnlyAccepted, &application, [&secrets] { secrets.useMemory(); });
    QObject::connect(&console, &Console::keychainCheckWanted, &application, [&console] { probeKeychain(console); });
    probeKeychain(console);
    window.show();
    console.start();
    followArguments(arguments, console);
    return QApplication::exec();
}

}  // namespace

int main(int argc, char **argv)
{
    programs::guardProcess();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    const base::Result<programs::ConsoleArguments> arguments = programs::parseConsoleArguments(words);
    if (!arguments)
        return complain(arguments.error().detail);
    if (arguments->help || arguments->version) {
        std::fputs(arguments->help ? programs::consoleHelp().toLocal8Bit().constData() : "countersign " COUNTERSIGN_VERSION "\n", stdout);
        return 0;
    }
    if (!arguments->connectTo.isEmpty()) {
        if (const base::Result<QUrl> issuer = backends::parseIssuer(arguments->connectTo); !issuer)
            return complain(QStringLiteral("--connect: ") + issuer.error().detail);
    }
    if (!hasDisplay()) {
        complain(QStringLiteral("there is no display (DISPLAY, WAYLAND_DISPLAY); countersignctl decides without one"));
        return 1;
    }
    int ownCount = 1;  // Qt sees the program's name alone
    QApplication application(ownCount, argv);
    QApplication::setApplicationName(QStringLiteral("countersign"));
    QApplication::setApplicationDisplayName(QStringLiteral("Countersign"));
    QApplication::setApplicationVersion(QStringLiteral(COUNTERSIGN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("com.countersign.Console"));
    const QTemporaryDir scratch;
    const bool usesScratch = arguments->selfTest && arguments->dataDir.isEmpty();
    return run(application, *arguments, usesScratch ? scratch.path() : arguments->dataDir);
}
