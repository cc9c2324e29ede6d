// The catalogue: the same text gives the same answer, all or nothing, and every finding points into the text.
#include "app/catalog/catalog.h"
#include "app/catalog/diff.h"
#include "tests/fuzz/property.h"

#include <algorithm>

namespace {

namespace catalog = countersign::catalog;

void requireFindings(const catalog::Checked &checked, qsizetype lines)
{
    FUZZ_REQUIRE(checked.findings.size() <= 200);
    bool hasError = false;
    int last = 0;
    for (const catalog::Finding &finding : checked.findings) {
        FUZZ_REQUIRE(finding.line >= 0 && finding.line <= lines);
        FUZZ_REQUIRE(finding.line >= last);
        FUZZ_REQUIRE(!finding.code.isEmpty() && !finding.message.isEmpty());
        last = finding.line;
        hasError = hasError || finding.severity == catalog::Severity::Error;
    }
    FUZZ_REQUIRE(!(hasError && checked.catalog));
    // A refusal without a reason would leave the owner of the text in the dark.
    FUZZ_REQUIRE(checked.catalog || hasError);
}

void requireWhole(const catalog::Catalog &found)
{
    FUZZ_REQUIRE(found.actionIndex.size() == static_cast<qsizetype>(found.actions.size()));
    FUZZ_REQUIRE(found.scopeIndex.size() == static_cast<qsizetype>(found.scopes.size()));
    for (const auto &scope : found.scopes) {
        FUZZ_REQUIRE(found.scope(scope.name) == &scope);
        FUZZ_REQUIRE(catalog::isScopeName(scope.name));
        FUZZ_REQUIRE(!catalog::builtInScopes().contains(scope.name));
        FUZZ_REQUIRE(found.resource(scope.resource) != nullptr);
        FUZZ_REQUIRE(!scope.owner.isEmpty() && !scope.reason.isEmpty());
    }
    for (const auto &action : found.actions) {
        FUZZ_REQUIRE(found.action(action.type) == &action);
        FUZZ_REQUIRE(action.quorum >= 1);
        for (const QString &scope : action.scopes)
            FUZZ_REQUIRE(found.scope(scope) != nullptr);
        for (const QString &group : action.approvers)
            FUZZ_REQUIRE(catalog::isGroupName(group));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const catalog::Checked first = catalog::check(text);
    const catalog::Checked second = catalog::check(text);
    FUZZ_REQUIRE(first.findings == second.findings);
    FUZZ_REQUIRE(first.catalog.has_value() == second.catalog.has_value());
    FUZZ_REQUIRE(catalog::parse(text).has_value() == first.catalog.has_value());
    requireFindings(first, text.count('\n') + 1);
    if (!first.catalog)
        return 0;
    requireWhole(*first.catalog);
    // A remark at the end is no change.
    const catalog::Checked remarked = catalog::check(text + "\n# remark\n");
    FUZZ_REQUIRE(remarked.catalog.has_value());
    FUZZ_REQUIRE(remarked.findings == first.findings);
    FUZZ_REQUIRE(catalog::diff(*first.catalog, *remarked.catalog).isEmpty());
    return 0;
}
