// The bytes of a leaf, written straight, against the general writer of canonical JSON.
#include "app/audit/leaf.h"

#include "app/base/json.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace countersign;
using namespace countersign::audit;

namespace {

QString anyText(QRandomGenerator &random)
{
    static const QStringList pieces{QStringLiteral("usr_x"), QStringLiteral("\""), QStringLiteral("\\"), QString(QChar(0)), QStringLiteral("\n\t\b\f\r"), QString(QChar(0x1f)),
                                    QStringLiteral("\u007f"), QStringLiteral("Größe"), QStringLiteral("\u2028"), QStringLiteral("\U0001F4A3"), QStringLiteral("/ <>&"), QString()};
    QString text;
    for (quint32 i = random.bounded(4u); i > 0; --i)
        text += pieces.at(static_cast<qsizetype>(random.bounded(quint32(pieces.size()))));
    return text;
}

std::optional<QString> perhaps(QRandomGenerator &random)
{
    return random.bounded(2) == 0 ? std::nullopt : std::optional(anyText(random));
}

}  // namespace

class LeafTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsBytesAreItsCanonicalJson()
    {
        QRandomGenerator random(6962);
        for (int i = 0; i < 2000; ++i) {
            const Leaf leaf{i == 0 ? 0 : random.bounded(1 << 30), i == 1 ? (Q_INT64_C(1) << 53) - 1 : random.bounded(1 << 30), anyText(random), anyText(random), perhaps(random),
                            perhaps(random), perhaps(random), perhaps(random), anyText(random), anyText(random)};
            const QByteArray bytes = leafBytes(leaf);
            QCOMPARE(bytes, base::json::canonical(leafJson(leaf)));
            const auto back = base::json::parseObject(bytes);
            QVERIFY(back);
            QCOMPARE(*leafFromJson(*back), leaf);
        }
    }

    void absentAndEmptyAreTwoThings()
    {
        Leaf leaf{1, 2, QStringLiteral("a.b"), QStringLiteral("cli"), {}, {}, {}, {}, QStringLiteral("ok"), QStringLiteral("x")};
        const QByteArray without = leafBytes(leaf);
        leaf.client = QString();
        QVERIFY(leafBytes(leaf) != without);
        QVERIFY(leafBytes(leaf).contains("\"client\":\"\""));
    }

    // What one of them leaves behind must not get into the next.
    void aBufferIsUsedAnew()
    {
        QByteArray buffer("something longer than the leaf that is to be written into it, by far, so that its end would show: it has to be quite long for that");
        const LeafView leaf{1, 2, "a.b", "cli", "ok", "x", {}, {}, {}, {}};
        writeLeaf(buffer, leaf);
        QCOMPARE(buffer, QByteArray(R"({"actor":"cli","event":"a.b","outcome":"ok","payload_hash":"x","seq":1,"time":2})"));
    }
};

QTEST_GUILESS_MAIN(LeafTest)
#include "leaf_test.moc"
