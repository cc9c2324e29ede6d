#include "app/backends/countersign/catalog_json.h"

#include "app/backends/countersign/field_reader.h"

#include <limits>

namespace countersign::backends {
namespace {

using base::Result;
using L1 = QLatin1String;

constexpr qsizetype kMostScopes = 20'000;
constexpr qsizetype kMostClients = 20'000;
constexpr qsizetype kMostDays = 400;
constexpr qsizetype kMostFindings = 5'000;
constexpr qsizetype kMostChanges = 40'000;
constexpr qsizetype kMostText = 8 * 1024 * 1024;  // UTF-16 units of a whole catalogue

template <class T, class Read>
QList<T> each(FieldReader &outer, const QJsonArray &array, Read read)
{
    QList<T> found;
    found.reserve(array.size());
    for (const QJsonValue &value : array) {
        FieldReader in(value.toObject());
        if (!value.isObject())
            outer.fault(QStringLiteral("a list holds something that is no object"));
        else
            found.append(read(in));
        outer.absorb(in);
        if (outer.failed())
            return {};
    }
    return found;
}

// An unknown tier is the worst one: a newer authority must not make a scope look harmless.
approval::Tier readTier(FieldReader &in)
{
    return approval::tierFromName(in.text(L1("risk"))).value_or(approval::Tier::Critical);
}

QList<base::ClientId> readClients(FieldReader &in, L1 name)
{
    QList<base::ClientId> found;
    for (const QString &id : in.optionalTexts(name, FieldReader::kShort))
        found.append(base::ClientId(id));
    return found;
}

CatalogScope readScope(FieldReader &in)
{
    CatalogScope scope;
    scope.name = in.text(L1("name"));
    scope.title = in.text(L1("title"), FieldReader::kText);
    scope.owner = in.text(L1("owner"), FieldReader::kText);
    scope.reason = in.text(L1("reason"), FieldReader::kText);
    scope.resource = in.text(L1("resource"), FieldReader::kText);
    scope.risk = readTier(in);
    if (const auto deprecated = in.optionalObject(L1("deprecated"))) {
        FieldReader inner(*deprecated);
        scope.deprecated = CatalogDeprecation{inner.count(L1("since")), inner.optionalCount(L1("sunset")), inner.optionalText(L1("use")),
                                              inner.optionalText(L1("why"), FieldReader::kText)};
        in.absorb(inner);
    }
    return scope;
}

CatalogAction readAction(FieldReader &in)
{
    CatalogAction action;
    action.type = in.text(L1("type"));
    action.title = in.optionalText(L1("title"), FieldReader::kText);
    action.resource = in.optionalText(L1("resource"), FieldReader::kText);
    action.scopes = in.optionalTexts(L1("scopes"), FieldReader::kShort);
    action.risk = readTier(in);
    action.approvers = in.optionalTexts(L1("approvers"), FieldReader::kShort);
    action.quorum = in.optionalCount(L1("quorum")).value_or(1);
    return action;
}

CatalogRoute readRoute(FieldReader &in)
{
    return {in.text(L1("method")), in.text(L1("path"), FieldReader::kText), in.optionalText(L1("resource"), FieldReader::kText), in.optionalText(L1("scope")),
            in.optionalText(L1("action"))};
}

// As many as there may be, where a plain list of texts is a short one.
QStringList readRouteNames(FieldReader &in)
{
    QStringList names;
    for (const QJsonValue &value : in.optionalArray(L1("routes"), kMostScopes)) {
        if (!value.isString() || value.toString().size() > FieldReader::kText)
            in.fault(QStringLiteral("\"routes\" holds something that is no text or too long"));
        names.append(value.toString());
    }
    return names;
}

CatalogFinding readFinding(FieldReader &in)
{
    const QString severity = in.text(L1("severity"));
    const qint64 line = in.optionalCount(L1("line")).value_or(0);
    // What is not called a warning is treated as an error.
    return {severity == L1("warning") ? CatalogFinding::Severity::Warning : CatalogFinding::Severity::Error,
            static_cast<int>(std::min<qint64>(line, std::numeric_limits<int>::max())), in.text(L1("code")), in.text(L1("message"), FieldReader::kText)};
}

QList<CatalogFinding> readFindings(FieldReader &in)
{
    return each<CatalogFinding>(in, in.optionalArray(L1("findings"), kMostFindings), readFinding);
}

void readVersionInto(FieldReader &in, CatalogVersion &version)
{
    version.version = in.count(L1("version"));
    version.appliedBy = in.optionalText(L1("applied_by"));
    version.appliedAt = in.optionalCount(L1("applied_at")).value_or(0);
    version.reason = in.optionalText(L1("reason"), FieldReader::kText);
}

ScopeUsage readScopeUsage(FieldReader &in)
{
    ScopeUsage usage;
    usage.name = in.text(L1("name"));
    usage.holders = readClients(in, L1("holders"));
    usage.liveGrants = in.optionalCount(L1("live_grants")).value_or(0);
    usage.lastUsedAt = in.optionalCount(L1("last_used_at"));
    usage.asked30d = in.optionalCount(L1("asked_30d")).value_or(0);
    usage.byDay = each<DayUse>(in, in.optionalArray(L1("by_day"), kMostDays), [](FieldReader &day) { return DayUse{day.count(L1("day")), day.count(L1("uses"))}; });
    std::sort(usage.byDay.begin(), usage.byDay.end(), [](const DayUse &a, const DayUse &b) { return a.day < b.day; });
    return usage;
}

ShadowScope readShadow(FieldReader &in)
{
    return {in.text(L1("scope")), readClients(in, L1("held_by")), readClients(in, L1("asked_by")), in.optionalCount(L1("last_seen_at"))};
}

QList<CatalogChange> readChanges(FieldReader &outer)
{
    const auto diff = outer.optionalObject(L1("diff"));
    if (!diff)
        return {};
    FieldReader in(*diff);
    QList<CatalogChange> found;
    using Kind = CatalogChange::Kind;
    const auto take = [&](L1 member, Kind kind) {
        found += each<CatalogChange>(in, in.optionalArray(member, kMostChanges), [kind](FieldReader &change) {
            CatalogChange out{kind, change.text(L1("kind")), change.text(L1("name"), FieldReader::kText), {}};
            out.fields = each<FieldChange>(change, change.optionalArray(L1("fields"), 200), [](FieldReader &field) {
                return FieldChange{field.text(L1("field")), field.optionalText(L1("from"), FieldReader::kLong), field.optionalText(L1("to"), FieldReader::kLong)};
            });
            return out;
        });
    };
    take(L1("added"), Kind::Added);
    take(L1("removed"), Kind::Removed);
    take(L1("changed"), Kind::Changed);
    outer.absorb(in);
    return found;
}

template <class T>
Result<T> finished(const FieldReader &in, T value)
{
    if (in.failed())
        return in.error();
    return value;
}

}  // namespace

Result<CatalogState> readCatalogState(const QJsonObject &body)
{
    FieldReader in(body);
    CatalogState state;
    readVersionInto(in, state);
    state.toml = in.text(L1("toml"), kMostText);
    state.name = in.optionalText(L1("name"), FieldReader::kText);
    state.scopes = each<CatalogScope>(in, in.array(L1("scopes"), kMostScopes), readScope);
    state.resources = each<CatalogResource>(in, in.optionalArray(L1("resources"), kMostScopes), [](FieldReader &resource) {
        return CatalogResource{resource.text(L1("id"), FieldReader::kText), resource.optionalText(L1("name"), FieldReader::kText)};
    });
    state.actions = each<CatalogAction>(in, in.optionalArray(L1("actions"), kMostScopes), readAction);
    state.routes = each<CatalogRoute>(in, in.optionalArray(L1("routes"), kMostScopes), readRoute);
    state.findings = readFindings(in);
    return finished(in, std::move(state));
}

Result<CatalogUsage> readCatalogUsage(const QJsonObject &body)
{
    FieldReader in(body);
    CatalogUsage usage;
    usage.serverTime = in.count(L1("server_time"));
    usage.scopes = each<ScopeUsage>(in, in.array(L1("scopes"), kMostScopes), readScopeUsage);
    usage.shadow = each<ShadowScope>(in, in.optionalArray(L1("shadow"), kMostScopes), readShadow);
    return finished(in, std::move(usage));
}

Result<CatalogCheck> readCatalogCheck(const QJsonObject &body)
{
    FieldReader in(body);
    CatalogCheck check;
    check.ok = in.boolean(L1("ok"));
    check.findings = readFindings(in);
    check.changes = readChanges(in);
    check.needsApproval = in.optionalBoolean(L1("needs_approval")).value_or(false);
    check.baseVersion = in.optionalCount(L1("base_version")).value_or(0);
    if (const auto consequences = in.optionalObject(L1("consequences"))) {
        FieldReader inner(*consequences);
        check.consequences.clients = each<TouchedClient>(inner, inner.optionalArray(L1("clients"), kMostClients), [](FieldReader &client) {
            return TouchedClient{base::ClientId(client.text(L1("id"))), client.optionalTexts(L1("scopes"), FieldReader::kShort)};
        });
        check.consequences.liveGrants = inner.optionalCount(L1("live_grants")).value_or(0);
        check.consequences.pendingApprovals = inner.optionalCount(L1("pending_approvals")).value_or(0);
        check.consequences.routes = readRouteNames(inner);
        in.absorb(inner);
    }
    return finished(in, std::move(check));
}

Result<CatalogVersionPage> readCatalogVersions(const QJsonObject &body)
{
    FieldReader in(body);
    CatalogVersionPage page;
    page.items = each<CatalogVersion>(in, in.array(L1("items"), 1000), [](FieldReader &item) {
        CatalogVersion version;
        readVersionInto(item, version);
        return version;
    });
    page.nextCursor = in.optionalText(L1("next_cursor"));
    return finished(in, std::move(page));
}

Result<CatalogVersionText> readCatalogVersion(const QJsonObject &body)
{
    FieldReader in(body);
    CatalogVersionText version;
    readVersionInto(in, version);
    version.toml = in.text(L1("toml"), kMostText);
    version.changes = readChanges(in);
    return finished(in, std::move(version));
}

Result<CatalogOutcome> readCatalogOutcome(int status, const QJsonObject &body)
{
    using Kind = CatalogOutcome::Kind;
    FieldReader in(body);
    CatalogOutcome outcome;
    if (status == 200) {
        outcome.kind = Kind::Applied;
        outcome.version = in.count(L1("version"));
    } else if (status == 202) {
        outcome.kind = Kind::NeedsApproval;
        outcome.approval = base::ApprovalId(in.text(L1("approval_id"), 128));
        outcome.confirmationCode = in.optionalText(L1("confirmation_code"), 16);
    } else if (status == 412) {
        outcome.kind = Kind::SomebodyFirst;
    } else if (status == 422) {
        outcome.kind = Kind::Invalid;
        outcome.findings = readFindings(in);
    } else if (status >= 400 && status < 500 && status != 401) {
        outcome.kind = Kind::Refused;
        outcome.error = in.optionalText(L1("error"), 64);
    } else {
        return base::Error{base::Errc::Unavailable, QStringLiteral("the authority answered %1").arg(status)};
    }
    if (status >= 400)
        outcome.detail = in.optionalText(L1("error_description"), FieldReader::kText);
    return finished(in, std::move(outcome));
}

}  // namespace countersign::backends
