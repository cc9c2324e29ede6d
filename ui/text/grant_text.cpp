#include "ui/text/grant_text.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"

#include <QCoreApplication>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Grant)
};

using console::GrantKind;
using console::GrantsModel;

}  // namespace

QString grantKindWord(GrantKind kind)
{
    switch (kind) {
    case GrantKind::Credential: return Words::tr("Credential");
    case GrantKind::Window: return Words::tr("Window");
    case GrantKind::Session: return Words::tr("Session");
    //: Kind of access: the token a program got for itself, by its own key or secret.
    case GrantKind::Base: return Words::tr("Base token");
    case GrantKind::Other: break;
    }
    return Words::tr("Other access");
}

QString grantTitle(const QModelIndex &index)
{
    const QString title = approval::visibleText(index.data(GrantsModel::TitleRole).toString());
    if (!title.isEmpty())
        return title;
    switch (static_cast<GrantKind>(index.data(GrantsModel::KindRole).toInt())) {
    case GrantKind::Session: return Words::tr("A person signed in");
    case GrantKind::Credential: return Words::tr("An action without a title");
    case GrantKind::Window: return Words::tr("Access for a while");
    case GrantKind::Base: return Words::tr("A program signed in for itself");
    case GrantKind::Other: break;
    }
    return Words::tr("Access of a kind this window does not know");
}

QString usesText(qint64 uses, qint64 maxUses)
{
    if (maxUses >= 0)
        return Words::tr("%1 of %2").arg(uses).arg(maxUses);
    return uses == 0 ? Words::tr("Not used yet; no limit") : Words::tr("%1, without a limit").arg(uses);
}

QString exposureText(qint64 seconds)
{
    if (seconds <= 0)
        return Words::tr("None: it cannot be used any more");
    return Words::tr("%1, if it leaked now and nobody revoked it", "a duration such as 42 s").arg(duration(std::chrono::seconds(seconds)));
}

QString grantName(const QModelIndex &index)
{
    const auto revocation = static_cast<GrantsModel::Revocation>(index.data(GrantsModel::RevocationRole).toInt());
    const QString kind = grantKindWord(static_cast<GrantKind>(index.data(GrantsModel::KindRole).toInt()));
    const QString title = grantTitle(index);
    const QString client = approval::visibleText(index.data(GrantsModel::ClientNameRole).toString());
    const QString subject = approval::visibleText(index.data(GrantsModel::SubjectRole).toString());
    if (revocation == GrantsModel::Revocation::Revoked)
        return Words::tr("Revoked. %1. %2. For %3, on behalf of %4.", "kind, title, client, subject").arg(kind, title, client, subject);
    const std::chrono::milliseconds left(index.data(GrantsModel::TimeLeftMsRole).toLongLong());
    return Words::tr("%1. %2. For %3, on behalf of %4. %5 left.", "kind, title, client, subject, duration")
        .arg(kind, title, client, subject, duration(left));
}

}  // namespace countersign::text
