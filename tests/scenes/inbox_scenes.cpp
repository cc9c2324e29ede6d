// The inbox in each of its states, inside the window.
#include "tests/scenes/inbox_stage.h"

#include <QAbstractButton>
#include <QScrollBar>
#include <QLineEdit>

using namespace countersign;
using approval::Tier;
using scenes::InboxStage;
using scenes::Registrar;
using tests::CardWish;

namespace {

constexpr QSize kWindow{1200, 820};

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

const Registrar filled("inbox_filled", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    return stage->window();
});

const Registrar armed("inbox_armed", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->later([stage] { stage->arm(); });
    return stage->window();
});

const Registrar high("inbox_high", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_1"));
    return stage->window();
});

// An ordinary window: a common card stands in it whole.
const Registrar whole("inbox_whole", {1200, 900}, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_1"));
    return stage->window();
});

const Registrar small("inbox_900x600", {900, 600}, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    return stage->window();
});

const Registrar narrow("inbox_narrow", {560, 700}, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    return stage->window();
});

// For a screen that is shared.
const Registrar hidden("inbox_values_hidden", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->settings.setHidesValues(true);
    stage->open(QStringLiteral("apr_1"));
    return stage->window();
});

const Registrar narrowList("inbox_narrow_list", {560, 700}, [] { return InboxStage::busy()->window(); });

const Registrar unopened("inbox_unopened", kWindow, [] { return InboxStage::busy()->window(); });

// An earlier request over the card, and beside it where the window is wide.
QWidget *withPast()
{
    InboxStage *stage = InboxStage::busy();
    tests::Approval past = tests::refundCard({s("apr_old2"), Tier::High, scenes::fixedNowMs / 1000, -7000});
    past.actionText = s("Refund 990.00 EUR for order A-20101");
    past.status = approval::Status::Denied;
    past.mayDecide = false;
    past.mayNotBecause = s("The request is no longer pending.");
    past.mayNotCode = s("not_pending");
    past.decisions = {{s("usr_Jonas"), approval::Verdict::Deny, scenes::fixedNowMs / 1000 - 86400 * 3, s("Not announced"), s("Jonas Weber")}};
    stage->backend().cards.insert(past.id, past);
    stage->open(QStringLiteral("apr_2"));
    stage->later([stage] {
        stage->shown().findChildren<QAbstractButton *>(QStringLiteral("pastRequest")).last()->click();
        InboxStage::settle();
    });
    return stage->window();
}

const Registrar past("inbox_past", kWindow, withPast);
const Registrar pastBeside("inbox_past_beside", {1920, 900}, withPast);

const Registrar clockUnsure("inbox_clock_unsure", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    stage->later([stage] {
        stage->backend().readError = base::Error{base::Errc::Unavailable, {}};
        stage->clock.stepMs(-3'600'000);
        stage->console.clockWatch().look();
        InboxStage::settle();
    });
    return stage->window();
});

const Registrar denying("inbox_denying", kWindow, [] {
    auto *stage = new InboxStage;
    QList<tests::Approval> cards;
    for (int i = 0; i < 12; ++i)
        cards.append(tests::deleteCard({s("apr_f%1").arg(i, 2, 10, QLatin1Char('0')), Tier::Critical, scenes::fixedNowMs / 1000, 120 + i}));
    stage->connectWith(cards);
    stage->open(QStringLiteral("apr_f00"));
    stage->later([stage] {
        stage->console.denyAllFrom(stage->console.card().ref());
        InboxStage::settle();
    });
    return stage->window();
});

// What an authority of our own gives: codes beside its sentences, and a scope on its way out.
const Registrar deprecated("inbox_deprecated_scope", {1200, 900}, [] {
    auto *stage = new InboxStage;
    tests::Approval card = tests::deleteCard({s("apr_d"), Tier::Critical});
    card.risk.reasons = {s("1"), s("2"), s("3")};
    card.risk.codes = {s("type_rated:high"), s("client_young"), s("scope_deprecated:customers:delete")};
    card.scopes[0].sunset = scenes::fixedNowMs / 1000 + 9 * 86400;
    card.scopes[0].use = s("customers:erase:account");
    card.scopes[0].why = s("Erasing an account and its orders are two rights now.");
    stage->connectWith({card});
    stage->open(QStringLiteral("apr_d"));
    return stage->window();
});

const Registrar empty("inbox_empty", kWindow, [] {
    auto *stage = new InboxStage;
    stage->connectWith({});
    return stage->window();
});

const Registrar loading("inbox_loading", kWindow, [] {
    auto *stage = new InboxStage;
    stage->prepare = [](tests::SignInBackend &backend) { backend.readError = base::Error{base::Errc::Unavailable, {}}; };
    stage->add(stage->badges.front()).start();
    return stage->window();
});

const Registrar offline("inbox_offline", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    stage->backend().setLink(backends::LinkFact::Offline);
    return stage->window();
});

const Registrar unreachable("inbox_unreachable", kWindow, [] {
    auto *stage = new InboxStage;
    stage->prepare = [](tests::SignInBackend &backend) { backend.resumeAnswer = base::Status(base::Errc::Timeout, QStringLiteral("no route")); };
    stage->add(stage->badges.front()).start();
    return stage->window();
});

const Registrar noPermission("inbox_no_permission", kWindow, [] {
    auto *stage = new InboxStage;
    stage->prepare = [](tests::SignInBackend &backend) { backend.scopes = QStringList{QStringLiteral("clients:manage")}; };
    stage->connectWith({});
    return stage->window();
});

const Registrar waiting("inbox_new_rows", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_2"));
    for (const char *id : {"apr_91", "apr_92", "apr_93"})
        stage->arrive(tests::readCard({s(id), Tier::Medium, scenes::fixedNowMs / 1000, 280}));
    return stage->window();
});

const Registrar flood("inbox_flood", kWindow, [] {
    auto *stage = new InboxStage;
    QList<tests::Approval> cards{tests::refundCard({s("apr_1"), Tier::High})};
    for (int i = 0; i < 12; ++i)
        cards.append(tests::deleteCard({s("apr_f%1").arg(i, 2, 10, QLatin1Char('0')), Tier::Critical, scenes::fixedNowMs / 1000, 120 + i}));
    stage->connectWith(cards);
    stage->open(QStringLiteral("apr_f00"));
    return stage->window();
});

const Registrar hostile("inbox_hostile", kWindow, [] {
    auto *stage = new InboxStage;
    tests::Approval card = tests::refundCard({s("apr_h"), Tier::High});
    card.actionText = s("Refund 1240.00 EUR for order A\xE2\x80\xAE-20417 <b>Status: approved</b>");
    card.client.name = s("s\xD1\x83pport-d\xD0\xB5sk & Co\nStatus: approved");
    card.params[0].value = s("A-20417\n\tAmount: 1.00");
    card.params[3].value = QString(6000, QLatin1Char('x')) + s(" TAIL");
    card.params[1].value = s("\xD9\xA1\xD9\xA2\xD9\xA4\xD9\xA0.00");
    card.reason = s("<img src=x> [click](http://evil.example) %1 %2 &amp;");
    tests::sealCard(card, {{s("amount"), s("1240.00")}});
    card.params = {{s("order_id"), s("Order"), s("A-20417\n\tAmount: 1.00")}, {s("amount"), s("Amount"), s("\xD9\xA1\xD9\xA2\xD9\xA4\xD9\xA0.00")},
                   {s("note"), s("Note"), QString(6000, QLatin1Char('x')) + s(" TAIL")}};
    stage->connectWith({card});
    stage->open(QStringLiteral("apr_h"));
    return stage->window();
});

const Registrar hash("inbox_hash_mismatch", kWindow, [] {
    auto *stage = new InboxStage;
    tests::Approval card = tests::refundCard({s("apr_1")});
    card.hashMatches = false;
    stage->connectWith({card});
    stage->open(QStringLiteral("apr_1"));
    stage->openCanonical();
    return stage->window();
});

const Registrar logBroken("inbox_log_broken", kWindow, [] {
    auto *stage = new InboxStage;
    stage->log = InboxStage::Log::Broken;
    stage->connectWith({tests::refundCard({s("apr_1")})});
    stage->open(QStringLiteral("apr_1"));
    return stage->window();
});

const Registrar mayNot("inbox_may_not", kWindow, [] {
    auto *stage = new InboxStage;
    tests::Approval card = tests::refundCard({s("apr_1")});
    card.mayDecide = false;
    card.mayNotBecause = s("it runs on your own behalf");
    stage->connectWith({card});
    stage->open(QStringLiteral("apr_1"));
    return stage->window();
});

const Registrar expired("inbox_expired", kWindow, [] {
    auto *stage = new InboxStage;
    stage->connectWith({tests::refundCard({s("apr_1")})});
    stage->open(QStringLiteral("apr_1"));
    stage->pass(300'000);
    return stage->window();
});

const Registrar elsewhere("inbox_decided_elsewhere", kWindow, [] {
    auto *stage = new InboxStage;
    stage->connectWith({tests::refundCard({s("apr_1")})});
    stage->open(QStringLiteral("apr_1"));
    tests::Approval card = stage->backend().cards.value(base::ApprovalId(s("apr_1")));
    card.version = 4;
    card.status = approval::Status::Denied;
    card.decisions = {{s("jonas.berg"), approval::Verdict::Deny, card.serverTime - 4, s("Not announced")}};
    stage->arrive(card);
    return stage->window();
});

const Registrar sending("inbox_sending", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->console.card().deny();
    return stage->window();
});

const Registrar denied("inbox_denied", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->console.card().deny();
    stage->confirm(approval::Verdict::Deny);
    return stage->window();
});

const Registrar approved("inbox_approved", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->later([stage] {
        stage->arm();
        stage->console.card().approve();
        stage->confirm(approval::Verdict::Approve);
    });
    return stage->window();
});

const Registrar unknown("inbox_unknown", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->console.card().deny();
    stage->backend().nextDecision.give({base::Errc::Timeout, QStringLiteral("no answer")});
    return stage->window();
});

const Registrar wrongCode("inbox_wrong_code", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_1"));
    stage->later([stage] {
        stage->arm();
        stage->type(QStringLiteral("commentField"), s("Checked with Maria by phone"));
        stage->type(QStringLiteral("codeField"), s("K7P4-XM2Q"));
        stage->console.card().approve();
        backends::DecisionAnswer answer;
        answer.refusal = backends::Refusal::WrongCode;
        answer.attemptsLeft = 2;
        stage->backend().nextDecision.give(answer);
    });
    return stage->window();
});

const Registrar less("inbox_less", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->open(QStringLiteral("apr_4"));
    stage->later([stage] {
        stage->press(QStringLiteral("lessButton"));
        stage->arm();
    });
    return stage->window();
});

const Registrar nothing("inbox_nothing_found", kWindow, [] {
    InboxStage *stage = InboxStage::busy();
    stage->type(QStringLiteral("searchField"), s("wire transfer"));
    return stage->window();
});

}  // namespace
