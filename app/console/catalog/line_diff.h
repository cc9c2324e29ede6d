// What differs between two texts, line by line, and how two changes of one text come together. Pure; any thread.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::console {

// Lines [beforeBegin, beforeEnd) became [afterBegin, afterEnd); counted from 0, in rising order, never touching.
struct Hunk {
    int beforeBegin = 0, beforeEnd = 0, afterBegin = 0, afterEnd = 0;
    bool operator==(const Hunk &) const = default;
};

// Readable rather than shortest: lines that occur once on both sides are kept together first (patience), the rest is
// Myers' shortest edit up to a limit. Two texts without anything in common cost no more than reading them.
[[nodiscard]] QList<Hunk> diffLines(const QStringList &before, const QStringList &after);

// One row of two texts side by side.
struct DiffRow {
    enum class Kind { Same, Removed, Added, Changed, Skipped } kind = Kind::Same;
    int before = 0, after = 0;     // line numbers from 1; 0: there is none on this side
    QString beforeText, afterText;
    int skipped = 0;               // lines left out, with Skipped
    bool operator==(const DiffRow &) const = default;
};

// `context` equal lines stay around every change. Empty when the texts are equal.
[[nodiscard]] QList<DiffRow> sideBySide(const QString &before, const QString &after, int context = 3);

// The same rows for one column: what was removed stands above what came for it.
[[nodiscard]] QList<DiffRow> oneColumn(const QList<DiffRow> &rows);

// Both changes of `base` in one text; nullopt where they touch the same lines and a person has to choose.
[[nodiscard]] std::optional<QString> mergeLines(const QString &base, const QString &mine, const QString &theirs);

}  // namespace countersign::console
