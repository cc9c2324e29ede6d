// GET /metrics: Prometheus text (exposition format 0.0.4). From the log's own counts, from what is open, and from the server.
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/figures.h"
#include "app/authority/http/router.h"
#include "app/authority/store/audit_tally.h"
#include "app/authority/store/store.h"

#include <QHostAddress>

namespace countersign::authority::endpoints {

namespace {

constexpr QLatin1StringView kMetricsScope{"audit:read"};

// Writes one metric after the other.
class Exposition {
public:
    void begin(const char *name, const char *type, const char *help)
    {
        m_name = name;
        m_text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    // `labels`: name="value" pairs, without braces.
    void value(const QByteArray &labels, double number) { line({}, labels, number); }
    // `counts`: one for each bound and one for the rest, not cumulated.
    template <class Bounds, class Counts>
    void histogram(const Bounds &bounds, const Counts &counts, double sum)
    {
        double total = 0;
        for (size_t i = 0; i < bounds.size(); ++i) {
            total += static_cast<double>(counts[i]);
            line("_bucket", "le=\"" + QByteArray::number(static_cast<double>(bounds[i])) + '"', total);
        }
        total += static_cast<double>(counts[bounds.size()]);
        line("_bucket", "le=\"+Inf\"", total);
        line("_sum", {}, sum);
        line("_count", {}, total);
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    static QByteArray label(const char *name, const QString &value)
    {
        QByteArray escaped = value.toUtf8();
        escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        return QByteArray(name) + "=\"" + escaped + '"';
    }

private:
    void line(const char *suffix, const QByteArray &labels, double number)
    {
        m_text += m_name + suffix + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' + QByteArray::number(number, 'g', 15) + '\n';
    }

    QByteArray m_name, m_text;
};

struct Gauge {
    const char *name;
    const char *help;
    const char *sql;  // `?` is the time
};

constexpr Gauge kGauges[] = {
    {"countersign_approvals_pending", "Requests that wait for a decision.", "SELECT count(*) FROM approval WHERE status = 'pending' AND expires_at > ?"},
    {"countersign_grants_active", "Grants that live: base tokens, sessions, credentials, windows.",
     "SELECT count(*) FROM grant_ WHERE revoked_at IS NULL AND expires_at > ?"},
    {"countersign_clients_active", "Clients that may be used.",
     "SELECT count(*) FROM client WHERE disabled_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"},
    {"countersign_audit_entries", "Entries of the log.", "SELECT coalesce(max(seq), -1) + 1 FROM audit_entry WHERE ? > 0"},
    // An entry is signed within a second of its commit; while all are, the age is 0.
    {"countersign_checkpoint_age_seconds", "How long the oldest unsigned entry of the log has waited for a checkpoint.",
     "SELECT coalesce(?1 - (SELECT time FROM audit_entry WHERE seq = (SELECT max(size) FROM audit_checkpoint)), 0)"},
    {"countersign_audit_unindexed", "Entries of the log that the search index does not hold yet.",
     "SELECT (SELECT coalesce(max(seq), -1) + 1 FROM audit_entry) - coalesce((SELECT value FROM meta WHERE key = 'audit_indexed_to'), 0) WHERE ? > 0"},
    {"countersign_log_checked_entries", "Entries of the log that were recomputed the last time all of it was (minutes after a start).",
     "SELECT coalesce((SELECT value FROM meta WHERE key = 'log_checked_entries'), 0) WHERE ? > 0"},
    {"countersign_log_check_timestamp_seconds", "When that was; 0: never.", "SELECT coalesce((SELECT value FROM meta WHERE key = 'log_checked_at'), 0) WHERE ? > 0"},
    {"countersign_log_check_findings", "What was found then. Anything but 0: somebody changed the past, or the disk did.",
     "SELECT coalesce((SELECT value FROM meta WHERE key = 'log_check_findings'), 0) WHERE ? > 0"},
};

void writeGauges(store::Transaction &tx, Exposition &out)
{
    for (const Gauge &gauge : kGauges) {
        const auto row = tx.one(gauge.sql, {tx.now()});
        out.begin(gauge.name, "gauge", gauge.help);
        out.value({}, row ? static_cast<double>(row->integer(0)) : 0);
    }
    out.begin("countersign_approvals", "gauge", "Requests that are not over, by state and tier.");
    for (const store::Row &row : tx.all("SELECT status, tier, count(*) FROM approval WHERE status IN ('pending', 'approved', 'redeemed') GROUP BY status, tier"))
        out.value(Exposition::label("state", row.text(0)) + ',' + Exposition::label("tier", row.text(1)), static_cast<double>(row.integer(2)));
    out.begin("countersign_forward_waiting", "gauge", "Entries of the log that a receiver outside has not taken yet.");
    for (const store::Row &row : tx.all("SELECT sink, (SELECT coalesce(max(seq), -1) + 1 FROM audit_entry) - next_seq FROM forward_position"))
        out.value(Exposition::label("sink", row.text(0)), static_cast<double>(row.integer(1)));
}

void writeTally(store::Transaction &tx, Exposition &out)
{
    const store::Tally tally = store::readTally(tx);
    const auto labels = [&tally](const char *name) {
        const auto found = tally.find(QLatin1String(name));
        return found == tally.end() ? std::map<QString, qint64>() : found->second;
    };
    out.begin("countersign_events_total", "counter", "Entries of the log by event and outcome.");
    for (const auto &[label, count] : labels("event"))
        out.value(Exposition::label("event", label.section(u':', 0, 0)) + ',' + Exposition::label("outcome", label.section(u':', 1)), static_cast<double>(count));
    out.begin("countersign_consume_total", "counter", "Credentials presented to be used, by result.");
    for (const auto &[label, count] : labels("consume"))
        out.value(Exposition::label("result", label), static_cast<double>(count));
    std::array<qint64, store::kDecisionBounds.size() + 1> buckets{};
    for (const auto &[label, count] : labels("decision_bucket"))
        buckets[std::min<size_t>(label.toUInt(), store::kDecisionBounds.size())] = count;
    out.begin("countersign_decision_seconds", "histogram", "Seconds from ask to decision.");
    out.histogram(store::kDecisionBounds, buckets, static_cast<double>(labels("decision_seconds")[QString()]));
}

void writeServer(const Services &services, Exposition &out)
{
    out.begin("countersign_log_damaged", "gauge", "1: the log was found damaged, and nothing is approved, issued or used.");
    out.value({}, services.store.logCondition().isDamaged() ? 1 : 0);
    out.begin("countersign_writer_queue", "gauge", "Works that wait for the database's one writer.");
    out.value({}, static_cast<double>(services.store.queueLength()));
    if (!services.figures)
        return;
    const auto figures = services.figures->snapshot();
    out.begin("countersign_http_responses_total", "counter", "Answers by class of status, since the start.");
    for (size_t i = 0; i < figures.byClass.size(); ++i)
        out.value("class=\"" + QByteArray::number(static_cast<qulonglong>(i + 1)) + "xx\"", static_cast<double>(figures.byClass[i]));
    out.begin("countersign_http_response_seconds", "histogram", "Seconds from the whole request to its answer.");
    out.histogram(http::Figures::kBounds, figures.buckets, figures.seconds);
}

http::Response metrics(const Services &services, store::Transaction &tx)
{
    Exposition out;
    out.begin("countersign_info", "gauge", "The version that runs.");
    out.value("version=\"" COUNTERSIGN_VERSION "\"", 1);
    writeGauges(tx, out);
    writeTally(tx, out);
    writeServer(services, out);
    return http::Response::text(200, out.text(), "text/plain; version=0.0.4; charset=utf-8");
}

// Behind a proxy on the same machine every peer looks local; such a request says who sent it on.
bool isLocal(const http::Request &request)
{
    return QHostAddress(QString::fromLatin1(request.peerAddress)).isLoopback() && !request.header("forwarded")
        && !request.header("x-forwarded-for");
}

http::Outcome metricsFor(Services &services, const http::Request &request)
{
    if (isLocal(request))
        return services.store.answer([&](store::Transaction &tx) { return metrics(services, tx); });
    auto token = grants::presentToken(services, request);
    if (auto *refused = grants::refusal(token))
        return std::move(*refused);
    return services.store.answer([&](store::Transaction &tx) {
        auto caller = grants::authenticateCaller(services, tx, std::get<grants::PresentedToken>(token), kMetricsScope);
        auto *refused = grants::refusal(caller);
        return refused ? std::move(*refused) : metrics(services, tx);
    });
}

}  // namespace

void registerMetrics(http::Router &router, Services &services)
{
    router.add("GET", "/metrics", http::BodyKind::None, [&services](const http::Request &request) { return metricsFor(services, request); });
}

}  // namespace countersign::authority::endpoints
