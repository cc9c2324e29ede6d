// Which text may enter at all. What is let in and still unusual is made visible by visible_text.h.
#pragma once

#include <QString>

namespace countersign::approval {

// NFC, and no character of the categories control, format (with bidi and zero-width), surrogate, private use, unassigned,
// line or paragraph separator (protocol.md 3.1).
[[nodiscard]] bool isDisplayText(const QString &text);
// For binding_message: display text of 1…64 characters without anything markup-like (`<`, `>`, `&`, `` ` ``) or a URL.
[[nodiscard]] bool isBindingMessage(const QString &text);

}  // namespace countersign::approval
