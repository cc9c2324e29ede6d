#include "app/console/inbox/inbox_reader.h"

namespace countersign::console {
namespace {

constexpr int kPageSize = 200;
constexpr qsizetype kMaxPending = 20'000;  // a list no person reads any more; beyond it a hostile authority could fill memory
constexpr qsizetype kMostSingle = 32;      // more at once are a list

}  // namespace

InboxReader::InboxReader(AuthorityList &authorities, InboxModel &inbox, QObject *parent)
    : QObject(parent), m_authorities(authorities), m_inbox(inbox)
{
}

void InboxReader::start(const AuthorityId &authority)
{
    m_lists[authority].reading = false;
    readAll(authority);
}

void InboxReader::readAll(const AuthorityId &authority)
{
    if (!m_authorities.find(authority))
        return;
    List &list = m_lists[authority];
    list.again = list.reading;
    if (std::exchange(list.reading, true))
        return;
    list.later.clear();
    for (auto single = m_single.begin(); single != m_single.end(); ++single) {
        if (single.key().authority == authority)
            *single = true;  // what is on its way may be older than the list
    }
    readPage({authority, ++list.round, {}, {}});
}

void InboxReader::readPage(const Page &page)
{
    AuthoritySession *session = m_authorities.find(page.authority);
    backends::ListQuery query;
    query.limit = kPageSize;
    query.cursor = page.cursor;
    base::whenAnswered(session, session->backend().list(query), [this, session, page](const base::Result<backends::SummaryPage> &answer) {
        const auto list = m_lists.find(page.authority);
        if (list == m_lists.end() || list->round != page.round)
            return;  // it was begun anew, or is gone
        if (!answer) {
            list->reading = false;
            session->couldNotCatchUp(answer.error());
            return;
        }
        const QList<Summary> all = page.soFar + answer->items;
        const bool more = !answer->nextCursor.isEmpty() && answer->nextCursor != page.cursor && !answer->items.isEmpty() && all.size() < kMaxPending;
        if (more) {
            readPage({page.authority, page.round, answer->nextCursor, all});
            return;
        }
        m_inbox.replace(page.authority, all, answer->serverTime);
        finish(page.authority);
    });
}

void InboxReader::finish(const AuthorityId &authority)
{
    List &list = m_lists[authority];
    list.reading = false;
    list.complete = true;
    const QSet<base::ApprovalId> later = std::exchange(list.later, {});
    if (list.again || later.size() > kMostSingle) {
        readAll(authority);
        Q_EMIT listRead();
        return;
    }
    for (const base::ApprovalId &id : later)
        readOne({authority, id});
    m_authorities.find(authority)->caughtUp();
    Q_EMIT listRead();
}

void InboxReader::readOne(const ApprovalRef &ref)
{
    AuthoritySession *session = m_authorities.find(ref.authority);
    if (!session)
        return;
    if (m_lists.value(ref.authority).reading) {
        QSet<base::ApprovalId> &later = m_lists[ref.authority].later;
        if (later.size() <= kMostSingle)
            later.insert(ref.id);
        return;
    }
    if (const auto found = m_single.find(ref); found != m_single.end()) {
        *found = true;  // once more when the answer is here: it may be older than this hint
        return;
    }
    if (m_single.size() >= kMostSingle) {
        readAll(ref.authority);
        return;
    }
    m_single.insert(ref, false);
    base::whenAnswered(this, session->backend().approval(ref.id), [this, ref](const base::Result<Approval> &answer) {
        const bool again = m_single.take(ref);
        if (answer)
            m_inbox.update(ref.authority, *answer, answer->serverTime);
        else if (answer.error().code == base::Errc::NotFound)
            m_inbox.remove(ref);
        if (again)
            readOne(ref);
    });
}

void InboxReader::forget(const AuthorityId &authority)
{
    if (m_lists.remove(authority))
        m_inbox.removeAuthority(authority);
}

}  // namespace countersign::console
