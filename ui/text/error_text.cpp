#include "ui/text/error_text.h"

#include <QCoreApplication>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Error)
};

}  // namespace

QString errorSentence(base::Errc code)
{
    using base::Errc;
    switch (code) {
    case Errc::InvalidArgument: return Words::tr("Something entered here does not fit. Check the marked fields and try again.");
    case Errc::Malformed: return Words::tr("The authority sent an answer that does not follow the protocol, so it was not used.");
    case Errc::TooLarge: return Words::tr("This is larger than the limit allows, so it was not used.");
    case Errc::NotFound: return Words::tr("This no longer exists. It may have been removed, or expired, meanwhile.");
    case Errc::Conflict: return Words::tr("Somebody else was first, and things have changed since. What is shown now is current.");
    case Errc::Denied: return Words::tr("The authority does not allow this for you.");
    case Errc::Unauthenticated: return Words::tr("Your sign-in is missing or has ended. Sign in and try again.");
    case Errc::Expired: return Words::tr("The time for this has run out. Nothing was approved.");
    case Errc::Unavailable: return Words::tr("The authority cannot be reached at the moment. The connection is tried again by itself.");
    case Errc::Timeout: return Words::tr("No answer came in time. Whether it took effect is being checked.");
    case Errc::Cancelled: return Words::tr("This was cancelled. Nothing was changed.");
    case Errc::Corrupt: return Words::tr("The data contradicts itself and cannot be trusted, so it was not used.");
    case Errc::Locked: return Words::tr("The keychain is locked. Unlock it and try again.");
    case Errc::Unsupported: return Words::tr("The authority does not offer this.");
    case Errc::Io: return Words::tr("A file could not be read or written. Check the disk and its permissions.");
    case Errc::Internal: return Words::tr("Something went wrong inside Countersign. Nothing was approved; the log has the details.");
    }
    return Words::tr("Something went wrong inside Countersign. Nothing was approved; the log has the details.");
}

QString errorTitle(base::Errc code)
{
    using base::Errc;
    switch (code) {
    case Errc::InvalidArgument: return Words::tr("Check what you entered");
    case Errc::Malformed:
    case Errc::Corrupt: return Words::tr("This answer cannot be trusted");
    case Errc::TooLarge: return Words::tr("Too large");
    case Errc::NotFound: return Words::tr("No longer there");
    case Errc::Conflict: return Words::tr("Changed meanwhile");
    case Errc::Denied: return Words::tr("Not allowed");
    case Errc::Unauthenticated: return Words::tr("Sign in again");
    case Errc::Expired: return Words::tr("Time has run out");
    case Errc::Unavailable: return Words::tr("Not connected");
    case Errc::Timeout: return Words::tr("No answer yet");
    case Errc::Cancelled: return Words::tr("Cancelled");
    case Errc::Locked: return Words::tr("The keychain is locked");
    case Errc::Unsupported: return Words::tr("Not available here");
    case Errc::Io: return Words::tr("A file cannot be used");
    case Errc::Internal: return Words::tr("Something went wrong");
    }
    return Words::tr("Something went wrong");
}

}  // namespace countersign::text
