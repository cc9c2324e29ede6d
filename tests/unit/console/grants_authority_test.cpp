// Active access against a real authority: what is called revoked is revoked there, and nothing else is called so.
#include "app/console/grants_model.h"
#include "tests/support/local_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::GrantsModel;
using Revocation = console::GrantsModel::Revocation;

class GrantsAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_session = tests::startSession(m_local, m_authorities);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->signInState(), console::SignIn::SignedIn, 20'000);
    }

    void cleanupTestCase() { m_authorities.remove(console::AuthorityId(QStringLiteral("local"))); }

    void aCredentialIsCalledRevokedOnceItIs()
    {
        const QString token = credential(QStringLiteral("84"));
        const int row = read(QStringLiteral("Refund order 84"));
        QVERIFY(row >= 0);
        QCOMPARE(m_model.index(row).data(GrantsModel::KindRole).toInt(), static_cast<int>(backends::GrantKind::Credential));
        QVERIFY(m_model.index(row).data(GrantsModel::TimeLeftMsRole).toLongLong() > 30'000);
        QVERIFY(m_model.index(row).data(GrantsModel::MayRevokeRole).toBool());
        m_model.revoke(row, QStringLiteral("no longer needed"));
        QCOMPARE(revocation(QStringLiteral("Refund order 84")), Revocation::Asked);
        QVERIFY(!m_model.index(row).data(GrantsModel::MayRevokeRole).toBool());
        QTRY_COMPARE(revocation(QStringLiteral("Refund order 84")), Revocation::Revoked);
        QVERIFY(!m_local.introspect(token).value(QStringLiteral("active")).toBool());
        read(QStringLiteral("Refund order 84"));  // stays as said, though the list of the living lacks it
        QCOMPARE(revocation(QStringLiteral("Refund order 84")), Revocation::Revoked);
    }

    void whatIsUsedUpLeavesTheList()
    {
        const QString token = credential(QStringLiteral("85"));
        QVERIFY(read(QStringLiteral("Refund order 85")) >= 0);
        QVERIFY(m_local.consume(token, QStringLiteral("85")).value(QStringLiteral("active")).toBool());
        QCOMPARE(read(QStringLiteral("Refund order 85")), -1);
    }

    // Stopped before it can answer: the credential lives on, and the list says so when the authority is back.
    void noAnswerIsNotARevocation()
    {
        const QString token = credential(QStringLiteral("86"));
        const int row = read(QStringLiteral("Refund order 86"));
        QVERIFY(row >= 0);
        QVERIFY(tests::LocalBackend::killAuthority());
        m_model.revoke(row, {});
        QTRY_VERIFY_WITH_TIMEOUT(revocation(QStringLiteral("Refund order 86")) != Revocation::Asked, 15'000);
        QVERIFY(revocation(QStringLiteral("Refund order 86")) != Revocation::Revoked);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->link(), console::Link::CatchingUp, 20'000);  // reached again
        QTRY_VERIFY_WITH_TIMEOUT(m_local.introspect(token).value(QStringLiteral("active")).toBool(), 20'000);
        QVERIFY(read(QStringLiteral("Refund order 86")) >= 0);
        QCOMPARE(revocation(QStringLiteral("Refund order 86")), Revocation::Failed);
    }

private:
    QString credential(const QString &order) { return m_local.credential(order).value(QStringLiteral("access_token")).toString(); }

    // The row with this title after a fresh reading; −1: none.
    int read(const QString &title)
    {
        if (m_model.reading() == GrantsModel::Reading::Now && !QTest::qWaitFor([this] { return m_model.reading() != GrantsModel::Reading::Now; }, 20'000))
            return -1;
        m_model.reload();
        if (!QTest::qWaitFor([this] { return m_model.reading() == GrantsModel::Reading::Done; }, 20'000))
            return -1;
        return rowOf(title);
    }
    [[nodiscard]] int rowOf(const QString &title) const
    {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.index(row).data(GrantsModel::TitleRole).toString() == title)
                return row;
        }
        return -1;
    }
    [[nodiscard]] Revocation revocation(const QString &title) const
    {
        return static_cast<Revocation>(m_model.index(rowOf(title)).data(GrantsModel::RevocationRole).toInt());
    }

    tests::LocalBackend m_local;
    base::SystemClock m_clock;
    console::AuthorityList m_authorities;
    GrantsModel m_model{m_authorities, m_clock};
    console::AuthoritySession *m_session = nullptr;
};

QTEST_GUILESS_MAIN(GrantsAuthorityTest)
#include "grants_authority_test.moc"
