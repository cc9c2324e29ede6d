// Catalogue texts for tests, a few words each.
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace countersign::test {

inline QByteArray head()
{
    return "format = 1\nname = \"x\"\n[[resource]]\nid = \"https://a.example\"\nname = \"A\"\n";
}

// `more` are further lines of the entry.
inline QByteArray scopeText(const QByteArray &name, const QByteArray &more = {})
{
    return "[[scope]]\nname = \"" + name + "\"\ntitle = \"T\"\nowner = \"o\"\nreason = \"r\"\nresource = \"https://a.example\"\n" + more;
}

inline QByteArray actionText(const QByteArray &type, const QByteArray &scopes, const QByteArray &more = {})
{
    return "[[action]]\ntype = \"" + type + "\"\ntitle = \"T\"\nresource = \"https://a.example\"\napprovers = [\"g\"]\nscopes = [" + scopes + "]\n" + more;
}

// `need` is its scope or action: "scope = \"a:read\"".
inline QByteArray routeText(const QByteArray &method, const QByteArray &path, const QByteArray &need)
{
    return "[[route]]\nmethod = \"" + method + "\"\npath = \"" + path + "\"\nresource = \"https://a.example\"\n" + need + '\n';
}

}  // namespace countersign::test
