#include "ui/text/report_text.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace countersign::text {

namespace {

constexpr const char *kContext = "countersign::text::Report";

struct Words {
    const char *name, *title, *explanation;
};

constexpr std::array kReports{
    Words{"access_by_owner", QT_TRANSLATE_NOOP("countersign::text::Report", "Access by owner"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Standing and temporary clients that may act now, by the owner named at registration.")},
    Words{"approvers", QT_TRANSLATE_NOOP("countersign::text::Report", "Approvals by approver"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "A high share of approvals with a median of a few seconds is a rubber stamp.")},
    Words{"never_used", QT_TRANSLATE_NOOP("countersign::text::Report", "Approved, never used"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Access that was granted and not needed: the next request deserves a question.")},
    Words{"denied_then_approved", QT_TRANSLATE_NOOP("countersign::text::Report", "Denied, then approved"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "The same action of the same client, approved after somebody had said no.")},
    Words{"self_approval_attempts", QT_TRANSLATE_NOOP("countersign::text::Report", "Attempts to approve one's own request"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Each was refused.")},
    Words{"unused_scopes", QT_TRANSLATE_NOOP("countersign::text::Report", "Scopes nobody uses"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Scopes that are held or catalogued, and were not used in this time.")},
    Words{"anomalies", QT_TRANSLATE_NOOP("countersign::text::Report", "Anomalies"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Replays, guesses, floods and refusals, by kind and origin.")},
    Words{"odd_hours", QT_TRANSLATE_NOOP("countersign::text::Report", "Approved at odd hours"),
          QT_TRANSLATE_NOOP("countersign::text::Report", "Approvals between 22:00 and 06:00 UTC.")}};

constexpr std::array kColumns{
    QT_TRANSLATE_NOOP("countersign::text::Report", "Owner"), QT_TRANSLATE_NOOP("countersign::text::Report", "Standing clients"), QT_TRANSLATE_NOOP("countersign::text::Report", "Temporary clients"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Scopes held"), QT_TRANSLATE_NOOP("countersign::text::Report", "Live grants"), QT_TRANSLATE_NOOP("countersign::text::Report", "Last used"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Approver"), QT_TRANSLATE_NOOP("countersign::text::Report", "Approved"), QT_TRANSLATE_NOOP("countersign::text::Report", "Denied"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Median to decide"), QT_TRANSLATE_NOOP("countersign::text::Report", "Under 5 s"), QT_TRANSLATE_NOOP("countersign::text::Report", "Share approved"), QT_TRANSLATE_NOOP("countersign::text::Report", "Approval"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Action"), QT_TRANSLATE_NOOP("countersign::text::Report", "Client"), QT_TRANSLATE_NOOP("countersign::text::Report", "Decided"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Ended as"), QT_TRANSLATE_NOOP("countersign::text::Report", "Approved by"), QT_TRANSLATE_NOOP("countersign::text::Report", "Denied approval"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Approved approval"), QT_TRANSLATE_NOOP("countersign::text::Report", "After"), QT_TRANSLATE_NOOP("countersign::text::Report", "Time"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Person"), QT_TRANSLATE_NOOP("countersign::text::Report", "Entry"), QT_TRANSLATE_NOOP("countersign::text::Report", "Event"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "By"), QT_TRANSLATE_NOOP("countersign::text::Report", "Outcome"), QT_TRANSLATE_NOOP("countersign::text::Report", "Times"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "First"), QT_TRANSLATE_NOOP("countersign::text::Report", "Last"), QT_TRANSLATE_NOOP("countersign::text::Report", "Risk"),
    QT_TRANSLATE_NOOP("countersign::text::Report", "Scope"), QT_TRANSLATE_NOOP("countersign::text::Report", "Title"), QT_TRANSLATE_NOOP("countersign::text::Report", "Held by")};

const Words *wordsOf(const QString &name)
{
    const auto found = std::find_if(kReports.begin(), kReports.end(), [&name](const Words &each) { return name == QLatin1String(each.name); });
    return found == kReports.end() ? nullptr : &*found;
}

}  // namespace

QString reportTitle(const backends::AuditReportKind &kind)
{
    const Words *words = wordsOf(kind.name);
    return words ? QCoreApplication::translate(kContext, words->title) : approval::visibleText(kind.title.isEmpty() ? kind.name : kind.title);
}

QString reportExplanation(const backends::AuditReportKind &kind)
{
    const Words *words = wordsOf(kind.name);
    return words ? QCoreApplication::translate(kContext, words->explanation) : approval::visibleText(kind.explanation);
}

QString columnTitle(const QString &label)
{
    const auto found = std::find_if(kColumns.begin(), kColumns.end(), [&label](const char *each) { return label == QLatin1String(each); });
    return found == kColumns.end() ? approval::visibleText(label) : QCoreApplication::translate(kContext, *found);
}

QString cellText(const console::AuditReport::Cell &cell, console::AuditReport::Kind kind)
{
    using Kind = console::AuditReport::Kind;
    if (kind == Kind::Text)
        return cell.text.isEmpty() ? QStringLiteral("–") : approval::visibleText(cell.text);
    if (!cell.number)
        return QStringLiteral("–");
    switch (kind) {
    case Kind::Seconds: return duration(std::chrono::seconds(*cell.number));
    case Kind::Time: return exactTime(QDateTime::fromSecsSinceEpoch(*cell.number));
    //: a share, %1 is a number
    case Kind::Percent: return QCoreApplication::translate(kContext, "%1 %").arg(QLocale().toString(*cell.number));
    case Kind::Number:
    case Kind::Text: break;
    }
    return QLocale().toString(*cell.number);
}

}  // namespace countersign::text
