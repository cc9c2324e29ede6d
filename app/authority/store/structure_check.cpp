#include "app/authority/store/structure_check.h"

#include "app/authority/store/connection.h"
#include "app/authority/store/failure.h"

namespace countersign::authority::store {

base::Result<QString> structureFault(const QString &file, const std::atomic<bool> &stop)
{
    auto connection = Connection::open(file, Connection::Access::ReadOnly);
    if (!connection)
        return connection.error();
    (*connection)->interruptWhen(stop);
    try {
        const QString found = (*connection)->value("PRAGMA integrity_check(1)").toString().simplified();
        return found == QLatin1String("ok") ? QString() : found;
    } catch (const Failure &failure) {
        if (stop)
            return base::Error{base::Errc::Cancelled, QStringLiteral("stopped")};
        if (failure.kind() == FailureKind::Fatal)
            return failure.detail();
        return base::Error{base::Errc::Unavailable, failure.detail()};
    }
}

}  // namespace countersign::authority::store
