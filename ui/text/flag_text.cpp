#include "ui/text/flag_text.h"

#include <QCoreApplication>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Flags)
};

}  // namespace

QStringList flagNotices(const approval::TextFlags &flags)
{
    QStringList notices;
    if (flags.hidden)
        notices += Words::tr("Holds characters that do not show themselves; they are written out as [U+…].");
    if (flags.mixedScripts)
        notices += Words::tr("Mixes letters of several scripts in one word. Compare it letter by letter.");
    if (flags.lookalike)
        notices += Words::tr("Is written in letters that look Latin and are not.");
    if (flags.notNormalised)
        notices += Words::tr("Is encoded in an unusual way: another text may look exactly the same.");
    if (flags.foreignDigits)
        notices += Words::tr("Holds digits other than 0 to 9.");
    return notices;
}

}  // namespace countersign::text
