#include "app/authority/issuer.h"

#include "app/audit/checkpoint.h"
#include "app/authority/store/transaction.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace countersign::authority {

namespace {

base::Error refused(const char *why)
{
    return {base::Errc::InvalidArgument, QStringLiteral("The issuer %1").arg(QString::fromUtf8(why))};
}

}  // namespace

bool isLoopbackAddress(const QString &host)
{
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    const QString bare = bracketed ? host.mid(1, host.size() - 2) : host;
    static const QRegularExpression four(QRegularExpression::anchoredPattern(QStringLiteral("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")));
    if (!bracketed && four.match(bare).hasMatch())
        return !QHostAddress(bare).isNull();
    return bare == QLatin1String("::1");
}

base::Result<QString> checkedIssuer(const QString &url)
{
    // Taken apart as text: a URL class would repair what should be refused.
    static const QRegularExpression form(QRegularExpression::anchoredPattern(
        QStringLiteral("(https?)://(\\[[0-9a-f:.]+\\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(0|[1-9][0-9]{0,4}))?(/?)")));
    const auto match = form.match(url);
    if (!match.hasMatch())
        return refused("must be https://host or https://host:port in lower case, without user, path, query and fragment.");
    const QString scheme = match.captured(1), host = match.captured(2), port = match.captured(3);
    const bool loopback = isLoopbackAddress(host);
    if (host.startsWith(u'[') && QHostAddress(host.mid(1, host.size() - 2)).isNull())
        return refused("has an address that is none.");
    if (host.contains(QLatin1String("..")))
        return refused("has a host name that is none.");
    if (scheme == QLatin1String("http") && !loopback)
        return refused("may use http only with the address 127.0.0.1 or [::1]; everywhere else it must be https.");
    if (port.toInt() > 65'535)
        return refused("has a port that is none.");
    if (port == QLatin1String("0") && !loopback)
        return refused("may have port 0 (any) on a loopback address only.");
    if (port == (scheme == QLatin1String("http") ? QLatin1String("80") : QLatin1String("443")))
        return refused("must be written without the default port.");
    return url.chopped(match.capturedLength(4));
}

base::Result<QString> storedIssuer(store::Transaction &tx)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = 'issuer'");
    if (!row)
        return base::Error{base::Errc::NotFound, QStringLiteral("This authority was never completed: empty its directory and run \"init\" again.")};
    return row->text(0);
}

void storeIssuer(store::Transaction &tx, const QString &issuer)
{
    tx.exec("INSERT INTO meta (key, value) VALUES ('issuer', ?)", {issuer});
}

std::optional<QString> storedLogOrigin(store::Transaction &tx)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = 'log_origin'");
    return row ? std::optional(row->text(0)) : std::nullopt;
}

base::Result<QString> keepLogOrigin(store::Transaction &tx, const QString &issuer)
{
    if (auto kept = storedLogOrigin(tx))
        return *std::move(kept);
    auto origin = audit::checkpointOrigin(issuer);
    if (origin)
        tx.exec("INSERT INTO meta (key, value) VALUES ('log_origin', ?)", {*origin});
    return origin;
}

}  // namespace countersign::authority
