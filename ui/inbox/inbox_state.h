// Which of its states the inbox is in, and the words for it.
#pragma once

#include "app/console/console.h"
#include "ui/theme/icons.h"

namespace countersign::inbox {

struct InboxState {
    enum class Kind { Filled, Loading, Empty, NothingFound, Offline, Failed, NoPermission, SignedOut };
    enum class Action { None, Retry, SignIn, ClearSearch };
    Kind kind = Kind::Filled;
    theme::Glyph glyph = theme::Glyph::Inbox;
    QString title, sentence;
    Action action = Action::None;
};

struct Rows {
    int known = 0;  // rows of the inbox
    int shown = 0;  // rows that pass the search
};

[[nodiscard]] InboxState inboxState(console::Console &console, Rows rows);

}  // namespace countersign::inbox
