// Checks an exported log by itself: without the authority, and without trust in who made the file.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/audit/erasure.h"
#include "app/audit/export_line.h"

#include <deque>
#include <future>
#include <optional>

namespace countersign::audit {

struct ExportFinding {
    qint64 line = 0;            // from 1
    std::optional<qint64> seq;
    QString text;               // one sentence for a person
};

struct ExportReport {
    std::optional<Checkpoint> checkpoint;  // the signed one of the first line, once its signature holds
    qint64 entries = 0;
    qint64 erasedPayloads = 0;
    bool isWhole = false;                  // every entry from 0; otherwise a part, each entry with its proof
    std::vector<ExportFinding> findings;   // in order of the lines, at most 100

    [[nodiscard]] bool isClean() const { return findings.empty(); }
};

// Reads the lines in order, in constant memory; hashing goes on on other threads meanwhile. One thread calls.
class ExportVerifier {
public:
    // `key`: of the log, from the metadata, or from wherever its reader trusts. The one in the file proves nothing.
    explicit ExportVerifier(VerifierKey key);

    // Any piece of the file.
    void feed(QByteArrayView bytes);
    [[nodiscard]] ExportReport finish();

private:
    // What was computed from one line.
    struct Hashed {
        qint64 seq = -1;
        Hash leaf;
        bool isErased = false;
        QString fault;                       // empty: none so far
        std::optional<Proof> proof;
        std::vector<SeqRange> erased;        // what this entry says was erased
    };
    using Batch = std::vector<Hashed>;

    void takeLines();
    void takeFrame(QByteArrayView line);
    void settle(size_t left);
    void settleEntry(const Hashed &entry);
    void find(qint64 line, std::optional<qint64> seq, const QString &text);
    static Batch hash(QByteArrayView lines);

    const VerifierKey m_key;
    ExportReport m_report;
    QByteArray m_pending;      // bytes of lines that are not sent off yet
    qint64 m_nextLine = 1;     // to be settled
    std::deque<std::future<Batch>> m_hashing;  // in the order of the file
    Frontier m_frontier;
    SeqSet m_missing, m_erased;  // payloads that are not there, and those the log says were erased
    std::optional<qint64> m_lastSeq;
    std::optional<qint64> m_end;  // what the last line says
};

}  // namespace countersign::audit
