#include "ui/inbox/inbox_state.h"

#include "ui/text/trouble_text.h"

#include <QCoreApplication>

namespace countersign::inbox {

using console::AuthoritySession;
using console::Link;
using console::SignIn;
using Kind = InboxState::Kind;
using Action = InboxState::Action;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::inbox::Inbox)
};

// Approving needs a scope of the session: somebody who only administers sees no requests.
bool anyMayRead(console::Console &console)
{
    for (int row = 0; row < console.authorities().rowCount(); ++row) {
        const AuthoritySession *session = console.authorities().at(row);
        if (session->signInState() != SignIn::SignedIn || session->may(QStringLiteral("approvals:read")))
            return true;
    }
    return false;
}

AuthoritySession *troubled(console::Console &console)
{
    for (int row = 0; row < console.authorities().rowCount(); ++row) {
        if (console.authorities().at(row)->trouble() != console::Trouble::None)
            return console.authorities().at(row);
    }
    return nullptr;
}

}  // namespace

InboxState inboxState(console::Console &console, Rows rows)
{
    using theme::Glyph;
    if (rows.shown > 0)
        return {};
    if (rows.known > 0)
        return {Kind::NothingFound, Glyph::Search, Words::tr("Nothing found"), Words::tr("No pending request holds these words."), Action::ClearSearch};
    if (console.authorities().isEmpty())
        return {Kind::SignedOut, Glyph::Plug, Words::tr("No authority yet"), Words::tr("Connect to one to see what waits for you."), Action::SignIn};
    if (!anyMayRead(console))
        return {Kind::NoPermission, Glyph::Lock, Words::tr("You are not an approver here"), Words::tr("Your account may not see requests. An administrator can make you an approver."), Action::None};
    if (const AuthoritySession *session = troubled(console); session && !console.inboxLoaded()) {
        const bool away = session->trouble() == console::Trouble::Unreachable;
        return {away ? Kind::Offline : Kind::Failed, away ? Glyph::Offline : Glyph::Warning, text::troubleTitle(session->trouble()),
                text::troubleSentence(session->trouble()), Action::Retry};
    }
    if (console.link() == Link::Offline && !console.inboxLoaded())
        return {Kind::Loading, Glyph::Refresh, Words::tr("Connecting…"), Words::tr("Requests appear here as soon as the authority answers."), Action::None};
    if (console.link() == Link::Offline)
        return {Kind::Offline, Glyph::Offline, Words::tr("Not connected"), Words::tr("Whether requests wait is not known. The connection is tried again by itself."), Action::Retry};
    if (!console.inboxLoaded())
        return {Kind::Loading, Glyph::Refresh, Words::tr("Reading requests…"), Words::tr("Requests appear here as soon as the authority answers."), Action::None};
    return {Kind::Empty, Glyph::Check, Words::tr("Nothing waits for you"), Words::tr("New requests appear here by themselves, the most urgent first."), Action::None};
}

}  // namespace countersign::inbox
