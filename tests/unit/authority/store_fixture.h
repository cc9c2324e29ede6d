// A store in a directory of its own, with a clock that moves only when told.
#pragma once

#include "app/authority/store/store.h"

#include <QTemporaryDir>
#include <QtTest>

namespace countersign::authority::store {

inline constexpr qint64 kStartMs = 1'800'000'000'000;

struct StoreFixture {
    QTemporaryDir directory;
    base::ManualClock clock{kStartMs};
    std::unique_ptr<Store> store;
    std::vector<QString> fatal;

    StoreFixture()
    {
        const auto created = Store::create(directory.path(), clock);
        if (!created)
            qFatal("create: %s", qPrintable(created.error().detail));
        reopen();
    }

    void reopen(OpenMode mode = OpenMode::Serve, qsizetype queueLimit = 4096)
    {
        store.reset();
        auto opened = Store::open(directory.path(), clock, {mode, queueLimit, [this](const Failure &f) { fatal.push_back(f.detail()); }});
        if (!opened)
            qFatal("open: %s", qPrintable(opened.error().detail));
        store = *std::move(opened);
    }
};

inline AuditEvent someEvent(const QString &actor = QStringLiteral("system"))
{
    AuditEvent event;
    event.event = QStringLiteral("test.done");
    event.actor = actor;
    event.payload = {{QStringLiteral("n"), 1}};
    return event;
}

}  // namespace countersign::authority::store
