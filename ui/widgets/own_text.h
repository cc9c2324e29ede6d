// A label with a sentence of our own.
#pragma once

#include "ui/widgets/plain_text.h"

namespace countersign::widgets {

// `text` is ours and translated; what comes from outside in it has passed visibleText.
[[nodiscard]] inline PlainLabel *ownText(const QString &text, const theme::TextStyle &style = theme::style::body)
{
    auto *label = new PlainLabel;
    label->setTextStyle(style);
    label->setOwnText(text);
    return label;
}

}  // namespace countersign::widgets
