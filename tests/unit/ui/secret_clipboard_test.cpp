// KC-11: a copied secret is marked, and gone from the clipboard after a while and when the program ends.
#include "ui/widgets/secret_clipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using widgets::SecretClipboard;

namespace {

const QString kSecret = QStringLiteral("s3cret-that-is-long-enough-to-be-one");

base::SharedSecret secret()
{
    return std::make_shared<const base::Secret>(kSecret.toUtf8());
}

QClipboard &clipboard()
{
    return *QGuiApplication::clipboard();
}

}  // namespace

class SecretClipboardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { clipboard().setText(QStringLiteral("before")); }

    void isMarkedForClipboardManagers_KC_11()
    {
        SecretClipboard copying;
        copying.copy(secret());
        QCOMPARE(clipboard().text(), kSecret);
        QCOMPARE(clipboard().mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        QVERIFY(copying.isHolding());
    }
    void isClearedAfterAWhile_KC_11()
    {
        QCOMPARE(SecretClipboard::kKeepMs, 30'000);
        SecretClipboard copying(300);
        QSignalSpy cleared(&copying, &SecretClipboard::cleared);
        copying.copy(secret());
        QTest::qWait(50);
        QCOMPARE(clipboard().text(), kSecret);
        QTRY_COMPARE(cleared.size(), 1);
        QCOMPARE(clipboard().text(), QString());
        QVERIFY(!copying.isHolding());
    }
    void copyingAgainStartsAnew_KC_11()
    {
        SecretClipboard copying(600);
        copying.copy(secret());
        QTest::qWait(400);
        copying.copy(secret());
        QTest::qWait(400);
        QCOMPARE(clipboard().text(), kSecret);
        QTRY_COMPARE(clipboard().text(), QString());
    }
    void whatAPersonCopiedMeanwhileStays_KC_11()
    {
        SecretClipboard copying(50);
        copying.copy(secret());
        clipboard().setText(QStringLiteral("a shopping list"));
        QTRY_VERIFY(!copying.isHolding());
        QCOMPARE(clipboard().text(), QStringLiteral("a shopping list"));
    }
    void goesWithItsOwner_KC_11()
    {
        {
            SecretClipboard copying;
            copying.copy(secret());
        }
        QCOMPARE(clipboard().text(), QString());
    }
    void goesWithTheProgram_KC_11()
    {
        SecretClipboard copying;
        copying.copy(secret());
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        QCOMPARE(QCoreApplication::exec(), 0);
        QCOMPARE(clipboard().text(), QString());
        QVERIFY(!copying.isHolding());
    }
};

QTEST_MAIN(SecretClipboardTest)
#include "secret_clipboard_test.moc"
