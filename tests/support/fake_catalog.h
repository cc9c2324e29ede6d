// A catalogue that exists in a test alone: answers what the test has set, or waits where the test wants to answer later.
#pragma once

#include "app/backends/catalog_desk.h"

#include <QHash>
#include <QStringList>

namespace countersign::tests {

class FakeCatalog : public backends::CatalogDesk {
public:
    template <class T>
    using Result = base::Result<T>;

    Result<backends::CatalogState> state{backends::CatalogState{}};
    Result<backends::CatalogUsage> use{backends::CatalogUsage{}};
    Result<backends::CatalogCheck> checked{backends::CatalogCheck{}};
    QHash<qint64, backends::CatalogVersionText> texts;
    QList<backends::CatalogVersionPage> pages;  // by cursor "0", "1", …; the first without one
    bool waits = false;                         // current() is then answered by `nextState`
    base::Asked<backends::CatalogState> nextState;
    base::Asked<backends::CatalogOutcome> nextOutcome;  // answered by the test
    QList<backends::CatalogEdit> applied;               // as they were sent
    QStringList asked;                                  // texts given to check()
    int reads = 0;

    base::Answer<backends::CatalogState> current() override
    {
        ++reads;
        if (!waits)
            return base::answered<backends::CatalogState>(state);
        nextState = {};
        return nextState.answer();
    }
    base::Answer<backends::CatalogUsage> usage() override { return base::answered<backends::CatalogUsage>(use); }
    base::Answer<backends::CatalogVersionPage> versions(const QString &cursor) override
    {
        const qsizetype page = cursor.isEmpty() ? 0 : cursor.toInt();
        if (page >= pages.size())
            return base::answered<backends::CatalogVersionPage>({base::Errc::Unavailable, {}});
        return base::answered<backends::CatalogVersionPage>(pages.at(page));
    }
    base::Answer<backends::CatalogVersionText> version(qint64 number) override
    {
        if (!texts.contains(number))
            return base::answered<backends::CatalogVersionText>({base::Errc::NotFound, {}});
        return base::answered<backends::CatalogVersionText>(texts.value(number));
    }
    base::Answer<backends::CatalogCheck> check(const QString &toml) override
    {
        asked.append(toml);
        return base::answered<backends::CatalogCheck>(checked);
    }
    base::Answer<backends::CatalogOutcome> apply(const backends::CatalogEdit &edit) override
    {
        applied.append(edit);
        nextOutcome = {};
        return nextOutcome.answer();
    }
};

}  // namespace countersign::tests
