#include "app/console/catalog/scope_form.h"

#include "app/catalog/catalog.h"
#include "app/console/catalog/toml_lines.h"

#include <QTest>

using namespace countersign;
using console::ScopeForm;
using console::TomlCarry;
using console::TomlPart;

namespace {

const QString kText = QString::fromUtf8(R"(# Kept by the payments team.
format = 1
name = "Northwind"

[[resource]]
id = "https:\u002F/orders.example"
name = "Orders"

# Everybody in support needs this one.
[[scope]]
  name     = "orders:read"     # do not rename
  title    = "Read orders"
  owner    = "ops@example"
  reason   = """
Shown in
the shop"""
  resource = 'https:\u002F/orders.example'
  risk     = "low"

# Money.
[[scope]]
name = "orders:refund" # the important one
title = "Refund an order"
owner = "payments@example"
reason = "Support refunds customers"
resource = "https:\u002F/orders.example"
risk = "high"

[scope.deprecated]
since = 2026-10-01
use = "orders:read"
# The end of the file.
)").replace(QStringLiteral("\\u002F/"), QStringLiteral("//"));

ScopeForm fresh()
{
    ScopeForm form;
    form.name = QStringLiteral("orders:cancel");
    form.title = QStringLiteral("Cancel \"an\" order \\ now");
    form.owner = QStringLiteral("ops@example");
    form.reason = QStringLiteral("Customers change their mind");
    form.resource = QStringLiteral("https:") + QStringLiteral("//orders.example");
    form.risk = QStringLiteral("medium");
    return form;
}

// Lines of `after` that are not in `before`, in order.
QStringList newLines(const QString &before, const QString &after)
{
    QStringList known = before.split(QLatin1Char('\n'));
    QStringList added;
    for (const QString &line : after.split(QLatin1Char('\n'))) {
        if (!known.removeOne(line))
            added.append(line);
    }
    return added;
}

}  // namespace

class ScopeFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAScope()
    {
        const auto form = console::readScopeForm(kText, QStringLiteral("orders:refund"));
        QVERIFY2(form.has_value(), form ? "" : qPrintable(form.error().detail));
        QCOMPARE(form->title, QStringLiteral("Refund an order"));
        QVERIFY(form->deprecated);
        QCOMPARE(form->since, QStringLiteral("2026-10-01"));
        QCOMPARE(form->use, QStringLiteral("orders:read"));
        QCOMPARE(console::readScopeForm(kText, QStringLiteral("orders")).error().code, base::Errc::NotFound);
    }

    // What a form cannot say it does not touch.
    void leavesTextOfSeveralLinesToThePerson()
    {
        QCOMPARE(console::readScopeForm(kText, QStringLiteral("orders:read")).error().code, base::Errc::Unsupported);
    }

    void changesOneLineAndKeepsItsComment()
    {
        ScopeForm form = *console::readScopeForm(kText, QStringLiteral("orders:refund"));
        form.name = QStringLiteral("orders:refund:create");
        const auto written = console::writeScopeForm(kText, QStringLiteral("orders:refund"), form);
        QVERIFY(written);
        QCOMPARE(newLines(kText, *written), QStringList{QStringLiteral("name = \"orders:refund:create\" # the important one")});
        QCOMPARE(written->count(QLatin1Char('\n')), kText.count(QLatin1Char('\n')));
        QVERIFY(written->contains(QStringLiteral("# Money.")));
    }

    void nothingChangedIsTheSameText()
    {
        const ScopeForm form = *console::readScopeForm(kText, QStringLiteral("orders:refund"));
        QCOMPARE(*console::writeScopeForm(kText, QStringLiteral("orders:refund"), form), kText);
    }

    void takesADeprecationOnAndOff()
    {
        ScopeForm form = *console::readScopeForm(kText, QStringLiteral("orders:refund"));
        form.sunset = QStringLiteral("2027-01-01");
        const auto with = console::writeScopeForm(kText, QStringLiteral("orders:refund"), form);
        QVERIFY(with);
        QCOMPARE(console::readScopeForm(*with, QStringLiteral("orders:refund"))->sunset, QStringLiteral("2027-01-01"));
        form = *console::readScopeForm(*with, QStringLiteral("orders:refund"));
        form.deprecated = false;
        const auto without = console::writeScopeForm(*with, QStringLiteral("orders:refund"), form);
        QVERIFY(without);
        QVERIFY(!without->contains(QStringLiteral("deprecated")));
        QVERIFY(without->contains(QStringLiteral("# The end of the file.")));
    }

    void addsBesideItsService()
    {
        const auto written = console::writeScopeForm(kText, {}, fresh());
        QVERIFY(written);
        QCOMPARE(*console::readScopeForm(*written, QStringLiteral("orders:cancel")), fresh());
        QVERIFY(written->indexOf(QStringLiteral("orders:cancel")) > written->indexOf(QStringLiteral("orders:refund")));
        QCOMPARE(console::writeScopeForm(*written, {}, fresh()).error().code, base::Errc::Conflict);
        QString readable = *written;  // the catalogue takes no reason of several lines
        readable.replace(QStringLiteral("\nShown in\nthe shop"), QStringLiteral("Shown in the shop"));
        for (const catalog::Finding &finding : catalog::check(readable.toUtf8()).findings)
            QVERIFY2(finding.severity != catalog::Severity::Error, qPrintable(catalog::findingText(finding)));
    }

    void startsAnEmptyCatalogue()
    {
        const QString empty = QString::fromUtf8(catalog::emptyCatalogText());
        const auto written = console::writeScopeForm(empty, {}, fresh());
        QVERIFY(written);
        QVERIFY(written->startsWith(empty.trimmed()));
        QCOMPARE(*console::readScopeForm(*written, fresh().name), fresh());
    }

    void removesAScopeWithItsComment()
    {
        const auto without = console::removeScope(kText, QStringLiteral("orders:refund"));
        QVERIFY(without);
        QVERIFY(!without->contains(QStringLiteral("Money")));
        QVERIFY(!without->contains(QStringLiteral("scope.deprecated")));
        QVERIFY(without->contains(QStringLiteral("Everybody in support")));
    }

    void findsThePlace()
    {
        const int line = console::lineOfScope(kText, QStringLiteral("orders:refund"));
        QCOMPARE(kText.split(QLatin1Char('\n')).at(line - 1), QStringLiteral("[[scope]]"));
        QCOMPARE(console::scopeAtLine(kText, line + 2), QStringLiteral("orders:refund"));
        QCOMPARE(console::scopeAtLine(kText, 2), QString());
    }

    // A header within a text of several lines is text, and a scope written into a comment is none.
    void isNotFooledByTexts()
    {
        const QString text = QStringLiteral("reason = '''\n[[scope]]\nname = \"ghost\"\n'''\n# [[scope]]\n# name = \"ghost\"\nlist = [\n  \"[[scope]]\",\n]\n[[scope]]\nname = \"real\"\n");
        QCOMPARE(console::readScopeForm(text, QStringLiteral("ghost")).error().code, base::Errc::NotFound);
        QVERIFY(console::readScopeForm(text, QStringLiteral("real")));
    }

    // A title must not be able to end its string and go on as TOML of its own.
    void textCannotEscapeItsQuotes()
    {
        ScopeForm form = fresh();
        form.title = QStringLiteral("x\"\nrisk = \"low\"\n[[scope]]\nname = \"evil\"");
        form.reason = QStringLiteral("a") + QChar(0x202e) + QStringLiteral("b");
        const auto written = console::writeScopeForm(kText, {}, form);
        QVERIFY(written);
        QVERIFY(written->contains(QStringLiteral("\\u202e")));
        QCOMPARE(*console::readScopeForm(*written, form.name), form);
        QCOMPARE(console::readScopeForm(*written, QStringLiteral("evil")).error().code, base::Errc::NotFound);
    }

    void coloursWhatIsWhat()
    {
        const auto parts = [](const char *line, TomlCarry carry = {}) {
            QList<TomlPart> found;
            for (const console::TomlSpan &span : console::readTomlLine(QString::fromUtf8(line), carry).spans)
                found.append(span.part);
            return found;
        };
        using P = TomlPart;
        QCOMPARE(parts("[[scope]] # x"), (QList<P>{P::Header, P::Comment}));
        QCOMPARE(parts("name = \"a # no comment\" # yes"), (QList<P>{P::Key, P::Sign, P::Text, P::Comment}));
        QCOMPARE(parts("d = { since = 2026-10-01, use = \"x\" }"),
                 (QList<P>{P::Key, P::Sign, P::Sign, P::Key, P::Sign, P::Number, P::Sign, P::Key, P::Sign, P::Text, P::Sign}));
        QCOMPARE(parts("still text\"\"\" # end", {TomlCarry::Text::Basic, 0}), (QList<P>{P::Text, P::Comment}));
        QCOMPARE(console::readTomlLine(u"a = '''").carry.text, TomlCarry::Text::Literal);
        QCOMPARE(console::readTomlLine(u"a = [").carry.depth, 1);
        QCOMPARE(TomlCarry::fromNumber(TomlCarry{TomlCarry::Text::Literal, 3}.number()), (TomlCarry{TomlCarry::Text::Literal, 3}));
    }

    // Half a line is what an editor has most of the time.
    void survivesEveryPrefix()
    {
        for (qsizetype length = 0; length < kText.size(); ++length) {
            const QString part = kText.left(length);
            (void)console::readScopeForm(part, QStringLiteral("orders:refund"));
            (void)console::writeScopeForm(part, QStringLiteral("orders:refund"), fresh());
            (void)console::removeScope(part, QStringLiteral("orders:read"));
            (void)console::scopeAtLine(part, 12);
        }
    }
};

QTEST_GUILESS_MAIN(ScopeFormTest)
#include "scope_form_test.moc"
