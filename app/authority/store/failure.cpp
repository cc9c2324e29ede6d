#include "app/authority/store/failure.h"

namespace countersign::authority::store {

namespace {

// Primary and extended codes of sqlite.org/rescode.html; named here because Qt Sql is all we see of SQLite.
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kReadOnly = 8;
constexpr int kIoErr = 10;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kCantOpen = 14;
constexpr int kConstraint = 19;
constexpr int kNotADatabase = 26;
constexpr int kIoErrShmSize = kIoErr | (19 << 8);
constexpr int kIoErrShmMap = kIoErr | (21 << 8);
constexpr int kIoErrLock = kIoErr | (15 << 8);
constexpr int kIoErrRdLock = kIoErr | (9 << 8);

}  // namespace

FailureKind failureKind(int sqliteCode)
{
    // Growing the shared index or taking a lock changes no data: nothing is lost when it fails.
    if (sqliteCode == kIoErrShmSize || sqliteCode == kIoErrShmMap)
        return FailureKind::Full;
    if (sqliteCode == kIoErrLock || sqliteCode == kIoErrRdLock)
        return FailureKind::Busy;
    switch (sqliteCode & 0xff) {
    case kBusy:
    case kLocked:
        return FailureKind::Busy;
    case kReadOnly:
    case kCantOpen:
        return FailureKind::ReadOnly;
    case kFull:
        return FailureKind::Full;
    case kConstraint:
        return FailureKind::Constraint;
    // After a failed fsync the kernel may have dropped the pages it could not write, and a second fsync would succeed.
    case kIoErr:
    case kCorrupt:
    case kNotADatabase:
        return FailureKind::Fatal;
    default:
        return FailureKind::Other;
    }
}

}  // namespace countersign::authority::store
