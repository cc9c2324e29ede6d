// The entries of one question to the log as a table of any length, newest first. Holds a few pages around what is looked at, and
// knows of the others how they are asked for.
//
// A row is a place in the answer as it was at one moment: entries that came later move nothing until they are let in.
#pragma once

#include "app/console/audit/audit_facts.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>
#include <map>

namespace countersign::console {

class AuditRows : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, What, Who, Client, Outcome };
    static constexpr int kColumns = 5;
    enum class Reading { Never, Now, Done, Failed };
    // Whole: nothing narrows the question, so that a row's seq is known before it is read.
    enum class Extent { Whole, Narrowed };
    static constexpr int kPage = 256;
    static constexpr qsizetype kMostHeld = 6000;  // entries; with payloads of a few hundred bytes some megabytes

    // One question to the log, narrowed further in time by seconds.
    struct Questions {
        std::function<base::Answer<AuditPage>(const AuditPosition &position, std::optional<qint64> before)> page;
        // From the first on, up to and without the second.
        std::function<base::Answer<AuditTimeline>(qint64 after, qint64 before)> count;
    };

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    // Nothing: words are the screen's. Read through at().
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    // Another question. What stands here stays until its first page has come.
    void ask(Questions questions, Extent extent);
    void clear();
    // How many entries each time has, by the authority's count: from then on any place can be gone to. Counts that are not exact,
    // or older than what stands here, are passed over.
    void place(const AuditTimeline &timeline);

    // These rows are looked at now: they are read first, then the ones they lead to.
    void look(int first, int last);
    // Tries again what failed.
    void retry();

    // Null while it is not read. Lives until the next signal.
    [[nodiscard]] const AuditEntryFacts *at(int row) const;
    // Where the entry stands; -1 when this is not known.
    [[nodiscard]] int rowOf(qint64 seq) const;
    // Looks for the newest entry that is not after `time`; sought() says where it stands. Only where isCounted().
    void seek(qint64 time);

    [[nodiscard]] Reading reading() const { return m_reading; }
    [[nodiscard]] base::Error error() const { return m_error; }
    // Whether rowCount() is the number of all entries, or only of those found so far and a few more.
    [[nodiscard]] bool isCounted() const { return m_counted; }
    // How many are known of; without those still to be found.
    [[nodiscard]] int known() const { return m_counted ? m_rows : m_end; }
    [[nodiscard]] qint64 top() const { return m_top; }  // entries with smaller seqs are here
    [[nodiscard]] qsizetype held() const;

    // Newer entries that match and wait outside. -1: more than can be counted at once.
    [[nodiscard]] int fresh() const { return m_fresh; }
    void lookForFresh();
    // Lets them in, above everything.
    void letIn();

Q_SIGNALS:
    void readingChanged();
    void freshChanged();
    void answered();       // the first page of a question has come, or will not
    void sought(int row);  // -1: there is none

private:
    // How the rows from a place on are asked for.
    struct Anchor {
        QString cursor;
        std::optional<qint64> from, before;
    };
    using Entries = QList<AuditEntryFacts>;
    using Pages = std::map<int, Entries>;  // by first row; never overlapping
    using Anchors = std::map<int, Anchor>;

    [[nodiscard]] static int asRows(qint64 count);
    [[nodiscard]] Pages::const_iterator pageOf(int row) const;
    [[nodiscard]] std::pair<int, AuditPosition> requestFor(int row, std::optional<qint64> &before) const;
    void pump();
    [[nodiscard]] int missingAbove() const;
    void read(int row);
    void take(int start, const Anchor &by, const base::Result<AuditPage> &page);
    void begin(const AuditPage &page);
    [[nodiscard]] bool isSound(int start, const Entries &items) const;
    void learnEnd(int start, const AuditPage &page, const std::optional<qint64> &before);
    void keep(int start, const Entries &items);
    void setRows(int rows);
    void lay(const AuditTimeline &timeline, qint64 newer);
    void evict();
    void shift(int rows);
    [[nodiscard]] Anchors::const_iterator spanOf(qint64 time) const;
    void arrive(int round, qint64 time, const base::Result<AuditPage> &found, int row);
    void goOnSeeking();
    void fail(const base::Error &error);
    void setReading(Reading reading);

    Questions m_ask, m_next;  // m_next: its first page is on its way
    Extent m_extent = Extent::Whole, m_nextExtent = Extent::Whole;
    Pages m_pages;
    Anchors m_anchors;
    QHash<int, int> m_inFlight;  // question → first row
    int m_round = 0, m_question = 0;
    int m_rows = 0, m_end = 0;
    bool m_counted = false;
    qint64 m_top = 0;
    int m_first = 0, m_last = -1, m_ahead = 1;
    qint64 m_seek = -1;  // the seq that is looked for
    int m_fresh = 0;
    AuditPage m_freshPage;
    Reading m_reading = Reading::Never;
    base::Error m_error;
};

}  // namespace countersign::console
