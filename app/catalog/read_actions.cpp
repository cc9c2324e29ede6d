// Action types and the policy that rules them.
#include "app/catalog/reading.h"

#include <QRegularExpression>

namespace countersign::catalog {

using approval::ActionType;
using approval::Tier;

namespace {

constexpr Bounds kRequestTtl{10, 24 * 3600};
constexpr Bounds kCredentialTtl{1, 120};
constexpr Bounds kAccessDuration{60, kMaxAccessSeconds};
constexpr Bounds kClientLife{60, 90LL * 86400};

bool isTypeName(const QString &type)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("[a-z][a-z0-9_-]*(\\.[a-z][a-z0-9_-]*){1,4}")));
    return type.size() <= 100 && rule.match(type).hasMatch();
}

class ActionReader {
public:
    ActionReader(Catalog &catalog, Findings &findings) : m_catalog(catalog), m_findings(findings) {}

    void read(const TomlNode &node)
    {
        Fields fields(node, QStringLiteral("[[action]]"), m_findings);
        ActionType type;
        type.type = fields.text(QStringLiteral("type"), Need::Required);
        const bool builtIn = isBuiltInType(type.type);
        readPolicy(fields, type);
        readTimes(fields, type);
        if (builtIn)
            fillBuiltIn(fields, type);
        else
            readOwn(fields, type);
        fields.finish();
        checkType(fields, type);
        checkTitle(fields, type);
        lint(fields, type);
        if (type.type.isEmpty() || m_catalog.actionIndex.contains(type.type))
            return;
        m_catalog.actionIndex.insert(type.type, static_cast<qsizetype>(m_catalog.actions.size()));
        m_catalog.actions.push_back(std::move(type));
    }

private:
    void readPolicy(Fields &fields, ActionType &type)
    {
        type.risk = fields.tier(QStringLiteral("risk"), Tier::Medium);
        type.approvers = fields.texts(QStringLiteral("approvers"), Need::Required);
        for (const QString &group : std::as_const(type.approvers)) {
            if (!isGroupName(group))
                fields.error(QStringLiteral("approvers"), "bad_name", QStringLiteral("Action %1: \"%2\" cannot be the name of a group.").arg(type.type, group));
        }
        type.quorum = static_cast<int>(fields.integer(QStringLiteral("quorum"), 1, {1, 10}));
        type.requesterMayApprove = fields.flag(QStringLiteral("requester_may_approve"), false);
        type.bindSession = fields.flag(QStringLiteral("bind_session"), true);
        type.codeRequired = fields.flag(QStringLiteral("code_required"), false);
        type.commentRequired = fields.flag(QStringLiteral("comment_required"), false);
        type.stepUp = fields.flag(QStringLiteral("step_up"), false);
        const QString dpop = fields.text(QStringLiteral("dpop"), Need::Optional);
        if (!dpop.isEmpty() && dpop != QLatin1String("optional") && dpop != QLatin1String("required"))
            fields.error(QStringLiteral("dpop"), "bad_value", QStringLiteral("Action %1: \"dpop\" must be optional or required.").arg(type.type));
        type.dpop = dpop == QLatin1String("required") ? approval::DpopRule::Required : approval::DpopRule::Optional;
    }

    void readTimes(Fields &fields, ActionType &type)
    {
        type.requestTtl = fields.duration(QStringLiteral("request_ttl"), 300, kRequestTtl);
        type.credentialTtl = fields.duration(QStringLiteral("credential_ttl"), 60, kCredentialTtl);
        const QString hours = fields.text(QStringLiteral("hours"), Need::Optional);
        if (hours.isEmpty())
            return;
        static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("([0-9]{2})-([0-9]{2})")));
        const auto match = form.match(hours);
        type.hoursFrom = match.captured(1).toInt();
        type.hoursTo = match.captured(2).toInt();
        if (!match.hasMatch() || type.hoursFrom > 23 || type.hoursTo > 24 || type.hoursFrom == type.hoursTo)
            fields.error(QStringLiteral("hours"), "bad_value", QStringLiteral("Action %1: \"hours\" must be two different full hours in UTC, like \"07-20\".").arg(type.type));
    }

    void fillBuiltIn(Fields &fields, ActionType &type)
    {
        const bool hasDuration = type.type != QLatin1String("countersign.catalog");
        const bool access = type.type == QLatin1String("countersign.access");
        if (hasDuration) {
            type.maxDuration = fields.duration(QStringLiteral("max_duration"), 3600, access ? kAccessDuration : kClientLife);
            if (!fields.find(QStringLiteral("max_duration")))
                fields.error(QStringLiteral("max_duration"), "missing", QStringLiteral("Action %1 needs \"max_duration\".").arg(type.type));
        } else if (type.requesterMayApprove) {
            fields.error(QStringLiteral("requester_may_approve"), "bad_value", QStringLiteral("Action %1: a change of the catalogue takes a second person.").arg(type.type));
        }
        type.title = fields.text(QStringLiteral("title"), Need::Optional);
        if (type.title.isEmpty())
            type.title = builtInTitle(type.type);
        type.params = builtInParams(type.type, type.maxDuration);
    }

    void readOwn(Fields &fields, ActionType &type)
    {
        type.title = fields.text(QStringLiteral("title"), Need::Required);
        type.resource = fields.text(QStringLiteral("resource"), Need::Required);
        if (!type.resource.isEmpty() && !m_catalog.resource(type.resource))
            fields.error(QStringLiteral("resource"), "unknown_reference", QStringLiteral("Action %1: no [[resource]] has the id \"%2\".").arg(type.type, type.resource));
        type.scopes = fields.texts(QStringLiteral("scopes"), Need::Optional);
        for (const QString &name : std::as_const(type.scopes))
            checkScope(fields, type, name);
        type.params = readParams(fields, m_findings);
    }

    void checkScope(Fields &fields, const ActionType &type, const QString &name)
    {
        const Scope *scope = m_catalog.scope(name);
        if (!scope)
            fields.error(QStringLiteral("scopes"), "unknown_reference", QStringLiteral("Action %1: no [[scope]] has the name \"%2\".").arg(type.type, name.left(100)));
        else if (scope->resource != type.resource)  // the credential has one audience (protocol.md 3.2)
            fields.error(QStringLiteral("scopes"), "other_resource", QStringLiteral("Action %1: scope %2 belongs to another resource.").arg(type.type, name));
        else if (scope->deprecated)
            fields.warn(QStringLiteral("scopes"), "deprecated_scope", QStringLiteral("Action %1 uses the deprecated scope %2.").arg(type.type, name));
    }

    void checkType(Fields &fields, const ActionType &type)
    {
        const QString key = QStringLiteral("type");
        if (type.type.isEmpty())
            return;
        if (!isTypeName(type.type))
            fields.error(key, "bad_name", QStringLiteral("Action %1: a type is written like \"orders.refund\", at most 100 characters.").arg(type.type));
        else if (type.type.startsWith(QLatin1String("countersign.")) && !isBuiltInType(type.type))
            fields.error(key, "reserved_name", QStringLiteral("Action %1: types of the authority itself are countersign.access, countersign.client and countersign.catalog.").arg(type.type));
        else if (m_catalog.actionIndex.contains(type.type))
            fields.error(key, "duplicate", QStringLiteral("Action %1 is defined twice.").arg(type.type));
    }

    // The sentence is what people decide by: every hole in it must be filled by a parameter.
    void checkTitle(Fields &fields, const ActionType &type)
    {
        static const QRegularExpression hole(QStringLiteral("\\{([^{}]*)\\}"));
        QString rest = type.title;
        auto holes = hole.globalMatch(type.title);
        while (holes.hasNext()) {
            const QString name = holes.next().captured(1);
            const auto same = [&name](const approval::ParamSpec &param) { return param.name == name; };
            if (std::none_of(type.params.begin(), type.params.end(), same))
                fields.error(QStringLiteral("title"), "unknown_placeholder", QStringLiteral("Action %1: the title has {%2}, but there is no such parameter.").arg(type.type, name.left(100)));
        }
        rest.remove(hole);
        if (rest.contains(u'{') || rest.contains(u'}'))
            fields.error(QStringLiteral("title"), "bad_template", QStringLiteral("Action %1: the title has a brace without its partner.").arg(type.type));
    }

    void lint(Fields &fields, const ActionType &type)
    {
        if (type.risk >= Tier::High && type.requesterMayApprove)
            fields.warn(QStringLiteral("requester_may_approve"), "self_approval", QStringLiteral("Action %1 is risky, and whoever asks for it may approve it alone.").arg(type.type));
        if (!isBuiltInType(type.type) && type.scopes.isEmpty())
            fields.warn(QStringLiteral("scopes"), "no_scopes", QStringLiteral("Action %1 has no scopes: its credential carries the action alone.").arg(type.type));
    }

    Catalog &m_catalog;
    Findings &m_findings;
};

}  // namespace

void readActions(Fields &root, Catalog &catalog, Findings &findings)
{
    const auto &nodes = root.tables(QStringLiteral("action"));
    if (static_cast<qsizetype>(nodes.size()) > kMaxActions) {
        root.error(QStringLiteral("action"), "too_many", QStringLiteral("There are more than %1 actions.").arg(kMaxActions));
        return;
    }
    ActionReader reader(catalog, findings);
    for (const TomlNode &node : nodes) {
        if (findings.isFull())
            return;
        reader.read(node);
    }
}

}  // namespace countersign::catalog
