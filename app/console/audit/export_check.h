// An export on this disk, checked by itself and against the log as this console has seen it.
#pragma once

#include "app/base/answer.h"

#include <QStringList>

#include <atomic>
#include <memory>

namespace countersign::console {

struct ExportCheck {
    bool isCutOff = false;      // the last line is missing
    bool isWhole = false;       // every entry of the log; otherwise a part, each entry with its proof
    qint64 entries = 0, erased = 0;
    qint64 size = 0;            // of the log its checkpoint covers
    QByteArray note;            // that checkpoint; empty when there is none
    QStringList findings;       // English sentences, with the line each is about; empty: everything holds
    enum class Seen { NotAsked, Fits, DoesNotFit } seen = Seen::NotAsked;  // beside what this console saw of the log

    [[nodiscard]] bool isClean() const { return findings.isEmpty() && seen != Seen::DoesNotFit; }
};

struct ExportFile {
    QString path;
    enum class Form { Lines, Page } form = Form::Lines;  // a page carries lines for programs (app/audit/evidence_page.h)
};

// Reads the file in another thread; lines in constant memory, a page as a whole. `key`: of the log, as the metadata has it.
// Cancelled once `stop` is set; Io when it cannot be read; Malformed when the key is none, or the page carries no lines.
[[nodiscard]] base::Answer<ExportCheck> checkExport(const ExportFile &file, const QString &key, const std::shared_ptr<std::atomic_bool> &stop);

}  // namespace countersign::console
