// A place of the window, supplied by whoever builds it.
#pragma once

#include "ui/theme/icons.h"

#include <QString>

class QWidget;

namespace countersign::shell {

struct Page {
    QString id;      // "grants"; object name of its place in the rail: "railGrants"
    theme::Glyph glyph = theme::Glyph::Inbox;
    QString title;   // our own, translated; accessible name of its place in the rail
    QWidget *widget = nullptr;
};

}  // namespace countersign::shell
