// Typed reads from one TOML table, every fault becoming a finding with its line. Shared by the catalogue and the
// authority's settings.
#pragma once

#include "app/approval/risk.h"
#include "app/catalog/catalog.h"
#include "app/catalog/toml_text.h"

#include <QStringList>

namespace countersign::catalog {

inline constexpr qsizetype kMaxFindings = 200;
inline constexpr int kMaxFieldChars = 500;
inline constexpr int kMaxListItems = 200;

// Collects; past kMaxFindings only whether one was an error is kept.
class Findings {
public:
    void error(int line, const char *code, const QString &message) { add(Severity::Error, line, code, message); }
    void warn(int line, const char *code, const QString &message) { add(Severity::Warning, line, code, message); }
    [[nodiscard]] bool hasError() const { return m_hasError; }
    [[nodiscard]] bool isFull() const { return static_cast<qsizetype>(m_all.size()) >= kMaxFindings; }
    [[nodiscard]] std::vector<Finding> sorted() &&;

private:
    void add(Severity severity, int line, const char *code, const QString &message);
    std::vector<Finding> m_all;
    bool m_hasError = false;
};

enum class Need { Required, Optional };

struct Bounds {
    qint64 least = 0;
    qint64 most = 0;
};

// Reads one table. What was asked for is known; `finish` reports every other key. Values that are refused come back as
// the fallback, so reading goes on and finds everything at once.
class Fields {
public:
    // `what` names the table in messages, as it is written: "[[scope]]".
    Fields(const TomlNode &table, QString what, Findings &findings);
    void finish();

    [[nodiscard]] QString text(const QString &key, Need need);
    [[nodiscard]] QStringList texts(const QString &key, Need need);  // each once
    [[nodiscard]] qint64 integer(const QString &key, qint64 fallback, Bounds bounds);
    [[nodiscard]] bool flag(const QString &key, bool fallback);
    [[nodiscard]] int duration(const QString &key, int fallbackSeconds, Bounds seconds);
    [[nodiscard]] approval::Tier tier(const QString &key, approval::Tier fallback);
    [[nodiscard]] qint64 time(const QString &key, Need need);
    // A member table or list of tables ("[[action.param]]"); null and empty when absent or of another type.
    [[nodiscard]] const TomlNode *table(const QString &key);
    [[nodiscard]] const std::vector<TomlNode> &tables(const QString &key);

    [[nodiscard]] const TomlNode *find(const QString &key);  // marks the key as known
    [[nodiscard]] int lineOf(const QString &key) const;      // of the value, or of the table when it has none
    void error(const QString &key, const char *code, const QString &message) { m_findings.error(lineOf(key), code, message); }
    void warn(const QString &key, const char *code, const QString &message) { m_findings.warn(lineOf(key), code, message); }
    [[nodiscard]] const QString &what() const { return m_what; }

private:
    const TomlNode *ofKind(const QString &key, TomlKind kind);
    void missing(const QString &key);
    bool acceptText(const QString &key, const TomlNode &node);

    const TomlNode &m_table;
    QString m_what;
    Findings &m_findings;
    QStringList m_known;  // a handful: cheaper to walk through than to hash
};

// "60s", "5m", "2h", "7d": a whole number and one unit. Nullopt for anything else or more than ten years.
[[nodiscard]] std::optional<qint64> parseDuration(const QString &text);

}  // namespace countersign::catalog
