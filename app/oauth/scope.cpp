#include "app/oauth/scope.h"

#include <algorithm>

namespace countersign::oauth {

namespace {

constexpr qsizetype kMostScopes = 200;

bool isScopeToken(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c == u'!' || (c >= u'#' && c <= u'[') || (c >= u']' && c <= u'~');
    });
}

}  // namespace

base::Result<QStringList> parseScope(const QString &text)
{
    QStringList scopes;
    for (const QStringView part : QStringView(text).split(u' ')) {
        if (!isScopeToken(part))
            return base::Error{base::Errc::Malformed, QStringLiteral("the scope does not follow RFC 6749 3.3")};
        if (!scopes.contains(part))
            scopes.append(part.toString());
        if (scopes.size() > kMostScopes)
            return base::Error{base::Errc::TooLarge, QStringLiteral("too many scopes")};
    }
    return scopes;
}

QString scopeText(const QStringList &scopes)
{
    return scopes.join(u' ');
}

QStringList scopesWithin(const QStringList &wanted, const QStringList &allowed)
{
    QStringList both;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(both), [&](const QString &scope) { return allowed.contains(scope); });
    return both;
}

bool isSubset(const QStringList &wanted, const QStringList &allowed)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString &scope) { return allowed.contains(scope); });
}

}  // namespace countersign::oauth
