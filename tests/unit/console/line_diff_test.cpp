#include "app/console/catalog/line_diff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace countersign::console;
using Kind = DiffRow::Kind;

namespace {

QStringList lines(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char('\n'));
}

// What the hunks make of the text before.
QStringList applied(const QStringList &before, const QStringList &after, const QList<Hunk> &hunks)
{
    QStringList out;
    int done = 0;
    for (const Hunk &hunk : hunks) {
        out += before.mid(done, hunk.beforeBegin - done);
        out += after.mid(hunk.afterBegin, hunk.afterEnd - hunk.afterBegin);
        done = hunk.beforeEnd;
    }
    return out + before.mid(done);
}

QStringList randomLines(QRandomGenerator &random, int count, int kinds)
{
    QStringList out;
    for (int i = 0; i < count; ++i)
        out.append(QString::number(random.bounded(kinds)));
    return out;
}

}  // namespace

class LineDiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatChanged()
    {
        const QList<Hunk> hunks = diffLines(lines("a\nb\nc\nd"), lines("a\nB\nc\nd\ne"));
        QCOMPARE(hunks, (QList<Hunk>{{1, 2, 1, 2}, {4, 4, 4, 5}}));
        QVERIFY(diffLines(lines("a\nb"), lines("a\nb")).isEmpty());
    }

    // A block put in before one that looks like it must not be torn apart.
    void keepsBlocksWhole()
    {
        const QStringList before = lines("[[scope]]\nname = \"a\"\n\n[[scope]]\nname = \"c\"\n");
        const QStringList after = lines("[[scope]]\nname = \"a\"\n\n[[scope]]\nname = \"b\"\n\n[[scope]]\nname = \"c\"\n");
        const QList<Hunk> hunks = diffLines(before, after);
        QCOMPARE(hunks.size(), 1);
        QCOMPARE(hunks.first().beforeEnd - hunks.first().beforeBegin, 0);
        QCOMPARE(hunks.first().afterEnd - hunks.first().afterBegin, 3);
    }

    // Whatever it says leads from one text to the other.
    void alwaysLeadsThere()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 400; ++round) {
            const int kinds = 1 + random.bounded(12);
            const QStringList before = randomLines(random, random.bounded(40), kinds);
            const QStringList after = randomLines(random, random.bounded(40), kinds);
            const QList<Hunk> hunks = diffLines(before, after);
            QCOMPARE(applied(before, after, hunks), after);
            for (qsizetype i = 1; i < hunks.size(); ++i)
                QVERIFY(hunks.at(i).beforeBegin > hunks.at(i - 1).beforeEnd || hunks.at(i).afterBegin > hunks.at(i - 1).afterEnd);
        }
    }

    void endsOnHostileTexts()
    {
        const QStringList same(20'000, QStringLiteral("x"));
        QStringList other(20'000, QStringLiteral("y"));
        other[9'999] = QStringLiteral("x");
        QElapsedTimer time;
        time.start();
        QCOMPARE(applied(same, other, diffLines(same, other)), other);
        QVERIFY2(time.elapsed() < 5'000, "a difference of everything took too long");
    }

    void rowsStandSideBySide()
    {
        const QString before = QStringLiteral("1\n2\n3\n4\n5\n6\n7\n8\n9\n10");
        const QString after = QStringLiteral("1\n2\n3\n4\n5\nsix\n7\n8\n9\n10\n11");
        const QList<DiffRow> rows = sideBySide(before, after, 1);
        QCOMPARE(rows.first().kind, Kind::Skipped);
        QCOMPARE(rows.first().skipped, 4);
        QCOMPARE(rows.at(2).kind, Kind::Changed);
        QCOMPARE(rows.at(2).beforeText, QStringLiteral("6"));
        QCOMPARE(rows.at(2).afterText, QStringLiteral("six"));
        QCOMPARE(rows.at(2).after, 6);
        QCOMPARE(rows.last().kind, Kind::Added);
        QCOMPARE(rows.last().after, 11);
        QCOMPARE(rows.last().before, 0);
        QVERIFY(sideBySide(before, before).isEmpty());
    }

    // One column tells both texts as completely as two do, each in its order, what went above what came.
    void oneColumnLosesNothing()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            const QStringList before = randomLines(random, random.bounded(30), 9), after = randomLines(random, random.bounded(30), 9);
            QStringList was, is;
            bool came = false;
            for (const DiffRow &row : oneColumn(sideBySide(before.join(QLatin1Char('\n')), after.join(QLatin1Char('\n')), 1000))) {
                QVERIFY(row.kind == Kind::Same || row.kind == Kind::Removed || row.kind == Kind::Added);
                QVERIFY2(row.kind != Kind::Removed || !came, "something that went stands below what came for it");
                came = row.kind == Kind::Added;
                if (row.kind != Kind::Added)
                    was.append(row.beforeText);
                if (row.kind != Kind::Removed)
                    is.append(row.afterText);
            }
            if (before.join(QLatin1Char('\n')) == after.join(QLatin1Char('\n')))
                continue;
            QCOMPARE(was.join(QLatin1Char('\n')), before.join(QLatin1Char('\n')));
            QCOMPARE(is.join(QLatin1Char('\n')), after.join(QLatin1Char('\n')));
        }
    }

    void mergesWhatDoesNotTouch()
    {
        const QString base = QStringLiteral("1\n2\n3\n4\n5");
        QCOMPARE(mergeLines(base, QStringLiteral("one\n2\n3\n4\n5"), QStringLiteral("1\n2\n3\n4\nfive")), QStringLiteral("one\n2\n3\n4\nfive"));
        QCOMPARE(mergeLines(base, QStringLiteral("1\n2\n3\n4\n5\n6"), QStringLiteral("2\n3\n4\n5")), QStringLiteral("2\n3\n4\n5\n6"));
        // Both did the same.
        QCOMPARE(mergeLines(base, QStringLiteral("1\n2\nthree\n4\n5"), QStringLiteral("1\n2\nthree\n4\n5")), QStringLiteral("1\n2\nthree\n4\n5"));
    }

    void leavesAConflictToThePerson()
    {
        const QString base = QStringLiteral("1\n2\n3\n4\n5");
        QCOMPARE(mergeLines(base, QStringLiteral("1\ntwo\n3\n4\n5"), QStringLiteral("1\nzwei\n3\n4\n5")), std::nullopt);
        QCOMPARE(mergeLines(base, QStringLiteral("1\ntwo\n3\n4\n5"), QStringLiteral("1\n2\ndrei\n4\n5")), std::nullopt);
        QCOMPARE(mergeLines(base, QStringLiteral("1\n2\n2b\n3\n4\n5"), QStringLiteral("1\n2\n2c\n3\n4\n5")), std::nullopt);
    }

    // With changes on one side alone, the merge is that side.
    void oneSideAloneWins()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 200; ++round) {
            const QString base = randomLines(random, random.bounded(30), 9).join(QLatin1Char('\n'));
            const QString other = randomLines(random, random.bounded(30), 9).join(QLatin1Char('\n'));
            QCOMPARE(mergeLines(base, other, base), other);
            QCOMPARE(mergeLines(base, base, other), other);
        }
    }
};

QTEST_GUILESS_MAIN(LineDiffTest)
#include "line_diff_test.moc"
