#include "ui/text/audit_text.h"

#include "app/approval/risk.h"
#include "app/approval/visible_text.h"
#include "app/base/json.h"
#include "ui/text/duration_text.h"
#include "ui/text/risk_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonObject>
#include <QLocale>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Audit)
};

using approval::visibleText;
using console::AuditEntryFacts;
using console::AuditField;
using L1 = QLatin1String;

// An event, its name in a list, and what happened; %1 in the sentence is who did it.
struct EventWords {
    const char *event, *word, *sentence;
};

constexpr EventWords kEvents[] = {
    {"approval.asked", QT_TRANSLATE_NOOP("countersign::text::Audit", "Approval asked for"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 asked for an approval.")},
    {"approval.decided", QT_TRANSLATE_NOOP("countersign::text::Audit", "Request decided"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 decided on the request.")},
    {"approval.decision_refused", QT_TRANSLATE_NOOP("countersign::text::Audit", "Decision refused"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 tried to decide, and the decision was refused.")},
    {"approval.wrong_code", QT_TRANSLATE_NOOP("countersign::text::Audit", "Wrong code"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 gave a wrong code.")},
    {"approval.self_approval_refused", QT_TRANSLATE_NOOP("countersign::text::Audit", "Self-approval refused"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 tried to approve a request of their own, and was refused.")},
    {"approval.cancelled", QT_TRANSLATE_NOOP("countersign::text::Audit", "Request cancelled"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 cancelled the request.")},
    {"approval.expired", QT_TRANSLATE_NOOP("countersign::text::Audit", "Request expired"), QT_TRANSLATE_NOOP("countersign::text::Audit", "The request or what it gave was not used in time.")},
    {"approval.revoked", QT_TRANSLATE_NOOP("countersign::text::Audit", "Approval revoked"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 revoked the approval.")},
    {"credential.issued", QT_TRANSLATE_NOOP("countersign::text::Audit", "Credential issued"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 received the credential for the action.")},
    {"credential.consumed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Credential used"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 took the credential and could run the action.")},
    {"credential.consume_refused", QT_TRANSLATE_NOOP("countersign::text::Audit", "Use refused"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 presented a credential, and it was refused.")},
    {"credential.redeem_replayed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Credential fetched twice"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 tried to receive a credential a second time.")},
    {"window.opened", QT_TRANSLATE_NOOP("countersign::text::Audit", "Access opened"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 received temporary access.")},
    {"window.used_up", QT_TRANSLATE_NOOP("countersign::text::Audit", "Access used up"), QT_TRANSLATE_NOOP("countersign::text::Audit", "Temporary access ended with its last permitted call.")},
    {"window.ended", QT_TRANSLATE_NOOP("countersign::text::Audit", "Access ended"), QT_TRANSLATE_NOOP("countersign::text::Audit", "The time of temporary access was over.")},
    {"registration.issued", QT_TRANSLATE_NOOP("countersign::text::Audit", "Registration approved"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 received a temporary client.")},
    {"registration.ended", QT_TRANSLATE_NOOP("countersign::text::Audit", "Registration ended"), QT_TRANSLATE_NOOP("countersign::text::Audit", "A temporary client that was asked for came to its end.")},
    {"client.registered", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client registered"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 registered a client.")},
    {"client.updated", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client changed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 changed a client.")},
    {"client.extended", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client extended"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 let a client live longer.")},
    {"client.secret_rotated", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client secret replaced"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 gave a client a new secret.")},
    {"client.disabled", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client frozen"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 froze a client.")},
    {"client.enabled", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client unfrozen"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 let a frozen client go on.")},
    {"client.revoked", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client revoked"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 revoked a client.")},
    {"client.expired", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client expired"), QT_TRANSLATE_NOOP("countersign::text::Audit", "A temporary client came to its end.")},
    {"client.ends_soon", QT_TRANSLATE_NOOP("countersign::text::Audit", "Client ends soon"), QT_TRANSLATE_NOOP("countersign::text::Audit", "It was said that a temporary client ends soon.")},
    {"initial_token.created", QT_TRANSLATE_NOOP("countersign::text::Audit", "Registration token made"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 made a token by which clients can be registered.")},
    {"initial_token.revoked", QT_TRANSLATE_NOOP("countersign::text::Audit", "Registration token revoked"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 revoked a token by which clients could be registered.")},
    {"catalog.applied", QT_TRANSLATE_NOOP("countersign::text::Audit", "Catalogue applied"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 put a new version of the catalogue in force.")},
    {"user.signed_in", QT_TRANSLATE_NOOP("countersign::text::Audit", "Signed in"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 signed in.")},
    {"user.sign_in_failed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Sign-in failed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 could not sign in.")},
    {"session.started", QT_TRANSLATE_NOOP("countersign::text::Audit", "Session started"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 started a session.")},
    {"token.revoked", QT_TRANSLATE_NOOP("countersign::text::Audit", "Access revoked"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 revoked a token.")},
    {"token.replayed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Token used twice"), QT_TRANSLATE_NOOP("countersign::text::Audit", "A token that was already exchanged was presented again by %1; everything it led to was ended.")},
    {"code.replayed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Sign-in code used twice"), QT_TRANSLATE_NOOP("countersign::text::Audit", "A sign-in code was presented a second time by %1.")},
    {"device.added", QT_TRANSLATE_NOOP("countersign::text::Audit", "Device key added"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 added the key of a computer.")},
    {"device.removed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Device key removed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 removed the key of a computer.")},
    {"user.added", QT_TRANSLATE_NOOP("countersign::text::Audit", "Person added"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 added a person.")},
    {"user.changed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Person changed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 changed what a person may do.")},
    {"user.disabled", QT_TRANSLATE_NOOP("countersign::text::Audit", "Person disabled"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 disabled a person.")},
    {"user.enabled", QT_TRANSLATE_NOOP("countersign::text::Audit", "Person enabled"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 enabled a person again.")},
    {"user.password_changed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Password changed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 changed a person's password.")},
    {"user.otp_set", QT_TRANSLATE_NOOP("countersign::text::Audit", "Second factor set"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 set a person's second factor.")},
    {"user.otp_removed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Second factor removed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 removed a person's second factor.")},
    {"key.rotated", QT_TRANSLATE_NOOP("countersign::text::Audit", "Key rotated"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 replaced a signing key.")},
    {"config.changed", QT_TRANSLATE_NOOP("countersign::text::Audit", "Configuration changed"), QT_TRANSLATE_NOOP("countersign::text::Audit", "The authority runs with another configuration than before.")},
    {"clock.stepped_back", QT_TRANSLATE_NOOP("countersign::text::Audit", "Clock set back"), QT_TRANSLATE_NOOP("countersign::text::Audit", "The authority's clock was set back.")},
    {"log.restore_accepted", QT_TRANSLATE_NOOP("countersign::text::Audit", "Restore accepted"), QT_TRANSLATE_NOOP("countersign::text::Audit", "%1 accepted that the log continues from a backup.")},
    {"authority.created", QT_TRANSLATE_NOOP("countersign::text::Audit", "Authority created"), QT_TRANSLATE_NOOP("countersign::text::Audit", "The authority was created.")},
};

const EventWords *wordsOf(const QString &event)
{
    static const QHash<QString, const EventWords *> all = [] {
        QHash<QString, const EventWords *> words;
        for (const EventWords &each : kEvents)
            words.insert(L1(each.event), &each);
        return words;
    }();
    return all.value(event);
}

QJsonObject payloadOf(const AuditEntryFacts &entry)
{
    const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Result<QJsonObject>(base::Errc::NotFound, {});
    return payload.value_or(QJsonObject());
}

bool isApproval(const AuditEntryFacts &decided)
{
    return payloadOf(decided).value(L1("decision")).toString() == L1("approve");
}

// A sentence begins with a capital letter; the name or id of a person stays as it is.
QString begun(const QString &sentence, const AuditEntryFacts &entry)
{
    const QString &actor = entry.actor;
    const bool ours = actor == L1("system") || actor == L1("cli") || actor.startsWith(L1("client:")) || !sentence.startsWith(actorWord(entry));
    return ours ? sentence.left(1).toUpper() + sentence.mid(1) : sentence;
}

}  // namespace

QStringList auditEvents()
{
    QStringList events;
    for (const EventWords &each : kEvents)
        events.append(L1(each.event));
    return events;
}

QString auditEventWord(const QString &event)
{
    const EventWords *words = wordsOf(event);
    return words ? Words::tr(words->word) : event;
}

QString auditHeadline(const AuditEntryFacts &entry)
{
    if (entry.event == L1("approval.decided") && entry.payload)
        return isApproval(entry) ? Words::tr("Request approved") : Words::tr("Request denied");
    return auditEventWord(entry.event);
}

QString auditSentence(const AuditEntryFacts &entry)
{
    const QString who = actorWord(entry);
    if (entry.event == L1("approval.decided") && entry.payload) {
        return begun((isApproval(entry) ? Words::tr("%1 approved the request.") : Words::tr("%1 denied the request.")).arg(who), entry);
    }
    const EventWords *words = wordsOf(entry.event);
    const QString sentence = words ? Words::tr(words->sentence) : Words::tr("%1 did something this console has no words for.");
    return begun(sentence.contains(L1("%1")) ? sentence.arg(who) : sentence, entry);
}

QString auditSubject(const AuditEntryFacts &entry)
{
    const QJsonObject payload = payloadOf(entry);
    for (const L1 member : {L1("text"), L1("reason"), L1("name"), L1("client_name"), L1("type"), L1("kind"), L1("address")}) {
        if (const QString value = payload.value(member).toString(); !value.isEmpty())
            return visibleText(value);
    }
    return {};
}

QString outcomeWord(const QString &outcome)
{
    if (outcome == L1("ok"))
        return Words::tr("Done", "outcome of what was logged");
    if (outcome == L1("denied"))
        return Words::tr("Denied", "outcome of what was logged");
    if (outcome == L1("refused"))
        return Words::tr("Refused", "outcome of what was logged");
    if (outcome == L1("failed"))
        return Words::tr("Failed", "outcome of what was logged");
    return outcome;
}

QString actorWord(const AuditEntryFacts &entry)
{
    const QString &actor = entry.actor;
    if (!entry.actorName.isEmpty())
        return visibleText(entry.actorName);
    if (actor == L1("system"))
        return Words::tr("the authority");
    if (actor == L1("cli"))
        return Words::tr("somebody at the authority's command line");
    if (actor.startsWith(L1("client:")))
        //: %1 is the id of a client.
        return Words::tr("program %1").arg(visibleText(actor.mid(7)));
    return visibleText(actor);
}

QString auditTime(qint64 seconds)
{
    return exactTime(QDateTime::fromSecsSinceEpoch(seconds));
}

QString auditRowName(const AuditEntryFacts &entry)
{
    const QString subject = auditSubject(entry);
    //: A row of the log: the sentence, its outcome, when, its number in the log.
    const QString row = Words::tr("%1 %2. %3. Entry %4.").arg(auditSentence(entry), visibleText(outcomeWord(entry.outcome)), auditTime(entry.time)).arg(entry.seq);
    return subject.isEmpty() ? row : row + QLatin1Char(' ') + subject;
}

QString fieldWord(AuditField field)
{
    switch (field) {
    case AuditField::After: return Words::tr("From");
    case AuditField::Before: return Words::tr("Until");
    case AuditField::Actor: return Words::tr("Who");
    case AuditField::Client: return Words::tr("Client");
    case AuditField::Event: return Words::tr("Event");
    case AuditField::Type: return Words::tr("Action");
    case AuditField::Outcome: return Words::tr("Outcome");
    case AuditField::Tier: return Words::tr("Risk");
    case AuditField::Txn: return Words::tr("Approval");
    case AuditField::Anomalies: break;
    }
    return Words::tr("Anomalies only");
}

QString filterWord(const console::AuditQuery &query, AuditField field)
{
    QString value = valueOf(query, field);
    switch (field) {
    case AuditField::Anomalies: return fieldWord(field);
    case AuditField::After:
    case AuditField::Before: value = auditTime(value.toLongLong()); break;
    case AuditField::Event: value = visibleText(auditEventWord(value)); break;
    case AuditField::Outcome: value = visibleText(outcomeWord(value)); break;
    case AuditField::Tier: {
        const auto tier = approval::tierFromName(value);
        value = tier ? riskWord(*tier) : visibleText(value);
        break;
    }
    default: value = visibleText(value);
    }
    //: A filter: what is asked for and its value.
    return Words::tr("%1: %2").arg(fieldWord(field), value);
}

ProofWords proofWords(const console::AuditDetail &detail)
{
    using Proof = console::AuditDetail::Proof;
    switch (detail.proof()) {
    case Proof::None: return {};
    case Proof::Checking: return {Words::tr("Checking against the log…"), {}};
    case Proof::Verified:
        return {Words::tr("Verified against checkpoint %1").arg(QLocale().toString(detail.checkpointSize())),
                Words::tr("This computer calculated that the entry stands in the log whose signed checkpoint it keeps. Nobody can change or remove it without being noticed here.")};
    case Proof::NotCovered:
        return {Words::tr("Not covered yet"), Words::tr("The entry is newer than the last checkpoint this computer has verified. That should be over within seconds.")};
    case Proof::DoesNotHold:
        return {Words::tr("The proof does not hold"), Words::tr("The authority could not show that this entry stands in the log this computer has verified. Do not rely on it, and tell whoever runs the authority.")};
    case Proof::Unavailable: return {Words::tr("Not checked"), Words::tr("The authority could not be asked for the proof just now.")};
    case Proof::NoCheckpoint: break;
    }
    return {Words::tr("Cannot be checked"), Words::tr("This computer has no checkpoint of the log that it trusts.")};
}

QString stepWord(const AuditEntryFacts &entry, qint64 secondsSince)
{
    const QString sentence = auditSentence(entry);
    if (secondsSince <= 0)
        return sentence;
    //: What happened, and how long after the step before it.
    return Words::tr("%1 (%2 later)").arg(sentence, duration(std::chrono::seconds(secondsSince)));
}

QStringList threadFacts(const console::AuditThread &thread)
{
    QStringList facts;
    if (thread.secondsToDecide)
        facts.append(*thread.secondsToDecide < 1 ? Words::tr("It was decided in less than a second.")
                                                 : Words::tr("It was decided %1 after it was asked for.").arg(duration(std::chrono::seconds(*thread.secondsToDecide))));
    if (thread.grantedTtl)
        facts.append(Words::tr("Less time was granted than asked for: %1.").arg(duration(std::chrono::seconds(*thread.grantedTtl))));
    if (!thread.grantedScopes.isEmpty())
        facts.append(Words::tr("Fewer scopes were granted than asked for: %1.").arg(visibleText(thread.grantedScopes)));
    return facts;
}

}  // namespace countersign::text
