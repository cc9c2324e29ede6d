#include "app/programs/ctl/arguments.h"

#include <algorithm>

namespace countersign::ctl {

base::Result<Arguments> Arguments::parse(const std::vector<OptionSpec> &specs, const QStringList &words)
{
    using base::Errc;
    Arguments found;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == QLatin1String("--")) {  // what follows belongs to somebody else
            found.m_plain.append(words.mid(i + 1));
            break;
        }
        if (!word.startsWith(QLatin1String("--")) || word.size() < 3) {
            if (word.startsWith(QLatin1Char('-')) && word.size() > 1)
                return {Errc::InvalidArgument, QStringLiteral("unknown option %1").arg(word)};
            found.m_plain.append(word);
            continue;
        }
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        const auto spec = std::find_if(specs.begin(), specs.end(), [&name](const OptionSpec &each) { return name == QLatin1String(each.name); });
        if (spec == specs.end())
            return {Errc::InvalidArgument, QStringLiteral("unknown option --%1").arg(name)};
        QString value;
        if (spec->value && equals >= 0)
            value = word.mid(equals + 1);
        else if (spec->value && i + 1 < words.size())
            value = words.at(++i);
        else if (spec->value || equals >= 0)
            return {Errc::InvalidArgument, spec->value ? QStringLiteral("--%1 needs a value").arg(name) : QStringLiteral("--%1 takes no value").arg(name)};
        if (found.m_values.contains(name) && name != QLatin1String("param"))
            return {Errc::InvalidArgument, QStringLiteral("--%1 was given twice").arg(name)};
        found.m_values[name].append(value);
    }
    return found;
}

}  // namespace countersign::ctl
