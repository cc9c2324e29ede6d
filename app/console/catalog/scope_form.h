// One scope of a catalogue's text as a form: read from it, written into it, and everything else left as it stands,
// comments and blank lines too. Pure; any thread. What the text then means is app/catalog's to say.
#pragma once

#include "app/base/result.h"

#include <QString>
#include <QStringList>

namespace countersign::console {

struct ScopeForm {
    QString name, title, owner, reason, resource;
    QString risk = QStringLiteral("medium");
    bool deprecated = false;
    QString since, sunset;  // dates as TOML writes them, 2026-10-01
    QString use, why;
    bool operator==(const ScopeForm &) const = default;
};

// NotFound: no [[scope]] of that name. Unsupported: it is written in a way only a person should change.
[[nodiscard]] base::Result<ScopeForm> readScopeForm(const QString &toml, const QString &name);
// The text with that scope as the form says; an empty `name` adds one, beside those of its resource. Errors as above, and
// Conflict when the form's name is another scope's.
[[nodiscard]] base::Result<QString> writeScopeForm(const QString &toml, const QString &name, const ScopeForm &form);
// The text without that scope and the comment right above it.
[[nodiscard]] base::Result<QString> removeScope(const QString &toml, const QString &name);

// The scope whose table holds the line (from 1); empty outside of all.
[[nodiscard]] QString scopeAtLine(const QString &toml, int line);
// Line of its header; 0 when there is none.
[[nodiscard]] int lineOfScope(const QString &toml, const QString &name);

// A basic string of TOML; what does not show itself is escaped.
[[nodiscard]] QString tomlString(const QString &text);

}  // namespace countersign::console
