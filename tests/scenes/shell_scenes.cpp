// The window around the pages: several authorities, commands, keys.
#include "tests/scenes/inbox_stage.h"
#include "ui/shell/authority_switcher.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/page_keys.h"
#include "ui/shell/shortcut_overlay.h"

using namespace countersign;
using approval::Tier;
using scenes::InboxStage;
using scenes::Registrar;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

shell::Commands someCommands()
{
    return {{s("Go to Inbox"), {QKeySequence(Qt::CTRL | Qt::Key_1)}, {}}, {s("Go to Active access"), {QKeySequence(Qt::CTRL | Qt::Key_2)}, {}},
            {s("Settings"), {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, {}}, {s("Search requests"), {QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)}, {}},
            {s("Leave the request without deciding"), {QKeySequence(Qt::Key_Escape)}, {}}, {s("Add an authority"), {}, {}}, {s("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, {}}};
}

const Registrar several("shell_several_authorities", {1200, 820}, [] {
    InboxStage *stage = InboxStage::busy();
    stage->prepare = nullptr;
    console::AuthoritySession &other = stage->add({s("Staging with a rather long name"), s("staging.northwind.example"), 1});
    tests::Approval card = tests::refundCard({s("apr_s"), Tier::Medium, scenes::fixedNowMs / 1000, 40});
    stage->backend(1).cards.insert(card.id, card);
    other.start();
    InboxStage::settle();
    stage->backend(1).setLink(backends::LinkFact::Live);
    InboxStage::settle();
    stage->shown().addPage({s("grants"), theme::Glyph::ShieldCheck, s("Active access"), new QWidget});
    return stage->window();
});

const Registrar palette("shell_palette", {560, 400}, [] { return new shell::CommandPalette(someCommands(), nullptr); });
const Registrar overlay("shell_keys", {620, 800}, [] { return new shell::ShortcutOverlay({{s("Audit"), shell::keysOfPage(s("audit"))}, {s("Everywhere"), someCommands()}}, nullptr); });

}  // namespace
