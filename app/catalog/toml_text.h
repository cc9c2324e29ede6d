// A TOML text as a tree that knows its lines. The one place where the TOML library appears: it throws and recurses, and
// both end here (app/decisions/0005-toml-and-passwords.md).
#pragma once

#include <QByteArrayView>
#include <QString>

#include <map>
#include <memory>
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
    std::map<QString, TomlNode> members;       // Table; sorted, so that findings come in one order

    // 1-based. Counts from the start of the text: for findings, not for every value.
    [[nodiscard]] int line() const;

    const void *origin = nullptr;  // the library's value
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

    TomlDocument(TomlDocument &&) noexcept;
    TomlDocument &operator=(TomlDocument &&) noexcept;
    ~TomlDocument();

    [[nodiscard]] const TomlNode &root() const { return m_root; }

private:
    struct Library;
    TomlDocument();
    std::unique_ptr<Library> m_library;
    TomlNode m_root;
};

}  // namespace countersign::catalog
