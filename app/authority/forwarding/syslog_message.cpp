#include "app/authority/forwarding/syslog_message.h"

#include "app/base/json.h"

#include <QDateTime>

namespace countersign::authority::forwarding {

namespace {

constexpr int kAuthPriv = 10;
constexpr int kWarning = 4, kNotice = 5, kInformational = 6;

int severityOf(const QString &outcome)
{
    if (outcome == QLatin1String("refused") || outcome == QLatin1String("failed"))
        return kWarning;
    return outcome == QLatin1String("denied") ? kNotice : kInformational;
}

// RFC 5424 6.3.3: these three are escaped, everything else is UTF-8 as it is. Control characters would break lines apart.
QByteArray paramValue(const QString &value)
{
    QString text;
    for (const QChar c : value) {
        if (c == u'"' || c == u'\\' || c == u']')
            text += u'\\';
        text += c.isPrint() ? c : QChar(u'?');
    }
    return text.toUtf8();
}

QByteArray structuredData(const audit::Leaf &leaf)
{
    QByteArray data = "[entry@32473 seq=\"" + QByteArray::number(leaf.seq) + '"';
    const auto add = [&](const char *name, const std::optional<QString> &value) {
        if (value)
            data += QByteArray(" ") + name + "=\"" + paramValue(*value) + '"';
    };
    add("actor", leaf.actor);
    add("client", leaf.client);
    add("txn", leaf.txn);
    add("outcome", leaf.outcome);
    return data + ']';
}

// PRINTUSASCII of at most `most` characters, or the nil value (RFC 5424 6).
QByteArray headerField(const QByteArray &text, qsizetype most)
{
    QByteArray field;
    for (const char c : text.left(most))
        field += c > ' ' && c < '\x7f' ? c : '?';
    return field.isEmpty() ? "-" : field;
}

}  // namespace

QByteArray syslogMessage(const store::AuditEntry &entry, const SyslogOrigin &origin)
{
    const audit::Leaf &leaf = entry.leaf;
    const QByteArray head = '<' + QByteArray::number(kAuthPriv * 8 + severityOf(leaf.outcome)) + ">1 "
        + QDateTime::fromSecsSinceEpoch(leaf.time, Qt::UTC).toString(Qt::ISODate).toLatin1() + ' ' + headerField(origin.host, 255) + " countersign "
        + headerField(origin.processId, 128) + ' ' + headerField(leaf.event.toLatin1(), 32) + ' ' + structuredData(leaf) + " \xEF\xBB\xBF";
    const QByteArray whole = head + base::json::canonical(store::entryJson(entry));
    if (whole.size() <= kMaxSyslogBytes)
        return whole;
    QJsonObject bare = audit::leafJson(leaf);
    bare.insert(QStringLiteral("payload_omitted"), true);
    return head + base::json::canonical(bare);
}

QByteArray syslogFrame(const QByteArray &message)
{
    return QByteArray::number(message.size()) + ' ' + message;
}

}  // namespace countersign::authority::forwarding
