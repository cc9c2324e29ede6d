// A window with an inbox in a wanted state, for scenes and tests.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/console/audit/log_witness.h"
#include "tests/scenes/console_stage.h"
#include "tests/support/inbox_cards.h"
#include "ui/inbox/inbox_page.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPointer>
#include <QTimer>

namespace countersign::scenes {

class InboxStage : public ConsoleStage {
public:
    enum class Log { Verified, Broken } log = Log::Verified;
    QString evidenceDir = QStringLiteral("/dev/null/evidence");  // where nothing can be written

    InboxStage()
    {
        furnish = [this](console::AuthoritySession::Parts &parts) { addLog(parts); };
        m_window = new shell::MainWindow(console);
    }
    ~InboxStage() override { delete m_window.data(); }

    [[nodiscard]] static InboxStage *busy()
    {
        using approval::Tier;
        constexpr qint64 now = fixedNowMs / 1000;
        auto *stage = new InboxStage;
        tests::Approval low = tests::readCard({QStringLiteral("apr_4"), Tier::Low, now, 281});
        low.scopes.append({QStringLiteral("orders:list"), QStringLiteral("List orders"), Tier::Low, false, QStringLiteral("orders-team")});
        low.credential.ttl = 600;
        stage->connectWith({tests::refundCard({QStringLiteral("apr_2"), Tier::Medium, now, 87}), tests::refundCard({QStringLiteral("apr_1"), Tier::High, now, 14}),
                            tests::deleteCard({QStringLiteral("apr_3"), Tier::Critical, now, 243}), low});
        return stage;
    }

    // A signed-in, live authority with these requests.
    void connectWith(const QList<tests::Approval> &cards)
    {
        const auto before = prepare;
        prepare = [before, cards](tests::SignInBackend &backend) {
            if (before)
                before(backend);
            for (const tests::Approval &card : cards)
                backend.cards.insert(card.id, card);
        };
        add(badges.front()).start();
        settle();
        backends.last()->setLink(backends::LinkFact::Live);
        settle();
        settle();
    }
    void open(const QString &id)
    {
        m_window->inbox().open({console.authorities().at(0)->id(), base::ApprovalId(id)});
        settle();
    }
    // A request comes, or an open one changes.
    void arrive(const tests::Approval &card, int at = 0)
    {
        backend(at).cards.insert(card.id, card);
        backends::EventHint hint;
        hint.kind = backends::EventHint::Kind::Approval;
        hint.id = card.id;
        hint.version = card.version;
        Q_EMIT backend(at).hint(hint);
        settle();
    }
    // Time goes by, for the authority and for the console.
    void pass(qint64 ms)
    {
        const qint64 began = clock.monotonicMs();
        for (qint64 left = ms; left > 0; left -= 1000) {
            clock.advanceMs(std::min<qint64>(left, 1000));
            console.clockWatch().look();
        }
        m_passedMs += clock.monotonicMs() - began;
        for (tests::SignInBackend *each : std::as_const(backends))
            each->time = fixedNowMs / 1000 + m_passedMs / 1000;
        console.inbox().tick();
        Q_EMIT console.card().armingChanged();
    }
    // In front and read to the end, with the read delay over.
    void arm()
    {
        console.card().setExposure(console::Exposure::Clear);
        console.card().setEndSeen();
        pass(2'001);
    }
    // The authority takes the decision on the open card.
    void confirm(approval::Verdict verdict)
    {
        tests::Approval card = backend().cards.value(console.card().ref().id);
        ++card.version;
        card.serverTime = backend().time;
        card.status = verdict == approval::Verdict::Deny ? approval::Status::Denied : approval::Status::Approved;
        card.decisions.append({backend().identity().subject.text(), verdict, backend().time, {}});
        backend().cards.insert(card.id, card);
        backends::DecisionAnswer answer;
        answer.approval = card;
        backend().nextDecision.give(answer);
        settle();
    }
    void type(const QString &field, const QString &text)
    {
        m_window->findChild<QLineEdit *>(field)->setText(text);
        settle();
    }
    void press(const QString &button) { m_window->findChild<QAbstractButton *>(button)->click(); }
    void openCanonical() { press(QStringLiteral("canonicalToggle")); }

    // What is done as soon as the window is seen; arming begins only then.
    void later(const std::function<void()> &what) { m_later.append(what); }
    // A widget that holds the window and ends the stage with it.
    [[nodiscard]] QWidget *window()
    {
        settle();
        QWidget *root = show(this, m_window);
        m_window->inbox().setFocus(Qt::OtherFocusReason);
        QTimer::singleShot(0, root, [this] {
            for (const auto &each : std::as_const(m_later))
                each();
        });
        return root;
    }
    [[nodiscard]] shell::MainWindow &shown() { return *m_window; }

private:
    void addLog(console::AuthoritySession::Parts &parts)
    {
        auto &backend = static_cast<tests::SignInBackend &>(*parts.backend);
        const auto key = crypto::Ed25519PrivateKey::generate();
        const QString origin = QStringLiteral("approvals.example/audit");
        audit::Checkpoint now;
        now.origin = origin;
        now.head.root = audit::emptyRoot();
        const auto other = crypto::Ed25519PrivateKey::generate();
        backend.logKey = audit::VerifierKey(origin, key.publicKey()).text();
        backend.note = audit::signCheckpoint(now, log == Log::Verified ? key : other);
        console::LogWitness::Parts witness;
        witness.backend = &backend;
        witness.stateFile = dir.filePath(parts.id.text());
        witness.evidenceDir = evidenceDir;
        witness.clock = &clock;
        parts.witness = std::make_unique<console::LogWitness>(witness);
    }

    QPointer<shell::MainWindow> m_window;
    qint64 m_passedMs = 0;
    QList<std::function<void()>> m_later;
};

}  // namespace countersign::scenes
