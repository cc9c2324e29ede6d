// The published contract and the program must name the same endpoints: neither may drift.
#include "app/authority/http/router.h"
#include "tests/authority/authority_fixture.h"

#include <QFile>
#include <QtTest>

#include <set>

using namespace countersign;

namespace {

// Paths stand two blanks deep, verbs four: enough of YAML to read our own file.
std::set<QByteArray> documented()
{
    QFile file(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/resources/openapi.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::set<QByteArray> result;
    QByteArray path;
    static const QRegularExpression verb(QStringLiteral("^    (get|post|put|patch|delete|head|options):"));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith("components:"))
            break;
        if (line.startsWith("  /"))
            path = line.trimmed().chopped(1);
        if (const auto match = verb.match(QString::fromUtf8(line)); match.hasMatch())
            result.insert(match.captured(1).toUpper().toLatin1() + ' ' + path);
    }
    return result;
}

}  // namespace

class OpenApiTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void programAndContractNameTheSame()
    {
        test::AuthorityFixture authority;
        const auto routes = authority.routes();
        const std::set<QByteArray> served(routes.begin(), routes.end());
        const auto promised = documented();
        QVERIFY(promised.size() > 20);
        for (const QByteArray &route : served)
            QVERIFY2(promised.contains(route), (route + " is served but not documented").constData());
        for (const QByteArray &route : promised)
            QVERIFY2(served.contains(route), (route + " is documented but not served").constData());
    }
};

QTEST_GUILESS_MAIN(OpenApiTest)
#include "openapi_test.moc"
