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
    for (unsigned count = input.byte() % 6; count > 0 && !names.isEmpty(); --count)
        text += "[[action]]\ntype = \"a" + QByteArray::number(count) + '.' + kWords[7 + input.byte() % 4] + "\"\ntitle = \"T\"\nresource = \"https://a.example\"\napprovers = [\"g\"]\nscopes = [\""
            + names[static_cast<qsizetype>(input.byte()) % names.size()] + "\"]\nquorum = " + QByteArray::number(1 + input.byte() % 3) + "\nrisk = \"" + kRisks[input.byte() % 4] + "\"\n";
    return text;
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
    FUZZ_REQUIRE(catalog::diffLines(there).isEmpty() == there.isEmpty());
    requireLint(*b, second, input);
    return 0;
}
