#include "ui/text/why_text.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <iterator>

namespace countersign::text {

using approval::visibleText;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Why)
};

QString typeRated(const QString &tier)
{
    switch (approval::tierFromName(tier).value_or(approval::Tier::Critical)) {
    case approval::Tier::Low: return Words::tr("Actions of this type are rated low.");
    case approval::Tier::Medium: return Words::tr("Actions of this type are rated medium.");
    case approval::Tier::High: return Words::tr("Actions of this type are rated high.");
    case approval::Tier::Critical: return Words::tr("Actions of this type are rated critical.");
    }
    return {};
}

// "high:orders:refund"
QString scopeRated(const QString &tierAndScope)
{
    const qsizetype colon = tierAndScope.indexOf(QLatin1Char(':'));
    const QString scope = tierAndScope.mid(colon + 1);
    switch (approval::tierFromName(tierAndScope.left(colon)).value_or(approval::Tier::Critical)) {
    case approval::Tier::Low: return Words::tr("The scope %1 is rated low.").arg(scope);
    case approval::Tier::Medium: return Words::tr("The scope %1 is rated medium.").arg(scope);
    case approval::Tier::High: return Words::tr("The scope %1 is rated high.").arg(scope);
    case approval::Tier::Critical: return Words::tr("The scope %1 is rated critical.").arg(scope);
    }
    return {};
}

// `what` stands after the colon of the code, and has passed visibleText.
QString riskReason(const QString &code, const QString &what)
{
    const auto is = [&code](const char *name) { return code == QLatin1String(name); };
    if (is("type_rated"))
        return typeRated(what);
    if (is("scope_rated"))
        return scopeRated(what);
    if (is("client_young"))
        return Words::tr("The client was registered less than an hour ago.");
    if (is("first_of_type"))
        return Words::tr("This client asks for an action of this type for the first time.");
    if (is("outside_hours"))
        return Words::tr("The request comes outside the usual hours of this type.");
    if (is("client_flood"))
        return Words::tr("The client sent at least %1 requests within the last minute.").arg(what);
    if (is("scope_deprecated"))
        return Words::tr("The scope %1 is deprecated.").arg(what);
    bool isNumber = false;
    if (const int times = what.toInt(&isNumber); is("denied_before") && isNumber)
        return Words::tr("The same request was denied %n times within the last ten minutes.", nullptr, times);
    return {};
}

struct Sentence {
    const char *code;
    const char *words;
};

constexpr Sentence kMayNot[] = {
    {"not_pending", QT_TRANSLATE_NOOP("countersign::text::Why", "The request is no longer pending.")},
    {"not_an_approver", QT_TRANSLATE_NOOP("countersign::text::Why", "You are not in a group that may decide this.")},
    {"self_approval", QT_TRANSLATE_NOOP("countersign::text::Why", "You asked for this yourself; somebody else must decide.")},
    {"already_decided", QT_TRANSLATE_NOOP("countersign::text::Why", "You have decided already; another approver is needed.")},
};

constexpr Sentence kObstacles[] = {
    {"client_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "The client is disabled, expired or deleted.")},
    {"subject_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "The person it runs for is disabled.")},
    {"session_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "The session of the request has ended.")},
    {"type_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "The action type is not in the catalogue.")},
    {"log_damaged", QT_TRANSLATE_NOOP("countersign::text::Why", "The authority found its own log damaged. It approves nothing until whoever runs it has restored the log. Denying and revoking still work.")},
    {"request_damaged", QT_TRANSLATE_NOOP("countersign::text::Why", "What is stored of this request is not what was asked: somebody changed the database. Deny it, and tell whoever runs the authority.")},
    {"type_changed", QT_TRANSLATE_NOOP("countersign::text::Why", "The catalogue no longer allows these parameters.")},
    {"type_not_allowed", QT_TRANSLATE_NOOP("countersign::text::Why", "The client may not ask for this action type.")},
    {"scope_not_allowed", QT_TRANSLATE_NOOP("countersign::text::Why", "A scope of the request is not allowed.")},
    {"resource_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "The API is not registered.")},
    {"dpop_missing", QT_TRANSLATE_NOOP("countersign::text::Why", "This action type needs a key of the requester.")},
    {"approver_gone", QT_TRANSLATE_NOOP("countersign::text::Why", "An approver is no longer entitled.")},
};

// Where this console has no words of its own: said to be theirs, for it may be of another language and tone.
QString quoted(const QString &theirs)
{
    //: %1 is a sentence of the authority, in whatever language it speaks.
    return theirs.isEmpty() ? QString() : Words::tr("The authority says: “%1”").arg(visibleText(theirs));
}

template <size_t N>
QString known(const Sentence (&list)[N], const QString &code, const QString &theirs)
{
    for (const Sentence &each : list) {
        if (code == QLatin1String(each.code))
            return Words::tr(each.words);
    }
    return quoted(theirs);
}

}  // namespace

QStringList riskReasons(const console::RiskFacts &risk)
{
    QStringList sentences;
    for (qsizetype i = 0; i < risk.reasons.size(); ++i) {
        const QString code = risk.codes.value(i);
        const qsizetype colon = code.indexOf(QLatin1Char(':'));
        const QString ours = riskReason(colon < 0 ? code : code.left(colon), colon < 0 ? QString() : visibleText(code.mid(colon + 1)));
        sentences.append(ours.isEmpty() ? quoted(risk.reasons.at(i)) : ours);
    }
    return sentences;
}

QString mayNotSentence(const console::Approval &approval)
{
    return known(kMayNot, approval.mayNotCode, approval.mayNotBecause);
}

QString obstacleSentence(const console::Approval &approval)
{
    return known(kObstacles, approval.obstacleCode, approval.obstacle);
}

QString deprecationSentence(const console::ScopeFact &scope, qint64 now)
{
    QStringList sentences;
    if (!scope.sunset)
        sentences.append(Words::tr("Deprecated: it will go away."));
    else if (*scope.sunset > now)
        //: %1 is a duration such as "9 d".
        sentences.append(Words::tr("Deprecated: refused in %1.").arg(duration(std::chrono::seconds(*scope.sunset - now))));
    else
        sentences.append(Words::tr("Deprecated, and past its end."));
    if (!scope.use.isEmpty())
        //: %1 is the name of a scope.
        sentences.append(Words::tr("%1 takes its place.").arg(visibleText(scope.use)));
    if (!scope.why.isEmpty())
        //: %1 is the reason its owner wrote.
        sentences.append(Words::tr("Why: %1").arg(visibleText(scope.why)));
    return sentences.join(QLatin1Char(' '));
}

}  // namespace countersign::text
