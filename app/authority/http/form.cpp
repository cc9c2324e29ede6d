#include "app/authority/http/form.h"

#include "app/authority/http/escapes.h"

#include <QSet>
#include <QStringDecoder>

namespace countersign::authority::http {

namespace {

constexpr int kMaxFields = 64;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

base::Error malformed(const QString &why)
{
    return {base::Errc::Malformed, why};
}

} // namespace

std::optional<QString> unescapeFormText(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes.append(text[i] == '+' ? ' ' : text[i]);
            continue;
        }
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.append(static_cast<char>(high * 16 + low));
        i += 2;
    }
    if (bytes.contains('\0'))
        return std::nullopt;
    // Stateless: a sequence cut short at the end is an error, not the start of a next call. Without the flag for the
    // mark at the front, the decoder would swallow it, and two different texts would become one.
    using Flag = QStringConverter::Flag;
    QStringDecoder decoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    const QString decoded = decoder.decode(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(decoded);
}

std::optional<QString> Form::get(const QString &name) const
{
    const auto found = m_fields.constFind(name);
    return found == m_fields.constEnd() ? std::nullopt : std::optional(*found);
}

bool Form::has(const QString &name) const
{
    return m_fields.contains(name);
}

QString Form::value(const QString &name) const
{
    return m_fields.value(name);
}

QStringList Form::names() const
{
    return m_fields.keys();
}

base::Result<Form> parseForm(QByteArrayView encoded)
{
    Form form;
    if (encoded.isEmpty())
        return form;
    QSet<QString> seen; // omitted ones too: `scope=&scope=all` is a name sent twice
    for (qsizetype at = 0; at <= encoded.size();) {
        qsizetype end = encoded.indexOf('&', at);
        end = end < 0 ? encoded.size() : end;
        const QByteArrayView field = encoded.sliced(at, end - at);
        at = end + 1;
        const qsizetype equals = field.indexOf('=');
        const auto name = unescapeFormText(equals < 0 ? field : field.first(equals));
        const auto value = equals < 0 ? QString() : unescapeFormText(field.sliced(equals + 1));
        if (!name || !value)
            return malformed(QStringLiteral("A field is not valid percent-encoded UTF-8."));
        if (name->isEmpty())
            return malformed(QStringLiteral("A field has no name."));
        if (seen.contains(*name))
            return malformed(QStringLiteral("The parameter %1 was sent more than once.").arg(name->left(64)));
        if (seen.size() == kMaxFields)
            return base::Error{base::Errc::TooLarge, QStringLiteral("There are more than %1 fields.").arg(kMaxFields)};
        seen.insert(*name);
        if (!value->isEmpty())
            form.m_fields.insert(*name, *value);
    }
    return form;
}

} // namespace countersign::authority::http
