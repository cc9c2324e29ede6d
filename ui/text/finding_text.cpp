#include "ui/text/finding_text.h"

#include "app/approval/visible_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace countersign::text {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Finding)
};

struct Rule {
    const char *code, *sentence;
};
// app/catalog/lint_rule_list.cpp; a test compares them.
constexpr Rule kRules[]{
    {"bad_duration", QT_TRANSLATE_NOOP("countersign::text::Finding", "A duration is not written like 60s, 5m or 2h.")},
    {"bad_name", QT_TRANSLATE_NOOP("countersign::text::Finding", "A name is not of the form it must have.")},
    {"bad_order", QT_TRANSLATE_NOOP("countersign::text::Finding", "Two values stand in the wrong order.")},
    {"bad_pattern", QT_TRANSLATE_NOOP("countersign::text::Finding", "A regular expression is invalid or could take too long.")},
    {"bad_template", QT_TRANSLATE_NOOP("countersign::text::Finding", "A title has a brace without its partner.")},
    {"bad_value", QT_TRANSLATE_NOOP("countersign::text::Finding", "A value is none of those that are possible.")},
    {"broad_scope", QT_TRANSLATE_NOOP("countersign::text::Finding", "One scope allows several things.")},
    {"deprecated_scope", QT_TRANSLATE_NOOP("countersign::text::Finding", "An action or a route uses a deprecated scope.")},
    {"duplicate", QT_TRANSLATE_NOOP("countersign::text::Finding", "Something is defined twice.")},
    {"empty", QT_TRANSLATE_NOOP("countersign::text::Finding", "A required value is empty.")},
    {"forbidden_word", QT_TRANSLATE_NOOP("countersign::text::Finding", "A name has a word that [naming] forbids.")},
    {"free_string", QT_TRANSLATE_NOOP("countersign::text::Finding", "A parameter takes any text.")},
    {"hostile_text", QT_TRANSLATE_NOOP("countersign::text::Finding", "A text holds control, format or bidi characters.")},
    {"missing", QT_TRANSLATE_NOOP("countersign::text::Finding", "A required key is missing.")},
    {"missing_param", QT_TRANSLATE_NOOP("countersign::text::Finding", "A route does not say where a parameter of its action stands.")},
    {"naming", QT_TRANSLATE_NOOP("countersign::text::Finding", "A name does not follow the pattern of [naming].")},
    {"near_duplicate", QT_TRANSLATE_NOOP("countersign::text::Finding", "Two scopes are easily taken for each other.")},
    {"no_scopes", QT_TRANSLATE_NOOP("countersign::text::Finding", "An action has no scopes.")},
    {"no_successor", QT_TRANSLATE_NOOP("countersign::text::Finding", "A deprecated scope names no successor.")},
    {"no_sunset", QT_TRANSLATE_NOOP("countersign::text::Finding", "A deprecated scope has no end.")},
    {"not_toml", QT_TRANSLATE_NOOP("countersign::text::Finding", "The text is not TOML.")},
    {"other_resource", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope belongs to another resource than its action.")},
    {"out_of_range", QT_TRANSLATE_NOOP("countersign::text::Finding", "A number or duration is outside its bounds.")},
    {"overlapping", QT_TRANSLATE_NOOP("countersign::text::Finding", "One request could be either of two routes.")},
    {"reserved_name", QT_TRANSLATE_NOOP("countersign::text::Finding", "A name belongs to the authority itself.")},
    {"risk_too_low", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope has a lower risk than an action it allows, or takes requests away from one of a higher risk.")},
    {"self_approval", QT_TRANSLATE_NOOP("countersign::text::Finding", "Whoever asks for a risky action may approve it.")},
    {"shadow_scope", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope is held or asked for, but not catalogued.")},
    {"slow_pattern", QT_TRANSLATE_NOOP("countersign::text::Finding", "The naming pattern takes too long.")},
    {"successor_deprecated", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope is to be replaced by one that is deprecated itself.")},
    {"sunset_passed", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope has ended and can be removed.")},
    {"too_large", QT_TRANSLATE_NOOP("countersign::text::Finding", "The text is too long or nested too deeply.")},
    {"too_long", QT_TRANSLATE_NOOP("countersign::text::Finding", "A text is too long.")},
    {"too_many", QT_TRANSLATE_NOOP("countersign::text::Finding", "There are too many entries.")},
    {"unbound_param", QT_TRANSLATE_NOOP("countersign::text::Finding", "A part of a route's path varies and is no parameter of its action.")},
    {"unknown_key", QT_TRANSLATE_NOOP("countersign::text::Finding", "A table has a key that it cannot have.")},
    {"unknown_param", QT_TRANSLATE_NOOP("countersign::text::Finding", "A route names a parameter that its action or path does not have.")},
    {"unknown_placeholder", QT_TRANSLATE_NOOP("countersign::text::Finding", "A title names a parameter that does not exist.")},
    {"unknown_reference", QT_TRANSLATE_NOOP("countersign::text::Finding", "Something is named that does not exist.")},
    {"unused", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope has not been used for a long time.")},
    {"wildcard", QT_TRANSLATE_NOOP("countersign::text::Finding", "A scope is a wildcard.")},
    {"wrong_type", QT_TRANSLATE_NOOP("countersign::text::Finding", "A value is of the wrong type.")},
    {"too_much_at_once", QT_TRANSLATE_NOOP("countersign::text::Finding", "The change is longer than can be shown to a second admin. Make it in several smaller ones.")}};

constexpr qsizetype kMostNamed = 4;

// "Scope orders:all" and so on, as the checker begins its sentences; what follows is the rest.
QString subjectOf(const QString &message, QString &rest)
{
    static const QRegularExpression beginning(QStringLiteral("^(Scope|Action|Parameter|Resource|Route \\S+|\\[\\[?\\w+\\]?\\]) ?(\"[^\"]*\"|[^\\s:]\\S*)?"));
    const QRegularExpressionMatch found = beginning.match(message);
    if (!found.hasMatch())
        return {};
    const QString kind = found.captured(1).section(QLatin1Char(' '), 0, 0);
    QString name = found.captured(2);
    const bool isTable = kind.startsWith(QLatin1Char('['));
    rest = message.mid(isTable ? kind.size() : found.capturedEnd());
    if (name.endsWith(QLatin1Char(':')))
        name.chop(1);
    if (isTable)
        return kind;
    if (kind == QLatin1String("Scope"))
        return Words::tr("Scope %1").arg(name);
    if (kind == QLatin1String("Action"))
        return Words::tr("Action %1").arg(name);
    if (kind == QLatin1String("Parameter"))
        return Words::tr("Parameter %1").arg(name);
    if (kind == QLatin1String("Resource"))
        return Words::tr("Service %1").arg(name);
    //: %1 is a method of HTTP, %2 a path.
    return Words::tr("Route %1 %2").arg(found.captured(1).mid(kind.size() + 1), name);
}

// What else the sentence names: quoted words, placeholders, scopes, types, paths, days and numbers.
QStringList namedIn(const QString &rest)
{
    static const QRegularExpression name(QStringLiteral("\"[^\"]*\"|\\{[^}]*\\}|/[^\\s,;()]*|\\d{4}-\\d\\d-\\d\\d|[A-Za-z0-9][\\w-]*[:.][\\w:./-]*\\w|\\b\\d+\\b"));
    QStringList named;
    for (auto match = name.globalMatch(rest); match.hasNext() && named.size() < kMostNamed;) {
        const QString each = match.next().captured();
        if (!named.contains(each))
            named.append(each);
    }
    return named;
}

}  // namespace

QString findingSentence(const console::CatalogFinding &finding)
{
    const QString message = approval::visibleText(finding.message);
    const auto *rule = std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule &each) { return finding.code == QLatin1String(each.code); });
    if (rule == std::end(kRules))
        //: %1 is a sentence of the authority, which is in English.
        return Words::tr("%1", "an unknown finding").arg(message);
    QString sentence = Words::tr(rule->sentence);
    // The checker's own sentence is English and says more than its rule.
    if (sentence == QLatin1String(rule->sentence))
        return message;
    QString rest = message;
    const QString subject = subjectOf(message, rest);
    if (const QStringList named = namedIn(rest); !named.isEmpty())
        //: %1 is a sentence, %2 the names it speaks of.
        sentence = Words::tr("%1 This is about: %2.").arg(sentence, named.join(QStringLiteral(", ")));
    //: %1 is what a sentence speaks of, %2 the sentence.
    return subject.isEmpty() ? sentence : Words::tr("%1: %2").arg(subject, sentence);
}

}  // namespace countersign::text
