// A console with made-up authorities, for scenes of whole pages.
#pragma once

#include "app/console/console.h"
#include "tests/scenes/scene.h"
#include "tests/support/sign_in_backend.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QVBoxLayout>
#include <QWidget>

#include <deque>

namespace countersign::scenes {

class ConsoleStage : public QObject {
public:
    ConsoleStage() : clock(fixedNowMs), settings(dir.path()), console(settings, clock, factory()) {}

    QTemporaryDir dir;
    base::ManualClock clock;
    console::Settings settings;
    // Those made next, in order; the last one again when there are no more.
    std::deque<console::AuthorityBadge> badges{{QStringLiteral("Northwind production"), QStringLiteral("approvals.northwind.example"), 0}};
    QList<tests::SignInBackend *> backends;
    std::function<void(tests::SignInBackend &)> prepare;
    std::function<void(console::AuthoritySession::Parts &)> furnish;  // the last word before the session is made
    console::Console console;

    // As the person would, or the settings.
    console::AuthoritySession &add(const console::AuthorityBadge &badge)
    {
        badges = {badge};
        return *console.authorities().add(make(console::AuthoritySession::Kind::Remote));
    }
    console::AuthoritySession &addLocal()
    {
        badges = {{QStringLiteral("This computer"), QStringLiteral("127.0.0.1:7443"), 5}};
        return *console.authorities().add(make(console::AuthoritySession::Kind::Local));
    }
    tests::SignInBackend &backend(int at = 0) { return *backends.at(at); }

    // Lets answers arrive. They come through the event loop alone.
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }

    // The page, owning the stage and ending before it.
    static QWidget *show(ConsoleStage *stage, QWidget *page)
    {
        settle();
        auto *root = new QWidget;
        auto *column = new QVBoxLayout(root);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(page);
        stage->setParent(root);
        return root;
    }

private:
    std::unique_ptr<console::AuthoritySession> make(console::AuthoritySession::Kind kind)
    {
        console::AuthoritySession::Parts parts;
        parts.badge = badges.front();
        if (badges.size() > 1)
            badges.pop_front();
        parts.id = console::AuthorityId(QStringLiteral("authority-%1").arg(backends.size()));
        parts.kind = kind;
        parts.clock = &clock;
        auto backend = std::make_unique<tests::SignInBackend>();
        backend->issuerText = QStringLiteral("https://") + parts.badge.host;
        backend->time = fixedNowMs / 1000;
        backends.append(backend.get());
        if (prepare)
            prepare(*backend);
        parts.backend = std::move(backend);
        if (furnish)
            furnish(parts);
        return std::make_unique<console::AuthoritySession>(std::move(parts));
    }
    console::Console::Factory factory()
    {
        return {[this](const console::Settings::KnownAuthority &) { return make(console::AuthoritySession::Kind::Remote); },
                [this](const console::Settings::KnownAuthority &) { return make(console::AuthoritySession::Kind::Local); }};
    }
};

}  // namespace countersign::scenes
