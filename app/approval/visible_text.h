// How text from outside is shown: nothing in it may hide, reorder or imitate. Used by the console and the command line.
#pragma once

#include <QString>

namespace countersign::approval {

// The text with every character that does not show itself written as `[U+202E]`: controls (line breaks and tabs too),
// bidi and other format characters, all white space but U+0020, fillers, tags, variation selectors, private, unassigned
// and surrogate code points, marks that strike through or enclose, marks without a letter, and marks past the third on
// one letter. A literal "[U+" in the text is written "[U+005B]U+", so that no two texts look alike through this.
[[nodiscard]] QString visibleText(const QString &outside);

// What a reader should be told about a text beside seeing it.
struct TextFlags {
    bool hidden = false;         // visibleText() had to write something out
    bool mixedScripts = false;   // one word of letters from scripts that imitate one another (UTS 39, 5.1)
    bool lookalike = false;      // a word wholly of letters that look Latin and are not (UTS 39, 4)
    bool notNormalised = false;  // not NFC: equal to the eye, different to a program
    bool foreignDigits = false;  // digits other than 0-9
    bool rightToLeft = false;    // holds letters that run right to left, which may move what stands beside them

    // Whether the text deserves a warning; running right to left is no fault by itself.
    [[nodiscard]] bool suspicious() const
    {
        return hidden || mixedScripts || lookalike || notNormalised || foreignDigits;
    }
    bool operator==(const TextFlags &) const = default;
};

[[nodiscard]] TextFlags inspect(const QString &outside);

// A host as DNS asks for it: international names in punycode, lower case (RFC 5890 2.3.2.1). What is no valid host is
// shown through visibleText with every character outside ASCII written out.
[[nodiscard]] QString visibleHost(const QString &host);

}  // namespace countersign::approval
