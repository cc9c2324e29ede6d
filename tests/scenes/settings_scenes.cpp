// The settings, with and without what a desktop may lack.
#include "tests/scenes/console_stage.h"
#include "ui/settings/settings_page.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/fold_toggle.h"

#include <QPushButton>

using namespace countersign;
using scenes::ConsoleStage;
using scenes::Registrar;
using settings::Presence;

namespace {

constexpr QSize kPage{900, 1280};

const console::AuthorityBadge kProduction{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 6};
const console::AuthorityBadge kStaging{QStringLiteral("Northwind staging"), QStringLiteral("approvals.staging.northwind.example:8443"), 2};

ConsoleStage *staged()
{
    auto *stage = new ConsoleStage;
    stage->addLocal().start();
    stage->add(kProduction).start();
    stage->prepare = [](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::NotFound, QString()); };
    stage->add(kStaging).start();
    ConsoleStage::settle();
    return stage;
}

const Registrar usual("settings_usual", kPage, [] {
    ConsoleStage *stage = staged();
    stage->settings.setQuietHours({true, QTime(22, 0), QTime(7, 0)});
    return ConsoleStage::show(stage, new settings::SettingsPage(stage->console, {Presence::There, Presence::There, QStringLiteral("0.1.0")}));
});

const Registrar keys("settings_keys", kPage, [] {
    ConsoleStage *stage = staged();
    const qint64 now = scenes::fixedNowMs / 1000;
    stage->backend(1).deviceList = {{stage->backend(1).identity().device, QStringLiteral("Countersign on desk-07"), now - 86400 * 12, now - 60},
                                    {base::DeviceKid(QStringLiteral("Zk1u0o9tq7bN2yVw5xX8aPqLr3sM4dEfGhIjKlMnOpQ")), QStringLiteral("Countersign on old-laptop"), now - 86400 * 200, now - 86400 * 64},
                                    {base::DeviceKid(QStringLiteral("aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9d")), QStringLiteral("countersignctl on build-2"), now - 86400, std::nullopt}};
    auto *page = new settings::SettingsPage(stage->console, {Presence::There, Presence::There, QStringLiteral("0.1.0")});
    const QList<widgets::Fold *> folds = page->findChildren<widgets::Fold *>();
    folds.at(1)->open();
    return ConsoleStage::show(stage, page);
});

const Registrar bare("settings_bare_desktop", kPage, [] {
    auto *stage = new ConsoleStage;
    auto *page = new settings::SettingsPage(stage->console, {Presence::Missing, Presence::Missing, QStringLiteral("0.1.0")});
    for (widgets::Fold *fold : page->findChildren<widgets::Fold *>())
        fold->open();
    return ConsoleStage::show(stage, page);
});

// What a press on "Sign out" asks.
const Registrar signOut("settings_sign_out", {520, 0}, []() -> QWidget * {
    ConsoleStage *stage = staged();
    auto *page = new settings::SettingsPage(stage->console, {Presence::There, Presence::There, QStringLiteral("0.1.0")});
    for (QPushButton *button : page->findChildren<QPushButton *>(QStringLiteral("settingsSignOut"))) {
        if (!button->isHidden())
            button->click();
    }
    auto *dialog = page->findChild<widgets::AskDialog *>();
    dialog->setParent(nullptr);
    page->setParent(dialog);
    page->hide();
    stage->setParent(dialog);
    return dialog;
});

}  // namespace
