#include "app/authority/endpoints/evidence.h"

#include "app/approval/visible_text.h"
#include "app/audit/evidence_page.h"
#include "app/authority/endpoints/html.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"

#include <QDateTime>
#include <QJsonDocument>

namespace countersign::authority::endpoints {

namespace {

constexpr char kStyle[] =
    "body{max-width:52rem;margin:2rem auto;padding:0 1rem;background:#fff;color:#1b1f27;font:15px/1.5 system-ui,'Segoe UI',Cantarell,'Noto Sans',sans-serif}"
    "h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid #d6dae1}h3{font-size:1rem;margin:1.2rem 0 .2rem}"
    "p{margin:.4rem 0}.quiet{color:#596273}dl{display:grid;grid-template-columns:11rem 1fr;gap:.15rem 1rem;margin:.6rem 0}dt{color:#596273}dd{margin:0;overflow-wrap:anywhere}"
    "pre{background:#f5f6f8;border:1px solid #d6dae1;border-radius:4px;padding:.6rem;margin:.3rem 0;white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.4 ui-monospace,'DejaVu Sans Mono',monospace}"
    "section{break-inside:avoid}ol.proof{font:12px/1.4 ui-monospace,'DejaVu Sans Mono',monospace;margin:.2rem 0;overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none;font-size:10pt}}";

// Nothing of a text from outside hides or reorders what stands beside it.
QByteArray shown(const QString &text)
{
    return escapedHtml(approval::visibleText(text));
}

QString timeText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
}

class Facts {
public:
    void add(const char *label, const QString &value)
    {
        if (!value.isEmpty())
            m_rows += QByteArray("<dt>") + label + "</dt><dd>" + shown(value) + "</dd>\n";
    }
    [[nodiscard]] QByteArray html() const { return "<dl>\n" + m_rows + "</dl>\n"; }

private:
    QByteArray m_rows;
};

QByteArray summaryHtml(const Evidence &evidence)
{
    const store::ApprovalRecord &record = evidence.record;
    Facts facts;
    facts.add("Approval", record.id.text());
    facts.add("Action", record.sentence);
    facts.add("Type", record.type);
    facts.add("Risk", approval::tierName(record.risk.tier));
    facts.add("Client", record.client.text());
    facts.add("On behalf of", record.subject.text());
    facts.add("Asked", timeText(record.requestedAt));
    if (record.decidedAt) {
        facts.add("Decided", timeText(*record.decidedAt));
        facts.add("Time to decide", QStringLiteral("%1 s").arg(*record.decidedAt - record.requestedAt));
    }
    facts.add("Votes", evidence.votes.join(QLatin1String(", ")));
    facts.add("Now", approval::statusName(record.status));
    facts.add("Action hash", QString::fromLatin1(record.actionHash));
    facts.add("Authority", evidence.issuer);
    facts.add("Page made", timeText(evidence.madeAt));
    return facts.html();
}

// Each value on its own line, and every line break inside a value written out.
QByteArray payloadHtml(const Evidence::Entry &item, bool hasPayloads)
{
    if (!hasPayloads)
        return "<p class=\"quiet\">What it says is for readers of the log.</p>\n";
    if (!item.entry.payload)
        return "<p class=\"quiet\">Its payload was erased"
            + (item.entry.erasedBy ? QByteArray(", as entry ") + QByteArray::number(*item.entry.erasedBy) + " of the log says" : QByteArray()) + ".</p>\n";
    const auto payload = base::json::parseObject(*item.entry.payload);
    QByteArray lines;
    for (const QString &line : QString::fromUtf8(QJsonDocument(payload ? *payload : QJsonObject()).toJson().trimmed()).split(u'\n'))
        lines += shown(line) + '\n';
    return "<pre>" + lines + "</pre>\n";
}

QByteArray entryHtml(const Evidence &evidence, const Evidence::Entry &item)
{
    const audit::Leaf &leaf = item.entry.leaf;
    const QByteArray bytes = audit::leafBytes(leaf);
    Facts facts;
    facts.add("Time", timeText(leaf.time));
    facts.add("By", item.actor == leaf.actor ? leaf.actor : QStringLiteral("%1 (%2)").arg(item.actor, leaf.actor));
    facts.add("Client", leaf.client.value_or(QString()));
    facts.add("Device", leaf.device.value_or(QString()));
    facts.add("Outcome", leaf.outcome);
    facts.add("Leaf", QString::fromUtf8(bytes));
    facts.add("Leaf hash", QString::fromLatin1(audit::leafHash(bytes).toBase64()));
    QByteArray proof;
    for (const QJsonValue &hash : item.proof)
        proof += "<li>" + shown(hash.toString()) + "</li>";
    return "<section>\n<h3>Entry " + QByteArray::number(leaf.seq) + ": " + shown(leaf.event) + "</h3>\n" + facts.html() + payloadHtml(item, evidence.hasPayloads)
        + "<p class=\"quiet\">Inclusion proof, from the leaf to the root:</p>\n<ol class=\"proof\">" + proof + "</ol>\n</section>\n";
}

QByteArray howToHtml(const Evidence &evidence)
{
    const QString file = evidence.record.id.text() + QStringLiteral(".html");
    return "<h2>How to verify this</h2>\n"
           "<p>The text above is for people. What can be proven is the data at the end of this file; it says the same, and a program compares it with the"
           " signed checkpoint. Take the log's key from a source you trust, not from here: it is <code>countersign.audit_key</code> in"
           " <code>" + shown(evidence.issuer) + "/.well-known/oauth-authorization-server</code>. When this page was made it was</p>\n<pre>" + shown(evidence.key)
        + "</pre>\n<p>On any machine, without this authority:</p>\n<pre>countersignctl audit verify --file " + shown(file) + " --key 'KEY'\nnode verify_export.mjs " + shown(file)
        + " 'KEY'</pre>\n<p>It prints the entries that are proven. Without these programs: the leaf hash is SHA-256 of a byte 0 and the leaf; each hash of the proof is joined to it"
          " as RFC 9162 2.1.3.2 says; the result is the root in the checkpoint, and the checkpoint is signed with Ed25519 (C2SP signed note).</p>\n";
}

}  // namespace

http::Response evidencePage(const Evidence &evidence)
{
    static const QByteArray policy = "default-src 'none'; style-src 'sha256-" + crypto::sha256(QByteArrayView(kStyle)).toBase64() + "'; base-uri 'none'; form-action 'none'";
    const QByteArray title = "Evidence for " + shown(evidence.record.id.text());
    QByteArray entries;
    for (const Evidence::Entry &item : evidence.entries)
        entries += entryHtml(evidence, item);
    const QByteArray body = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"" + policy
        + "\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title + "</title><style>" + kStyle + "</style></head>\n<body>\n<h1>" + title
        + "</h1>\n" + summaryHtml(evidence) + "<h2>What happened</h2>\n" + entries + "<h2>Checkpoint</h2>\n<p>The authority signed the whole log, these entries in it:</p>\n<pre>"
        + escapedHtml(evidence.note) + "</pre>\n" + howToHtml(evidence) + "<h2>The same for programs</h2>\n" + audit::evidenceElement(evidence.lines) + "\n</body></html>\n";
    return http::Response::text(200, body, "text/html; charset=utf-8")
        .withHeader("Content-Security-Policy", policy + "; frame-ancestors 'none'; sandbox")
        .withHeader("Content-Disposition", "attachment; filename=\"" + evidence.record.id.text().toLatin1() + ".html\"")
        .withHeader("Referrer-Policy", "no-referrer");
}

}  // namespace countersign::authority::endpoints
