#include "ui/text/scope_text.h"

#include "app/approval/visible_text.h"
#include "app/console/catalog/catalog_tree.h"
#include "ui/text/risk_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QLocale>

namespace countersign::text {

using approval::visibleText;
using console::CatalogChange;
using console::CatalogDraft;
using console::CatalogTree;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Scope)
};

constexpr qsizetype kNamed = 5;

// "a, b, c and 4 more"
QString someOf(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names.mid(0, kNamed))
        shown.append(visibleText(name));
    const QString list = shown.join(QStringLiteral(", "));
    //: %1 is a list of names, %n how many further names there are.
    return names.size() > kNamed ? Words::tr("%1 and %n more", nullptr, static_cast<int>(names.size() - kNamed)).arg(list) : list;
}

}  // namespace

QString day(qint64 seconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds).date(), Words::tr("d MMM yyyy", "format of a date"));
}

QString shadowGroupName()
{
    return Words::tr("Not catalogued");
}

QString scopeRowName(const QModelIndex &index)
{
    const auto kind = static_cast<CatalogTree::Kind>(index.data(CatalogTree::KindRole).toInt());
    const QString name = visibleText(index.data(CatalogTree::NameRole).toString());
    const int count = index.data(CatalogTree::CountRole).toInt();
    if (kind == CatalogTree::Kind::Shadows)
        return Words::tr("Not catalogued, %n scopes", nullptr, count);
    if (kind == CatalogTree::Kind::Service)
        //: %1 is the name of a service.
        return Words::tr("%1, %n scopes", nullptr, count).arg(name);
    QStringList parts{name};
    if (const QString title = visibleText(index.data(CatalogTree::DetailRole).toString()); !title.isEmpty())
        parts.append(title);
    if (kind == CatalogTree::Kind::Shadow)
        parts.append(Words::tr("not catalogued"));
    else
        parts.append(riskWord(static_cast<approval::Tier>(index.data(CatalogTree::RiskRole).toInt())));
    if (index.data(CatalogTree::EndedRole).toBool())
        parts.append(Words::tr("past its end"));
    else if (index.data(CatalogTree::DeprecatedRole).toBool())
        parts.append(Words::tr("deprecated"));
    if (index.data(CatalogTree::UnusedRole).toBool())
        parts.append(Words::tr("unused"));
    return parts.join(QStringLiteral(", "));
}

QStringList breakage(const console::AuthorityCatalog &catalog, const QString &scope)
{
    QStringList sentences;
    const console::ScopeUsage *use = catalog.usageOf(scope);
    if (use && !use->holders.isEmpty()) {
        QStringList names;
        for (const base::ClientId &client : use->holders)
            names.append(client.text());
        sentences.append(Words::tr("%n programs lose it: %1.", nullptr, static_cast<int>(names.size())).arg(someOf(names)));
    }
    if (use && use->liveGrants > 0)
        sentences.append(Words::tr("%n live accesses lose it at once.", nullptr, static_cast<int>(use->liveGrants)));
    const console::ScopeTies ties = catalog.tiesOf(scope);
    QStringList names;
    for (const console::CatalogAction &action : ties.actions)
        names.append(action.type);
    if (!names.isEmpty())
        sentences.append(Words::tr("%n actions need it and can no longer be asked for: %1.", nullptr, static_cast<int>(names.size())).arg(someOf(names)));
    names.clear();
    for (const console::CatalogRoute &route : ties.routes)
        names.append(route.method + QLatin1Char(' ') + route.path);
    if (!names.isEmpty())
        sentences.append(Words::tr("%n routes of the gateway refuse everybody: %1.", nullptr, static_cast<int>(names.size())).arg(someOf(names)));
    if (!ties.replaces.isEmpty())
        sentences.append(Words::tr("%n deprecated scopes name it as the one to use instead: %1.", nullptr, static_cast<int>(ties.replaces.size())).arg(someOf(ties.replaces)));
    return sentences;
}

QString changeSentence(const CatalogChange &change)
{
    using Kind = CatalogChange::Kind;
    const QString name = visibleText(change.name);
    const auto say = [&](const QString &added, const QString &removed, const QString &changed) {
        return (change.change == Kind::Added ? added : change.change == Kind::Removed ? removed : changed).arg(name);
    };
    if (change.kind == QLatin1String("scope"))
        return say(Words::tr("Scope %1 is added"), Words::tr("Scope %1 is removed"), Words::tr("Scope %1 changes"));
    if (change.kind == QLatin1String("action"))
        return say(Words::tr("Action %1 is added"), Words::tr("Action %1 is removed"), Words::tr("Action %1 changes"));
    if (change.kind == QLatin1String("resource"))
        return say(Words::tr("Service %1 is added"), Words::tr("Service %1 is removed"), Words::tr("Service %1 changes"));
    if (change.kind == QLatin1String("route"))
        return say(Words::tr("Route %1 is added"), Words::tr("Route %1 is removed"), Words::tr("Route %1 changes"));
    if (change.kind == QLatin1String("naming"))
        return Words::tr("The rules for names change");
    return say(Words::tr("%1 is added"), Words::tr("%1 is removed"), Words::tr("%1 changes"));
}

QString fieldName(const QString &field)
{
    static const char *const known[][2] = {{"title", QT_TRANSLATE_NOOP("countersign::text::Scope", "Title")},
                                           {"owner", QT_TRANSLATE_NOOP("countersign::text::Scope", "Owner")},
                                           {"reason", QT_TRANSLATE_NOOP("countersign::text::Scope", "Why it exists")},
                                           {"resource", QT_TRANSLATE_NOOP("countersign::text::Scope", "Service")},
                                           {"risk", QT_TRANSLATE_NOOP("countersign::text::Scope", "Risk")},
                                           {"deprecated", QT_TRANSLATE_NOOP("countersign::text::Scope", "Deprecation")},
                                           {"scopes", QT_TRANSLATE_NOOP("countersign::text::Scope", "Scopes")},
                                           {"approvers", QT_TRANSLATE_NOOP("countersign::text::Scope", "Approvers")},
                                           {"quorum", QT_TRANSLATE_NOOP("countersign::text::Scope", "Approvals needed")},
                                           {"name", QT_TRANSLATE_NOOP("countersign::text::Scope", "Name")}};
    for (const auto &[key, word] : known) {
        if (field == QLatin1String(key))
            return Words::tr(word);
    }
    return visibleText(field);
}

QString problemTitle(CatalogDraft::Problem problem)
{
    using Problem = CatalogDraft::Problem;
    switch (problem) {
    case Problem::None: break;
    case Problem::NoCheck: return Words::tr("The authority did not say what would follow");
    case Problem::Invalid: return Words::tr("The authority found errors in this text");
    case Problem::Refused: return Words::tr("The authority refused this change");
    case Problem::NotApplied: return Words::tr("The change was not applied");
    case Problem::Denied: return Words::tr("No second admin agreed");
    }
    return {};
}

namespace {

// protocol.md 11: the code is for the person's language, the words are whatever the authority speaks.
QString refusalReason(const QString &error)
{
    if (error == QLatin1String("insufficient_scope"))
        return Words::tr("Your sign-in does not let you change the catalogue.");
    if (error == QLatin1String("forbidden"))
        return Words::tr("A second admin has to agree to this change, and the rules do not let you ask for that.");
    if (error == QLatin1String("slow_down"))
        return Words::tr("Too many of your changes wait for a second admin. Ask again once one of them is decided.");
    if (error == QLatin1String("invalid_request"))
        return Words::tr("The authority does not take the change or its reason as it is written.");
    if (error == QLatin1String("precondition_required"))
        return Words::tr("The authority was not told which version the change was made from.");
    return Words::tr("The authority refused the change.");
}

QString refusalSentence(const CatalogDraft::Refusal &refusal)
{
    const QString why = refusalReason(refusal.error);
    //: %1 is why it was refused, %2 are the authority's own words, whatever language it speaks.
    return refusal.words.isEmpty() ? why : Words::tr("%1 It says: “%2”").arg(why, visibleText(refusal.words));
}

}  // namespace

QString problemSentence(const CatalogDraft &draft)
{
    using Problem = CatalogDraft::Problem;
    switch (draft.problem()) {
    case Problem::None: break;
    case Problem::NoCheck: return Words::tr("Nothing was applied and your text is still here. Check the connection and try again.");
    case Problem::Invalid: return Words::tr("Nothing was applied. The findings beside the text name the lines.");
    case Problem::Refused:
        //: %1 is why the authority refused it, a whole sentence.
        return Words::tr("%1 Nothing was applied and your text is still here.").arg(refusalSentence(draft.refusal()));
    case Problem::NotApplied: return Words::tr("No answer came, so what is in force was read again: it is still the version from before. You can apply the change once more.");
    case Problem::Denied: return Words::tr("The request was denied, withdrawn or ran out. Nothing was applied and your text is still here.");
    }
    return {};
}

}  // namespace countersign::text
