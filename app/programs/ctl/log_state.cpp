#include "app/programs/ctl/log_state.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>

namespace countersign::ctl {

console::LogWitness::Parts logWitnessParts(backends::ApprovalBackend &backend, const Arguments &arguments)
{
    console::LogWitness::Parts parts;
    parts.backend = &backend;
    const QString dir = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/countersign/ctl");
    const QByteArray name = QCryptographicHash::hash(backend.issuer().toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    parts.stateFile = arguments.has("state") ? QFileInfo(arguments.value("state")).absoluteFilePath() : dir + QStringLiteral("/log-") + QString::fromLatin1(name) + QStringLiteral(".json");
    parts.evidenceDir = QFileInfo(parts.stateFile).path();
    // Nobody settles an alarm on a command line; as long as the log does not match, each run finds that anew.
    parts.alarms = console::LogWitness::Parts::Alarms::EndWithTheRun;
    return parts;
}

}  // namespace countersign::ctl
