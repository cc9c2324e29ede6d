// GET /approvals, GET /approvals/{id}, POST /approvals/{id}/revoke (protocol.md 6).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/approval/display_text.h"
#include "app/authority/endpoints/approval_view.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/router.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refuse;

constexpr QLatin1StringView kRead("approvals:read");
constexpr QLatin1StringView kRevoke("grants:revoke");
constexpr int kDefaultLimit = 50, kMaxLimit = 500;
constexpr qsizetype kSummarySize = 640;  // bytes, about

http::Response notFound()
{
    return refuse(404, error::kNotFound, QLatin1StringView("There is no such approval."));
}

// Keyset position: the last row of the page before.
struct Cursor {
    qint64 requestedAt = 0;
    QString id;
};

QString cursorText(const Cursor &cursor)
{
    const QByteArray position = QByteArray::number(cursor.requestedAt) + ':' + cursor.id.toLatin1();
    return QString::fromLatin1(crypto::base64Url(position));
}

std::optional<Cursor> cursorFrom(const QString &text)
{
    const auto bytes = crypto::fromBase64Url(text.toLatin1());
    const qsizetype colon = bytes ? bytes->indexOf(':') : -1;
    bool ok = false;
    const qint64 at = colon < 0 ? 0 : bytes->left(colon).toLongLong(&ok);
    return ok ? std::optional(Cursor{at, QString::fromLatin1(bytes->mid(colon + 1))}) : std::nullopt;
}

struct ListQuery {
    QString status = QStringLiteral("pending");
    int limit = kDefaultLimit;
    Cursor after;
};

std::optional<ListQuery> parseQuery(const http::Form &form)
{
    ListQuery query;
    query.status = form.get(QStringLiteral("status")).value_or(query.status);
    if (!QStringList{QStringLiteral("pending"), QStringLiteral("decided"), QStringLiteral("all")}.contains(query.status))
        return std::nullopt;
    if (const auto limit = form.get(QStringLiteral("limit"))) {
        bool ok = false;
        query.limit = limit->toInt(&ok);
        if (!ok || query.limit < 1)
            return std::nullopt;
        query.limit = std::min(query.limit, kMaxLimit);
    }
    if (const auto cursor = form.get(QStringLiteral("cursor"))) {
        const auto after = cursorFrom(*cursor);
        if (!after)
            return std::nullopt;
        query.after = *after;
    }
    return query;
}

// One statement for each status: the condition is fixed text. `local` is in every group.
const char *listSql(const QString &status)
{
    static const QByteArray from = "SELECT " + QByteArray(kSummaryColumns) + " FROM approval a ";
    static const QByteArray where = " JOIN client c ON c.id = a.client_id LEFT JOIN user s ON s.sub = a.sub"
                                    " WHERE (a.requested_at > ?1 OR (a.requested_at = ?1 AND a.id > ?2))"
                                    " AND (?3 OR EXISTS (SELECT 1 FROM approval_group g JOIN user_group u ON u.grp = g.grp"
                                    " WHERE g.approval_id = a.id AND u.sub = ?4)) AND ";
    static const QByteArray order = " ORDER BY a.requested_at, a.id LIMIT ?6";
    // What waits is little beside what was: without the hint the planner sorts all of it for each page.
    static const QByteArray pending = from + "INDEXED BY approval_pending" + where + "a.status = 'pending' AND a.expires_at > ?5" + order;
    static const QByteArray decided = from + where + "NOT (a.status = 'pending' AND a.expires_at > ?5)" + order;
    static const QByteArray all = from + where + "?5 = ?5" + order;
    if (status == QLatin1String("pending"))
        return pending.constData();
    return status == QLatin1String("decided") ? decided.constData() : all.constData();
}

http::Response list(store::Transaction &tx, const store::User &viewer, const ListQuery &query)
{
    QByteArray items;
    items.reserve(kSummarySize * query.limit);
    Cursor last;
    int count = 0;
    // One row more than wanted tells whether there is a next page.
    const QVariantList binds{query.after.requestedAt, query.after.id, viewer.isLocal ? 1 : 0, viewer.sub.text(), tx.now(), query.limit + 1};
    tx.each(listSql(query.status), binds, [&](const store::Columns &row) {
        if (++count > query.limit)
            return;
        if (count > 1)
            items += ',';
        appendSummary(items, tx, row);
        last = {row.integer(3), QString::fromUtf8(row.utf8(0))};
    });
    http::Response answer;
    answer.body = "{\"items\":[" + items + ']';
    if (count > query.limit)
        answer.body += ",\"next_cursor\":\"" + cursorText(last).toLatin1() + '"';
    answer.body += ",\"server_time\":" + QByteArray::number(tx.now()) + '}';
    return answer;
}

// Runs `work` with the caller, in one read snapshot, on the HTTP thread.
http::Outcome readAs(Services &services, const http::Request &request, const std::function<http::Response(store::Transaction &, const grants::Caller &)> &work)
{
    const auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        const auto caller = grants::authenticateCaller(services, tx, std::get<grants::PresentedToken>(presented), kRead);
        if (const auto *refusal = std::get_if<http::Response>(&caller))
            return *refusal;
        return work(tx, std::get<grants::Caller>(caller));
    });
}

http::Outcome handleList(Services &services, const http::Request &request)
{
    return readAs(services, request, [&request](store::Transaction &tx, const grants::Caller &caller) -> http::Response {
        auto form = readQuery(request, {QStringLiteral("status"), QStringLiteral("limit"), QStringLiteral("cursor")});
        if (auto *refused = grants::refusal(form))
            return std::move(*refused);
        const auto query = parseQuery(std::get<http::Form>(form));
        return query ? list(tx, caller.user, *query) : refuse(400, error::kInvalidRequest, QLatin1StringView("status, limit or cursor is malformed."));
    });
}

http::Outcome handleGet(Services &services, const http::Request &request)
{
    return readAs(services, request, [&](store::Transaction &tx, const grants::Caller &caller) {
        const auto record = store::findApproval(tx, base::ApprovalId(QString::fromLatin1(request.pathParam("id"))));
        if (!record || !policy::maySee(*record, caller.user))
            return notFound();
        return http::Response::json(200, approvalJson(services, tx, *record, caller.user));
    });
}

http::Outcome handleRevoke(Services &services, const http::Request &request)
{
    auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    const auto body = base::json::parseObject(request.body);
    const auto reason = body ? base::json::text(*body, QLatin1String("reason")) : std::nullopt;
    if (!reason || reason->isEmpty() || reason->toUcs4().size() > approval::kMaxReason || !approval::isDisplayText(*reason))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("A reason of at most 500 visible characters is needed."));
    return [&services, presented = std::get<grants::PresentedToken>(presented), id = request.pathParam("id"), reason = *reason](store::Transaction &tx) -> http::Response {
        const auto caller = grants::authenticateCaller(services, tx, presented, kRevoke);
        if (const auto *refusal = std::get_if<http::Response>(&caller))
            return *refusal;
        const auto &user = std::get<grants::Caller>(caller).user;
        auto record = store::findApproval(tx, base::ApprovalId(QString::fromLatin1(id)));
        if (!record || !policy::maySee(*record, user))
            return notFound();
        policy::settle(services, tx, *record);
        if (!policy::revoke(services, tx, *record, {user.sub.text(), reason}) && record->status != approval::Status::Revoked)
            return refuse(409, error::kConflict, QLatin1StringView("The approval has ended; there is nothing left to revoke."));
        return http::Response::json(200, approvalJson(services, tx, *record, user));
    };
}

}  // namespace

void registerApprovals(http::Router &router, Services &services)
{
    router.add("GET", "/approvals", http::BodyKind::None, [&services](const http::Request &request) { return handleList(services, request); });
    router.add("GET", "/approvals/{id}", http::BodyKind::None, withoutQuery([&services](const http::Request &request) { return handleGet(services, request); }));
    router.add("POST", "/approvals/{id}/revoke", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return handleRevoke(services, request); }));
}

}  // namespace countersign::authority::endpoints
