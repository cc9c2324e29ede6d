// A TOML text as a tree that knows its lines. The one place where the TOML library appears: it recurses, and
// that ends here (app/decisions/0005-toml-and-passwords.md).
#pragma once

#include <QByteArrayView>
#include <QString>

#include <utility>
#include <variant>
#include <vector>

namespace countersign::catalog {

enum class TomlKind { Text, Integer, Float, Boolean, Time, Array, Table };

[[nodiscard]] QString tomlKindName(TomlKind kind);  // "a string", "a table", …

// One value. Lives as long as its document.
struct TomlNode {
    TomlKind kind = TomlKind::Table;
    QString text;                              // Text
    qint64 number = 0;                         // Integer; Time: seconds since the epoch, local ones taken as UTC
    bool truth = false;                        // Boolean
    std::vector<TomlNode> items;               // Array
    std::vector<std::pair<QString, TomlNode>> members;  // Table; in one order, so that findings come in one

    int at = 0;
    // Null when there is none of that name. Tables are small: walking is faster than a tree of them.
    [[nodiscard]] const TomlNode *member(const QString &name) const;
    [[nodiscard]] int line() const { return at; }  // 1-based; 0 for the whole text
};

struct TomlError {
    int line = 0;
    QString message;
    bool tooLarge = false;
};

class TomlDocument {
public:
    // Refuses invalid UTF-8, control characters, nesting deeper than the formats here need, more than `maxBytes`.
    static std::variant<TomlDocument, TomlError> parse(QByteArrayView text, qsizetype maxBytes);

    [[nodiscard]] const TomlNode &root() const { return m_root; }

private:
    TomlDocument() = default;
    TomlNode m_root;
};

}  // namespace countersign::catalog
