// Forms: what is accepted means one thing, however it is escaped, and no parameter is ever sent twice.
#include "app/authority/http/form.h"
#include "tests/fuzz/property.h"

namespace {

using countersign::authority::http::Form;
using countersign::authority::http::parseForm;

QByteArray escaped(const QString &text)
{
    QByteArray out;
    for (const char c : text.toUtf8())
        out += '%' + QByteArray(1, c).toHex().toUpper();
    return out;
}

QByteArray encoded(const Form &form)
{
    QByteArrayList fields;
    for (const QString &name : form.names())
        fields << escaped(name) + '=' + escaped(form.value(name));
    return fields.join('&');
}

void requireSame(const Form &one, const Form &other)
{
    FUZZ_REQUIRE(one.names() == other.names());
    for (const QString &name : one.names())
        FUZZ_REQUIRE(one.get(name) == other.get(name));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto form = parseForm(text);
    if (!form)
        return 0;
    FUZZ_REQUIRE(form->names().size() <= 64);
    for (const QString &name : form->names()) {
        FUZZ_REQUIRE(!name.isEmpty() && form->has(name) && !form->value(name).isEmpty());
        FUZZ_REQUIRE(!name.contains(QChar(u'\0')) && !form->value(name).contains(QChar(u'\0')));
        // Sent again, in whatever spelling, it is refused.
        FUZZ_REQUIRE(!parseForm(text + '&' + escaped(name) + "=x"));
        FUZZ_REQUIRE(!parseForm(text + '&' + escaped(name)));
    }
    requireSame(*form, parseForm(encoded(*form)).value());
    requireSame(*form, parseForm(QByteArray(text).replace('+', "%20")).value());
    FUZZ_REQUIRE(!parseForm(text + '%'));
    FUZZ_REQUIRE(!parseForm(text + "&a=%C0%80"));
    return 0;
}
