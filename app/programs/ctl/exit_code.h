// What a script can tell from the end of countersignctl. Documented in the manual page; never renumbered.
#pragma once

namespace countersign::ctl {

enum ExitCode {
    Success = 0,
    Failure = 1,       // anything that is none of the others
    Usage = 2,         // wrong call
    Denied = 3,        // an approver said no, or the credential was not accepted
    Expired = 4,       // nobody decided in time, or it was cancelled
    Refused = 5,       // the authority refused what was asked for: client, action, scope, session
    Unreachable = 6,   // the authority or the keychain is not there now; trying again may help
    BadAnswer = 7,     // the authority broke the protocol: wrong issuer, unreadable answer, certificate
    LogMismatch = 8,   // the audit log does not fit what was seen before
    NotYet = 9,        // a second person has to agree; nothing has changed yet
    Interrupted = 130,
};

}  // namespace countersign::ctl
