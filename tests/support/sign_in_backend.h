// FakeBackend whose sign-in, grants and revocations wait for the test, and which counts what was asked of it.
#pragma once

#include "tests/support/fake_backend.h"

namespace countersign::tests {

class SignInBackend final : public FakeBackend {
public:
    QString issuerText = QStringLiteral("https://approvals.example");
    QString personName = QStringLiteral("Sofia Lind");
    QStringList scopes{QStringLiteral("approvals:read"), QStringLiteral("approvals:decide"), QStringLiteral("grants:revoke")};
    base::Asked<base::Done> openSignIn;
    // Answered at once when set, otherwise by the test through openGrants.
    std::optional<base::Result<QList<backends::Grant>>> grantsAnswer = QList<backends::Grant>();
    base::Asked<QList<backends::Grant>> openGrants;
    int signIns = 0, signOuts = 0, resumes = 0, grantReads = 0;
    QList<QPair<QString, QString>> revoked;  // id, reason

    [[nodiscard]] QString issuer() const override { return issuerText; }
    [[nodiscard]] backends::Identity identity() const override
    {
        if (signInState() != backends::SignInState::SignedIn)
            return {};
        backends::Identity who = FakeBackend::identity();
        who.name = personName;
        who.scopes = scopes;
        who.device = base::DeviceKid(QStringLiteral("hN3kq0mT7Zq5oY1xv8S2cJdR6uWbLpA4eFgKiMsXzVQ"));
        return who;
    }
    // As it is at this moment, by the authority's clock.
    base::Answer<Approval> approval(const base::ApprovalId &id) override
    {
        if (cards.contains(id))
            cards[id].serverTime = time;
        return FakeBackend::approval(id);
    }
    base::Answer<base::Done> resume() override
    {
        ++resumes;
        return FakeBackend::resume();
    }
    base::Answer<base::Done> signIn() override
    {
        ++signIns;
        openSignIn = {};
        setState(backends::SignInState::SigningIn);
        return openSignIn.answer();
    }
    // Ends a sign-in that waits, well or not.
    void finishSignIn(const base::Status &status)
    {
        setState(status ? backends::SignInState::SignedIn : backends::SignInState::SignedOut);
        openSignIn.give(status);
    }
    void cancelSignIn() override { finishSignIn({base::Errc::Cancelled, QStringLiteral("cancelled")}); }
    base::Answer<base::Done> signOut() override
    {
        ++signOuts;
        return FakeBackend::signOut();
    }
    base::Answer<QList<backends::Grant>> grants() override
    {
        ++grantReads;
        if (grantsAnswer)
            return base::answered<QList<backends::Grant>>(*grantsAnswer);
        openGrants = {};
        return openGrants.answer();
    }
    base::Answer<base::Done> revokeGrant(const base::GrantId &id, const QString &reason) override
    {
        revoked.append({id.text(), reason});
        return FakeBackend::revokeGrant(id, reason);
    }
};

}  // namespace countersign::tests
