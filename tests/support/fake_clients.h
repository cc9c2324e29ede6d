// The clients of an authority that exists in a test alone: freezing waits until the test answers it, the rest is refused.
#pragma once

#include "app/backends/client_directory.h"

namespace countersign::tests {

class FakeClients : public backends::ClientDirectory {
public:
    QStringList frozen;  // "id: reason"
    base::Asked<backends::ClientAnswer> answer;

    [[nodiscard]] static backends::ClientAnswer done(const QString &id)
    {
        backends::ClientEntry client;
        client.id = base::ClientId(id);
        return {client, {}, std::nullopt, {}};
    }

    base::Answer<backends::ClientAnswer> freeze(const base::ClientId &id, const QString &reason) override
    {
        frozen.append(id.text() + QStringLiteral(": ") + reason);
        return answer.answer();
    }
    base::Answer<backends::ClientPage> page(const backends::ClientQuery &) override { return no<backends::ClientPage>(); }
    base::Answer<backends::ClientEntry> client(const base::ClientId &) override { return no<backends::ClientEntry>(); }
    base::Answer<backends::RegisteredClient> add(const backends::NewClient &) override { return no<backends::RegisteredClient>(); }
    base::Answer<backends::ClientAnswer> extend(const base::ClientId &, qint64, const QString &) override { return no<backends::ClientAnswer>(); }
    base::Answer<backends::ClientAnswer> rotateSecret(const base::ClientId &, const QString &) override { return no<backends::ClientAnswer>(); }
    base::Answer<backends::ClientAnswer> revoke(const base::ClientId &, const QString &) override { return no<backends::ClientAnswer>(); }
    base::Answer<backends::ClientAnswer> unfreeze(const base::ClientId &, const QString &) override { return no<backends::ClientAnswer>(); }
    base::Answer<backends::InitialTokenList> initialTokens() override { return no<backends::InitialTokenList>(); }
    base::Answer<backends::InitialTokenAnswer> addInitialToken(const backends::NewInitialToken &) override { return no<backends::InitialTokenAnswer>(); }
    base::Answer<backends::InitialTokenAnswer> revokeInitialToken(const QString &, const QString &) override { return no<backends::InitialTokenAnswer>(); }

private:
    template <class T>
    base::Answer<T> no() const
    {
        return base::answered<T>({base::Errc::Unsupported, {}});
    }
};

}  // namespace countersign::tests
