// What can be found, for tools that list the rules of a checker. A test compares it with what the sources say.
#include "app/catalog/lint.h"

namespace countersign::catalog {

const std::vector<Rule> &lintRules()
{
    static const std::vector<Rule> rules{
        {"bad_duration", "A duration is not written like 60s, 5m or 2h."},
        {"bad_name", "A name is not of the form it must have."},
        {"bad_order", "Two values stand in the wrong order."},
        {"bad_pattern", "A regular expression is invalid or could take too long."},
        {"bad_template", "A title has a brace without its partner."},
        {"bad_value", "A value is none of those that are possible."},
        {"broad_scope", "One scope allows several things."},
        {"deprecated_scope", "An action or a route uses a deprecated scope."},
        {"duplicate", "Something is defined twice."},
        {"empty", "A required value is empty."},
        {"forbidden_word", "A name has a word that [naming] forbids."},
        {"free_string", "A parameter takes any text."},
        {"hostile_text", "A text holds control, format or bidi characters."},
        {"missing", "A required key is missing."},
        {"missing_param", "A route does not say where a parameter of its action stands."},
        {"naming", "A name does not follow the pattern of [naming]."},
        {"near_duplicate", "Two scopes are easily taken for each other."},
        {"no_scopes", "An action has no scopes."},
        {"no_successor", "A deprecated scope names no successor."},
        {"no_sunset", "A deprecated scope has no end."},
        {"not_toml", "The text is not TOML."},
        {"other_resource", "A scope belongs to another resource than its action."},
        {"out_of_range", "A number or duration is outside its bounds."},
        {"overlapping", "One request could be either of two routes."},
        {"reserved_name", "A name belongs to the authority itself."},
        {"risk_too_low", "A scope has a lower risk than an action it allows, or takes requests away from one of a higher risk."},
        {"self_approval", "Whoever asks for a risky action may approve it."},
        {"shadow_scope", "A scope is held or asked for, but not catalogued."},
        {"slow_pattern", "The naming pattern takes too long."},
        {"successor_deprecated", "A scope is to be replaced by one that is deprecated itself."},
        {"sunset_passed", "A scope has ended and can be removed."},
        {"too_large", "The text is too long or nested too deeply."},
        {"too_long", "A text is too long."},
        {"too_many", "There are too many entries."},
        {"unbound_param", "A part of a route's path varies and is no parameter of its action."},
        {"unknown_key", "A table has a key that it cannot have."},
        {"unknown_param", "A route names a parameter that its action or path does not have."},
        {"unknown_placeholder", "A title names a parameter that does not exist."},
        {"unknown_reference", "Something is named that does not exist."},
        {"unused", "A scope has not been used for a long time."},
        {"wildcard", "A scope is a wildcard."},
        {"wrong_type", "A value is of the wrong type."},
    };
    return rules;
}

}  // namespace countersign::catalog
