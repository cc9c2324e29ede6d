#include "app/approval/display_text.h"

#include <QList>

#include <algorithm>

namespace countersign::approval {

namespace {

bool isVisible(char32_t c)
{
    if ((c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0xFE00 && c <= 0xFE0F))  // tags and variation selectors
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return c != 0x034F && c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0 && c != 0x2800;  // look like nothing
    }
}

}  // namespace

bool isDisplayText(const QString &text)
{
    // Nearly all texts: nothing in here needs tables.
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; }))
        return true;
    const auto codePoints = text.toUcs4();
    return std::all_of(codePoints.begin(), codePoints.end(), [](uint c) { return isVisible(c); })
        && text == text.normalized(QString::NormalizationForm_C);
}

bool isBindingMessage(const QString &text)
{
    if (text.trimmed().isEmpty() || text.toUcs4().size() > 64 || !isDisplayText(text))
        return false;
    for (const QChar forbidden : {u'<', u'>', u'&', u'`'}) {
        if (text.contains(forbidden))
            return false;
    }
    if (text.contains(QLatin1String("](")))  // Markdown's link
        return false;
    // A link in the message would invite the approver to leave the card.
    return !text.contains(QLatin1String("://")) && !text.contains(QLatin1String("www."), Qt::CaseInsensitive);
}

}  // namespace countersign::approval
