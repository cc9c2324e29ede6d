// A file that comes into being beside its place and takes it only when it is whole.
#pragma once

#include "app/base/result.h"

#include <QTemporaryFile>

namespace countersign::console {

class PartFile {
public:
    // `path`: where it is to be. What stands there now was asked about; what appears there meanwhile was not.
    explicit PartFile(const QString &path);

    [[nodiscard]] base::Status open();
    [[nodiscard]] QTemporaryFile &device() { return m_file; }
    [[nodiscard]] const QTemporaryFile &device() const { return m_file; }
    [[nodiscard]] const QString &path() const { return m_path; }
    // On the disk, and in its place. Conflict: something appeared there since; Io: the system's words. Otherwise it is removed
    // with this object.
    [[nodiscard]] base::Status keep();

private:
    QString m_path;
    bool m_mayReplace;
    QTemporaryFile m_file;
};

}  // namespace countersign::console
