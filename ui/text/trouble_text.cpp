#include "ui/text/trouble_text.h"

#include <QCoreApplication>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Trouble)
};

}  // namespace

QString troubleTitle(console::Trouble trouble)
{
    using console::Trouble;
    switch (trouble) {
    case Trouble::None: return {};
    case Trouble::Unreachable: return Words::tr("The authority does not answer");
    case Trouble::Tls: return Words::tr("The connection is not safe");
    case Trouble::WrongIssuer: return Words::tr("Another authority answers at this address");
    case Trouble::BadAnswer: return Words::tr("The answer was not understood");
    case Trouble::SignInRefused: return Words::tr("The sign-in was refused");
    case Trouble::SignInTimedOut: return Words::tr("The sign-in took too long");
    case Trouble::BrowserUnavailable: return Words::tr("No browser could be opened");
    case Trouble::KeychainLocked: return Words::tr("Your keychain is locked");
    case Trouble::KeychainAbsent: return Words::tr("There is no keychain on this desktop");
    case Trouble::LocalProgramMissing: return Words::tr("A part of Countersign is missing");
    case Trouble::LocalAuthorityFailed: return Words::tr("The authority on this computer did not start");
    case Trouble::Other: break;
    }
    return Words::tr("This did not work");
}

QString troubleSentence(console::Trouble trouble)
{
    using console::Trouble;
    switch (trouble) {
    case Trouble::None: return {};
    case Trouble::Unreachable:
        return Words::tr("Check the address and your network. The connection is tried again by itself, or at once with Retry.");
    case Trouble::Tls:
        return Words::tr("The certificate of the authority could not be verified, so nothing was sent. There is no way around this; ask whoever runs "
                         "the authority.");
    case Trouble::WrongIssuer:
        return Words::tr("What answers calls itself by another name than the address you gave. Check the address; if it is right, ask whoever runs the "
                         "authority before you go on.");
    case Trouble::BadAnswer:
        return Words::tr("What answers at this address does not speak the protocol of an approval authority, so nothing of it was used. Check the "
                         "address.");
    case Trouble::SignInRefused: return Words::tr("The authority did not let you in, or the sign-in was ended in the browser. You can sign in again.");
    case Trouble::SignInTimedOut: return Words::tr("Nobody finished the sign-in in the browser within five minutes. Nothing was changed.");
    case Trouble::BrowserUnavailable:
        return Words::tr("You sign in through your web browser, and none could be started. Install one or choose a default browser in the settings of your "
                         "desktop, then try again.");
    case Trouble::KeychainLocked:
        return Words::tr("Your key and your sign-in are kept there, and nothing was lost. Unlock the keychain of your desktop, then press Retry.");
    case Trouble::KeychainAbsent:
        return Words::tr("Keys are kept in the keychain and never in a file. You can go on with a session in memory: it ends when Countersign is closed, "
                         "and you sign in again the next time.");
    case Trouble::LocalProgramMissing:
        return Words::tr("The program countersign-authority was not found beside this one. Install Countersign again.");
    case Trouble::LocalAuthorityFailed:
        return Words::tr("The authority was started and ended again, or could not be started at all. Press Retry; if it happens again, the details below "
                         "help whoever looks into it.");
    case Trouble::Other: break;
    }
    return Words::tr("Something unexpected happened. Nothing was changed. You can try again.");
}

}  // namespace countersign::text
