#include "ui/text/client_text.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Client)
};

using approval::visibleText;
using console::ClientDraft;
using console::ClientEntry;
using console::ClientRefusal;
using console::ClientsModel;
using console::ClientStatus;
using console::Idleness;
using Change = console::ClientController::Change;

int count(qint64 number)
{
    return static_cast<int>(std::min<qint64>(number, 1'000'000));
}

QStringList endOfAll(const ClientEntry &client)
{
    QStringList lines;
    lines.append(client.liveTokens > 0 ? Words::tr("%n tokens that are alive stop working at once.", nullptr, count(client.liveTokens))
                                       : Words::tr("No token of it is alive now."));
    if (client.pendingApprovals > 0)
        lines.append(Words::tr("%n requests that wait for a decision are cancelled.", nullptr, count(client.pendingApprovals)));
    if (client.lastUsedAt)
        lines.append(Words::tr("It was used %n times, the last time on %1.", nullptr, count(client.useCount)).arg(momentText(*client.lastUsedAt)));
    else
        lines.append(Words::tr("It was never used."));
    return lines;
}

}  // namespace

QString clientStatusWord(ClientStatus status)
{
    switch (status) {
    case ClientStatus::Active: return Words::tr("Active");
    case ClientStatus::Disabled: return Words::tr("Frozen");
    case ClientStatus::Expired: return Words::tr("Expired");
    case ClientStatus::Revoked: break;
    }
    return Words::tr("Revoked");
}

QString clientKindWord(const QModelIndex &index)
{
    const auto status = static_cast<ClientStatus>(index.data(ClientsModel::StatusRole).toInt());
    if (status != ClientStatus::Active)
        return clientStatusWord(status);
    return index.data(ClientsModel::TemporaryRole).toBool() ? Words::tr("Temporary") : Words::tr("Standing");
}

QString idleWord(Idleness idleness)
{
    switch (idleness) {
    case Idleness::NeverUsed: return Words::tr("never used");
    case Idleness::Unused: return Words::tr("long unused");
    case Idleness::None: break;
    }
    return {};
}

QString clientName(const QModelIndex &index)
{
    QStringList sentences;
    sentences.append(Words::tr("%1. %2. Owner: %3.", "what it is, its name, its owner")
                         .arg(clientKindWord(index), visibleText(index.data(ClientsModel::NameRole).toString()),
                              visibleText(index.data(ClientsModel::OwnerRole).toString())));
    if (const qint64 left = index.data(ClientsModel::TimeLeftMsRole).toLongLong(); left > 0)
        sentences.append(Words::tr("%1 left.", "a duration").arg(duration(std::chrono::milliseconds(left))));
    if (const qint64 live = index.data(ClientsModel::LiveTokensRole).toLongLong(); live > 0)
        sentences.append(Words::tr("%n live tokens.", nullptr, count(live)));
    if (const int equal = index.data(ClientsModel::DuplicatesRole).toInt(); equal > 0)
        sentences.append(Words::tr("%n duplicates.", nullptr, equal));
    const auto idle = static_cast<Idleness>(index.data(ClientsModel::IdlenessRole).toInt());
    if (idle != Idleness::None)
        sentences.append(Words::tr("It is %1.", "never used, long unused").arg(idleWord(idle)));
    return sentences.join(QLatin1Char(' '));
}

QStringList consequencesOf(Change change, const ClientEntry &client)
{
    switch (change) {
    case Change::Revoke: return QStringList{Words::tr("It can never sign in again. This cannot be taken back.")} + endOfAll(client);
    case Change::Freeze: return QStringList{Words::tr("It cannot sign in until somebody lets it go on.")} + endOfAll(client);
    case Change::Unfreeze:
        return {Words::tr("It can sign in again at once, with the secret it had and everything it was given."),
                client.expiresAt ? Words::tr("Its end stays %1.").arg(momentText(*client.expiresAt)) : Words::tr("It has no end.")};
    case Change::Rotate:
        return {Words::tr("The secret it has now stops working at once: whatever signs in with it fails until it has the new one."),
                Words::tr("The new secret is shown once, here, and to nobody else.")};
    case Change::Extend:
        return {client.extensions > 0 ? Words::tr("It was extended %n times already.", nullptr, count(client.extensions))
                                      : Words::tr("It was never extended. The authority may allow this only once.")};
    case Change::None: break;
    }
    return {};
}

QString clientRefusalSentence(std::optional<ClientRefusal> refusal)
{
    switch (refusal.value_or(ClientRefusal::Other)) {
    case ClientRefusal::Ended: return Words::tr("Its state had changed meanwhile: somebody else was first, or its time was over.");
    case ClientRefusal::Gone: return Words::tr("The authority does not know this client any more.");
    case ClientRefusal::Invalid: return Words::tr("The authority does not allow it like this.");
    case ClientRefusal::TooMany: return Words::tr("There are as many clients as the authority allows, or too many came in a short time. Try again later.");
    case ClientRefusal::MayNot: return Words::tr("The authority does not allow this for you.");
    case ClientRefusal::StepUp: return Words::tr("The authority wants you to sign in anew for this. Sign out and in again in the settings, then repeat it.");
    case ClientRefusal::Other: break;
    }
    return Words::tr("The authority did not do it.");
}

QString draftProblemSentence(ClientDraft::Problem problem)
{
    switch (problem) {
    case ClientDraft::Problem::Authority: return Words::tr("Choose the authority it is for.");
    case ClientDraft::Problem::Name: return Words::tr("Give it a name of at most 100 characters.");
    case ClientDraft::Problem::NameLooksWrong: return Words::tr("The name holds characters that hide, imitate others or look like markup.");
    case ClientDraft::Problem::Owner: return Words::tr("Say who answers for it.");
    case ClientDraft::Problem::Reason: return Words::tr("Say why it is needed.");
    case ClientDraft::Problem::Connection: break;
    }
    return Words::tr("The authority cannot be reached, or you are no longer signed in there.");
}

QString mayDoSentence(const QString &name, qint64 endsAt, qint64 lifeSeconds)
{
    const QString life = duration(std::chrono::seconds(lifeSeconds));
    const QString until = momentText(endsAt, Words::tr("its end"));
    if (name.trimmed().isEmpty())
        return Words::tr("The new client may do this until %1, for %2:", "a moment, a duration").arg(until, life);
    return Words::tr("“%1” may do this until %2, for %3:", "a client's name, a moment, a duration").arg(visibleText(name.trimmed()), until, life);
}

QString momentText(qint64 seconds, const QString &none)
{
    return seconds > 0 ? exactTime(QDateTime::fromSecsSinceEpoch(seconds)) : none;
}

}  // namespace countersign::text
