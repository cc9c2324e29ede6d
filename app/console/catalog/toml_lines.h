// TOML read line by line, as an editor needs it: for colours and for changes that leave everything else as it stands. It
// decides nothing: what a text means is app/catalog's to say. Pure; any thread.
#pragma once

#include <QList>
#include <QStringView>

namespace countersign::console {

enum class TomlPart { Comment, Header, Key, Text, Number, Word, Sign };

struct TomlSpan {
    qsizetype start = 0, length = 0;
    TomlPart part = TomlPart::Sign;
    bool operator==(const TomlSpan &) const = default;
};

// What one line leaves open for the next: a string of several lines, brackets.
struct TomlCarry {
    enum class Text { None, Basic, Literal } text = Text::None;
    int depth = 0;

    [[nodiscard]] bool isOpen() const { return text != Text::None || depth > 0; }
    // For editors that keep one number with a line.
    [[nodiscard]] int number() const { return depth * 4 + static_cast<int>(text); }
    [[nodiscard]] static TomlCarry fromNumber(int number);
    bool operator==(const TomlCarry &) const = default;
};

struct TomlLine {
    QList<TomlSpan> spans;  // in order, without blanks
    TomlCarry carry;        // for the next line
};

// `line` without its line break.
[[nodiscard]] TomlLine readTomlLine(QStringView line, const TomlCarry &carry = {});
// Of a document that grows elsewhere: what stays open behind this line, without the spans.
[[nodiscard]] TomlCarry carryAfter(QStringView line, const TomlCarry &carry);

}  // namespace countersign::console
