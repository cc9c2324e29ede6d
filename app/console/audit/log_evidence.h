// Evidence of a log that does not match what was seen before: one file for each find, kept until a person says what it was.
#pragma once

#include "app/base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace countersign::console {

// What was found. Closed list; the screens put each into words. The names in the files are those of logFaultName().
enum class LogFault {
    KeyChanged,
    BadSignature,
    NameChanged,
    Shorter,            // fewer entries than were there before
    OtherContent,       // as many entries as before, and others
    NotContinued,       // longer, without a proof that the earlier part is as it was
    Forked,             // what somebody else saw of this log is not in what is shown here
    MemoryDamaged,      // what this console remembered cannot be read
    DecisionMissing,    // a decision made here is not in the log, a minute after it was confirmed
    DecisionNotProven,  // the log names a decision made here, and cannot prove it
};

[[nodiscard]] QString logFaultName(LogFault fault);

// What stays open until a person settles it.
struct LogAlarm {
    LogFault fault = LogFault::NotContinued;
    QDateTime foundAt;             // UTC
    QString file;                  // of the evidence; empty when it could not be written
    QJsonObject evidence;          // what stands in the file
    bool isSaved = false;          // a person has a copy elsewhere, in this run

    // Of the two checkpoints; −1 and empty where there is none. Claims, whoever made them: the notes themselves are evidence.
    [[nodiscard]] qint64 sizeBefore() const;
    [[nodiscard]] qint64 sizeNow() const;
    [[nodiscard]] QString rootBefore() const;  // base64
    [[nodiscard]] QString rootNow() const;
    // Whom the authority named while its log still held; text from outside, often empty.
    [[nodiscard]] QString contact() const;
};

// The evidence about one log in a folder. A file is written once and never changed; settling writes another beside it.
class EvidenceShelf {
public:
    // `subject`: part of the files' names, the same for the same log at every start.
    EvidenceShelf(QString dir, QString subject);

    [[nodiscard]] LogAlarm keep(LogFault fault, QJsonObject evidence, const QDateTime &foundAt) const;
    // The oldest that nobody has settled; what cannot be read counts as such.
    [[nodiscard]] std::optional<LogAlarm> open() const;
    // A person says what it was. Io when that cannot be recorded: then it is not settled.
    [[nodiscard]] base::Status settle(const LogAlarm &alarm, const QString &said) const;

private:
    QString m_dir, m_subject;
};

// Copies the evidence to a place a person chose, and reads it back. Io with the system's words.
[[nodiscard]] base::Status saveEvidence(const LogAlarm &alarm, const QString &path);

// For a file of this console alone: 0600, written beside and moved into place, so that it is whole or the old one. Io.
[[nodiscard]] base::Status writePrivate(const QString &path, const QByteArray &bytes);

}  // namespace countersign::console
