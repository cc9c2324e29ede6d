// Clients that exist in a test alone: answers what the test has set; what changes waits until the test answers it.
#pragma once

#include "app/backends/client_directory.h"

#include <QStringList>

#include <algorithm>

namespace countersign::tests {

class FakeClientBook : public backends::ClientDirectory {
public:
    using Id = base::ClientId;

    QList<backends::ClientEntry> entries;   // newest first
    qint64 time = 1000;
    int pageSize = 200;
    std::optional<base::Error> readError;   // answers page() and client() while set
    bool waits = false;                     // page() is then answered by `nextPage`
    base::Asked<backends::ClientPage> nextPage;
    base::Asked<backends::RegisteredClient> nextAdd;
    base::Asked<backends::ClientAnswer> nextChange;
    QList<backends::NewClient> added;       // as they were asked for
    QStringList changes;                    // "revoke cli_1 reason", in the order they came
    QList<backends::InitialToken> initial;  // newest first
    QList<backends::NewInitialToken> addedTokens;
    base::Asked<backends::InitialTokenAnswer> nextToken;
    qint64 askedEnd = 0;                    // of the last extension
    int pages = 0, singles = 0;

    [[nodiscard]] backends::ClientEntry *find(const QString &id)
    {
        const auto found = std::find_if(entries.begin(), entries.end(), [&id](const backends::ClientEntry &each) { return each.id.text() == id; });
        return found == entries.end() ? nullptr : &*found;
    }

    base::Answer<backends::ClientPage> page(const backends::ClientQuery &query) override
    {
        ++pages;
        if (readError)
            return base::answered<backends::ClientPage>(*readError);
        if (waits) {
            nextPage = {};
            return nextPage.answer();
        }
        const qsizetype from = query.cursor.toLongLong();
        backends::ClientPage page;
        page.serverTime = time;
        page.items = entries.mid(from, pageSize);
        for (backends::ClientEntry &each : page.items) {
            each.tokens.clear();
            each.history.clear();
        }
        if (from + pageSize < entries.size())
            page.nextCursor = QString::number(from + pageSize);
        return base::answered<backends::ClientPage>(page);
    }
    base::Answer<backends::ClientEntry> client(const Id &id) override
    {
        ++singles;
        if (readError)
            return base::answered<backends::ClientEntry>(*readError);
        const backends::ClientEntry *known = find(id.text());
        if (!known)
            return base::answered<backends::ClientEntry>({base::Errc::NotFound, {}});
        backends::ClientEntry whole = *known;
        whole.serverTime = time;
        return base::answered<backends::ClientEntry>(whole);
    }
    base::Answer<backends::RegisteredClient> add(const backends::NewClient &client) override
    {
        added.append(client);
        nextAdd = {};
        return nextAdd.answer();
    }
    base::Answer<backends::ClientAnswer> extend(const Id &id, qint64 expiresAt, const QString &reason) override
    {
        askedEnd = expiresAt;
        return change(QStringLiteral("extend"), id, reason);
    }
    base::Answer<backends::ClientAnswer> rotateSecret(const Id &id, const QString &reason) override { return change(QStringLiteral("rotate"), id, reason); }
    base::Answer<backends::ClientAnswer> revoke(const Id &id, const QString &reason) override { return change(QStringLiteral("revoke"), id, reason); }
    base::Answer<backends::ClientAnswer> freeze(const Id &id, const QString &reason) override { return change(QStringLiteral("freeze"), id, reason); }
    base::Answer<backends::ClientAnswer> unfreeze(const Id &id, const QString &reason) override { return change(QStringLiteral("unfreeze"), id, reason); }
    base::Answer<backends::InitialTokenList> initialTokens() override
    {
        if (readError)
            return base::answered<backends::InitialTokenList>(*readError);
        return base::answered<backends::InitialTokenList>(backends::InitialTokenList{initial, time});
    }
    base::Answer<backends::InitialTokenAnswer> addInitialToken(const backends::NewInitialToken &token) override
    {
        addedTokens.append(token);
        nextToken = {};
        return nextToken.answer();
    }
    base::Answer<backends::InitialTokenAnswer> revokeInitialToken(const QString &id, const QString &reason) override
    {
        changes.append(QStringLiteral("revoke token ") + id + QLatin1Char(' ') + reason);
        nextToken = {};
        return nextToken.answer();
    }

private:
    base::Answer<backends::ClientAnswer> change(const QString &verb, const Id &id, const QString &reason)
    {
        changes.append(verb + QLatin1Char(' ') + id.text() + QLatin1Char(' ') + reason);
        nextChange = {};
        return nextChange.answer();
    }
};

// A living temporary client that was registered `age` seconds ago and has `left` seconds to go.
inline backends::ClientEntry temporaryClient(const QString &id, qint64 now, qint64 age, qint64 left)
{
    backends::ClientEntry client;
    client.id = base::ClientId(id);
    client.name = id;
    client.owner = QStringLiteral("ops@example");
    client.authMethod = QStringLiteral("client_secret_basic");
    client.grants = QStringList{QStringLiteral("client_credentials")};
    client.scopes = QStringList{QStringLiteral("orders:read")};
    client.temporary = true;
    client.registeredAt = now - age;
    client.registeredBy = QStringLiteral("alice");
    client.reason = QStringLiteral("Migration of the archive");
    client.expiresAt = now + left;
    client.mayExtend = true;
    return client;
}

inline backends::ClientEntry standingClient(const QString &id, qint64 now, qint64 age)
{
    backends::ClientEntry client = temporaryClient(id, now, age, 0);
    client.temporary = client.mayExtend = false;
    client.expiresAt.reset();
    return client;
}

}  // namespace countersign::tests
