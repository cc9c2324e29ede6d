// A log that does not match: the banner above every page, its explanation, the evidence saved and not saved, proofs that are late.
#include "tests/scenes/inbox_stage.h"
#include "tests/support/log_backend.h"
#include "ui/shell/log_alarm_dialog.h"

#include <QDir>

using namespace countersign;
using console::LogFault;
using scenes::InboxStage;
using scenes::Registrar;

namespace {

// Always the same path, so that pictures of it stay the same.
QString evidenceDir()
{
    QDir dir(QDir::tempPath() + QStringLiteral("/countersign-scenes-evidence"));
    dir.removeRecursively();
    return dir.path();
}

// Both notes always read the same; nobody looks at the key that signed them.
QJsonObject grown(qint64 before, qint64 now)
{
    const auto key = crypto::Ed25519PrivateKey::generate();
    const auto note = [&key](qint64 size, char filler) {
        return QString::fromUtf8(audit::signCheckpoint({QStringLiteral("approvals.northwind.example/audit"), {size, QByteArray(32, filler)}}, key));
    };
    return {{QStringLiteral("checkpoint_before"), note(before, 'a')}, {QStringLiteral("checkpoint_now"), note(now, 'b')}};
}

InboxStage *alarmed(LogFault fault, const QString &evidence)
{
    auto *stage = new InboxStage;
    stage->evidenceDir = evidence;
    stage->connectWith({tests::refundCard({QStringLiteral("apr_2"), approval::Tier::Medium, scenes::fixedNowMs / 1000, 87})});
    QJsonObject more = grown(48'213, 48'230);
    if (fault == LogFault::DecisionMissing)
        more.insert(QStringLiteral("txn"), QStringLiteral("apr_7wq2m4c1"));
    stage->console.authorities().at(0)->witness()->raise(fault, QStringLiteral("as found"), more);
    InboxStage::settle();
    return stage;
}

QWidget *explained(InboxStage *stage)
{
    auto *dialog = new shell::LogAlarmDialog(*stage->console.authorities().at(0), nullptr);
    stage->setParent(dialog);
    return dialog;
}

const Registrar banner("log_alarm_banner", {1200, 820}, [] { return alarmed(LogFault::NotContinued, evidenceDir())->window(); });
const Registrar onGrants("log_alarm_banner_on_another_page", {1000, 620}, [] {
    InboxStage *stage = alarmed(LogFault::Forked, evidenceDir());
    stage->shown().addPage({QStringLiteral("grants"), theme::Glyph::ShieldCheck, QStringLiteral("Active access"), new QWidget});
    stage->shown().showPage(QStringLiteral("grants"));
    return stage->window();
});
const Registrar explanation("log_alarm_explained", {720, 900}, [] { return explained(alarmed(LogFault::NotContinued, evidenceDir())); });
const Registrar missing("log_alarm_decision_missing", {720, 900}, [] { return explained(alarmed(LogFault::DecisionMissing, evidenceDir())); });
const Registrar unwritten("log_alarm_not_written", {720, 900}, [] { return explained(alarmed(LogFault::Shorter, QStringLiteral("/dev/null/evidence"))); });
const Registrar saved("log_alarm_saved", {720, 900}, [] {
    InboxStage *stage = alarmed(LogFault::KeyChanged, evidenceDir());
    const base::Status copied = stage->console.authorities().at(0)->witness()->saveAlarm(stage->dir.filePath(QStringLiteral("copy.json")));
    Q_ASSERT(copied);
    return explained(stage);
});
const Registrar late("log_late_proof", {1000, 620}, [] {
    auto *stage = new InboxStage;
    stage->connectWith({});
    stage->backend().readError = base::Error{base::Errc::Unavailable, {}};
    console::AuthoritySession &session = *stage->console.authorities().at(0);
    session.followDecision({base::ApprovalId(QStringLiteral("apr_1")), session.device(), "v1.x", approval::Verdict::Approve, {}});
    InboxStage::settle();
    stage->pass(61'000);
    session.proofs()->tick();
    InboxStage::settle();
    return stage->window();
});

}  // namespace
