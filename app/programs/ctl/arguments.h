// The words of one call: options as `--name value` or `--name=value`, and what stands without a name, or after `--`.
#pragma once

#include "app/base/result.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace countersign::ctl {

struct OptionSpec {
    const char *name;   // without dashes
    const char *value;  // what stands for it in the help; null: a flag
    const char *help;
};

class Arguments {
public:
    // InvalidArgument: an unknown option, a missing value, an option twice (but `param`, which may come often).
    static base::Result<Arguments> parse(const std::vector<OptionSpec> &specs, const QStringList &words);

    [[nodiscard]] bool has(const char *name) const { return m_values.contains(QLatin1String(name)); }
    [[nodiscard]] QString value(const char *name) const { return m_values.value(QLatin1String(name)).value(0); }
    [[nodiscard]] QStringList values(const char *name) const { return m_values.value(QLatin1String(name)); }
    [[nodiscard]] const QStringList &plain() const { return m_plain; }

private:
    QHash<QString, QStringList> m_values;
    QStringList m_plain;
};

}  // namespace countersign::ctl
