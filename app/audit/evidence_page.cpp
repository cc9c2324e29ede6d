#include "app/audit/evidence_page.h"

namespace countersign::audit {

namespace {

constexpr QByteArrayView kStart("<pre id=\"countersign-export\">");
constexpr QByteArrayView kEnd("</pre>");

}  // namespace

QByteArray evidenceElement(QByteArrayView lines)
{
    QByteArray text = lines.toByteArray();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    return kStart + text + kEnd;
}

base::Result<QByteArray> evidenceIn(QByteArrayView page)
{
    const base::Error malformed{base::Errc::Malformed, QStringLiteral("This is no evidence page: the lines for programs are missing or damaged.")};
    const qsizetype start = page.indexOf(kStart);
    const qsizetype end = start < 0 ? -1 : page.indexOf(kEnd, start);
    if (end < 0 || page.indexOf(kStart, end) >= 0)
        return malformed;
    const qsizetype begin = start + kStart.size();
    QByteArray text = page.sliced(begin, end - begin).toByteArray();
    if (text.contains('<') || text.contains('>'))
        return malformed;
    // Last of all the sign that the others begin with.
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return text;
}

}  // namespace countersign::audit
