// Differences and advice over any two catalogues: nothing changes by being compared with itself or written with a remark, there and back are
// the same steps reversed, and every finding points into the text.
#include "app/catalog/diff.h"
#include "app/catalog/lint.h"
#include "tests/fuzz/property.h"

#include <algorithm>

namespace {

namespace catalog = countersign::catalog;
using countersign::fuzz::Input;

constexpr const char *kWords[] = {"order", "orders", "order-line", "invoice", "invoices", "payment", "paymnet", "read", "view", "write", "create", "manage", "read-write", "refund", "all", "eu"};
constexpr const char *kRisks[] = {"low", "medium", "high", "critical"};

QByteArray nameFrom(Input &input)
{
    QByteArray name = kWords[input.byte() % 16];
    for (unsigned parts = input.byte() % 3; parts > 0; --parts)
        name += ":" + QByteArray(kWords[input.byte() % 16]);
    return name;
}

QByteArray deprecationFrom(Input &input, const QByteArrayList &names)
{
    if (input.byte() % 3 != 0)
        return {};
    QByteArray text = "deprecated = { since = 2026-01-0" + QByteArray::number(1 + input.byte() % 9);
    if (input.byte() % 2)
        text += ", sunset = 2027-01-0" + QByteArray::number(1 + input.byte() % 9);
    if (input.byte() % 2 && names.size() > 1)
        text += ", use = \"" + names.first() + '"';
    return text + " }\n";
}

// Of a few paths, some narrower than others; an action here has no parameters, so nothing in its path may vary.
QByteArray routesFrom(Input &input, const QByteArrayList &scopes, const QByteArrayList &actions)
{
    constexpr const char *methods[] = {"GET", "POST", "PUT", "DELETE"};
    constexpr const char *tails[] = {"", "/new", "/{id}"};
    QByteArray text;
    QByteArrayList known;
    for (unsigned count = input.byte() % 12; count > 0 && !scopes.isEmpty(); --count) {
        const QByteArray method = methods[input.byte() % 4], path = "/r" + QByteArray::number(input.byte() % 2) + tails[input.byte() % 3];
        const unsigned need = input.byte();
        if (known.contains(method + path))
            continue;
        known.append(method + path);
        const bool isAction = need % 3 == 0 && !actions.isEmpty() && !path.endsWith('}');
        const QByteArrayList &needs = isAction ? actions : scopes;
        text += "[[route]]\nmethod = \"" + method + "\"\npath = \"" + path + "\"\nresource = \"https://a.example\"\n" + (isAction ? "action = \"" : "scope = \"")
            + needs[static_cast<qsizetype>(need) % needs.size()] + "\"\n" + (isAction && need % 2 ? "body = \"unchecked\"\n" : "");
    }
    return text;
}

// A catalogue without errors, as the input chooses.
QByteArray textFrom(Input &input)
{
    QByteArray text = "format = 1\nname = \"x" + QByteArray::number(input.byte() % 4) + "\"\n[[resource]]\nid = \"https://a.example\"\nname = \"A\"\n";
    QByteArrayList names;
    for (unsigned count = input.byte() % 12; count > 0; --count) {
        const QByteArray name = nameFrom(input);
        if (names.contains(name))
            continue;
        names.append(name);
        text += "[[scope]]\nname = \"" + name + "\"\ntitle = \"T\"\nowner = \"o" + QByteArray::number(input.byte() % 3) + "\"\nreason = \"r\"\nresource = \"https://a.example\"\nrisk = \""
            + kRisks[input.byte() % 4] + "\"\n" + deprecationFrom(input, names);
    }
    QByteArrayList actions;
    for (unsigned count = input.byte() % 6; count > 0 && !names.isEmpty(); --count) {
        actions.append("a" + QByteArray::number(count) + '.' + kWords[7 + input.byte() % 4]);
        text += "[[action]]\ntype = \"" + actions.last() + "\"\ntitle = \"T\"\nresource = \"https://a.example\"\napprovers = [\"g\"]\nscopes = [\""
            + names[static_cast<qsizetype>(input.byte()) % names.size()] + "\"]\nquorum = " + QByteArray::number(1 + input.byte() % 3) + "\nrisk = \"" + kRisks[input.byte() % 4] + "\"\n";
    }
    return text + routesFrom(input, names, actions);
}

void requireAdvice(const std::vector<catalog::Finding> &findings, qsizetype lines)
{
    FUZZ_REQUIRE(findings.size() <= 200);
    int last = 0;
    for (const catalog::Finding &finding : findings) {
        FUZZ_REQUIRE(finding.severity == catalog::Severity::Warning);
        FUZZ_REQUIRE(finding.line >= last && finding.line <= lines);
        const auto &rules = catalog::lintRules();
        FUZZ_REQUIRE(std::any_of(rules.begin(), rules.end(), [&](const catalog::Rule &rule) { return finding.code == QLatin1String(rule.code); }));
        last = finding.line;
    }
}

void requireLint(const catalog::Catalog &found, const QByteArray &text, Input &input)
{
    const qsizetype lines = text.count('\n') + 1;
    const auto findings = catalog::lint(found);
    FUZZ_REQUIRE(findings == catalog::lint(found));
    requireAdvice(findings, lines);
    catalog::UseFacts facts;
    facts.now = 1'798'761'600 + qint64{input.byte()} * 86'400;
    facts.unusedDays = static_cast<int>(input.byte());
    facts.scopes.emplace();
    for (const auto &scope : found.scopes)
        facts.scopes->insert(scope.name, {static_cast<qsizetype>(input.byte() % 4), qint64{input.byte()} * 8'000'000, std::nullopt});
    facts.shadow = {{QStringLiteral("ghost"), {}, {QStringLiteral("bot")}}};
    const auto use = catalog::lintUse(found, facts);
    requireAdvice(use, lines);
    requireAdvice(catalog::mergedFindings(findings, use), lines);
}

void requireReversed(const catalog::Diff &there, const catalog::Diff &back)
{
    FUZZ_REQUIRE(there.added == back.removed && there.removed == back.added && there.changed.size() == back.changed.size());
    for (size_t i = 0; i < there.changed.size(); ++i) {
        const auto &one = there.changed[i], &other = back.changed[i];
        FUZZ_REQUIRE(one.entry == other.entry && !one.fields.empty() && one.fields.size() == other.fields.size());
        for (size_t field = 0; field < one.fields.size(); ++field) {
            FUZZ_REQUIRE(one.fields[field].from == other.fields[field].to && one.fields[field].to == other.fields[field].from);
            FUZZ_REQUIRE(one.fields[field].from != one.fields[field].to);
        }
    }
}

// Each is one that was there, once; and whose scope or action goes is among them.
void requireRoutes(const catalog::Diff &there, const catalog::Catalog &before, const catalog::Catalog &after)
{
    QStringList reached = catalog::reach(there, before, after).routes;
    for (const catalog::Route &route : before.routes) {
        const bool isGone = (!route.scope.isEmpty() && !after.scope(route.scope)) || (!route.action.isEmpty() && !after.action(route.action));
        FUZZ_REQUIRE(reached.removeAll(catalog::routeName(route)) <= 1);
        FUZZ_REQUIRE(!isGone || catalog::reach(there, before, after).routes.contains(catalog::routeName(route)));
    }
    FUZZ_REQUIRE(reached.isEmpty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input(data, size);
    const QByteArray first = textFrom(input), second = textFrom(input);
    const auto a = catalog::parse(first), b = catalog::parse(second);
    FUZZ_REQUIRE(a.has_value() && b.has_value());
    FUZZ_REQUIRE(catalog::diff(*a, *a).isEmpty());
    FUZZ_REQUIRE(catalog::diff(*a, *catalog::parse("# a remark\n" + first)).isEmpty());
    const catalog::Diff there = catalog::diff(*a, *b), back = catalog::diff(*b, *a);
    requireReversed(there, back);
    FUZZ_REQUIRE(catalog::reach(there, *a, *b).isHighRisk == catalog::reach(back, *b, *a).isHighRisk);
    requireRoutes(there, *a, *b);
    FUZZ_REQUIRE(catalog::diffLines(there).isEmpty() == there.isEmpty());
    requireLint(*b, second, input);
    return 0;
}
