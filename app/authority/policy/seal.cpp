#include "app/authority/policy/seal.h"

#include "app/authority/keys.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <QtEndian>

namespace countersign::authority::policy {

namespace {

// Each member behind its length: no two contents have the same bytes. Texts as they lie in memory, for this is done at every step of an
// approval.
class Sealed {
public:
    explicit Sealed(QByteArrayView kind)
    {
        m_bytes.reserve(4096);
        addBytes(kind);
    }

    void addBytes(QByteArrayView bytes)
    {
        addNumber(bytes.size());
        m_bytes.append(bytes);
    }
    void add(const QString &text) { addBytes({reinterpret_cast<const char *>(text.utf16()), text.size() * qsizetype(sizeof(char16_t))}); }
    void add(qint64 number) { addNumber(number); }
    void add(const QStringList &texts)
    {
        add(static_cast<qint64>(texts.size()));
        for (const QString &text : texts)
            add(text);
    }
    template <class T>
    void add(const std::optional<T> &value)
    {
        m_bytes += value ? '+' : '-';
        if (value)
            add(*value);
    }
    // A row does not tell an empty text from none.
    void add(const std::optional<QString> &text) { add(text.value_or(QString())); }
    [[nodiscard]] QString seal(const Keys &keys) const { return QString::fromLatin1(crypto::base64Url(keys.secretHash(m_bytes))); }

private:
    void addNumber(qint64 number)
    {
        const qint64 fixed = qToLittleEndian(number);
        m_bytes.append(QByteArrayView(reinterpret_cast<const char *>(&fixed), sizeof fixed));
    }

    QByteArray m_bytes;
};

bool fits(const QString &stored, const QString &right)
{
    return crypto::equal(stored.toLatin1(), right.toLatin1());
}

QString sealOfContent(const Keys &keys, const store::ApprovalRecord &record)
{
    Sealed sealed("request");
    for (const QString &text : {record.id.text(), record.authReqHash, record.client.text(), record.subject.text(), record.session.text(), record.type, record.rs, record.sentence,
                                record.requestedFrom, approval::tierName(record.risk.tier)})
        sealed.add(text);
    sealed.addBytes(record.canonical);
    sealed.addBytes(record.actionHash);
    sealed.add(static_cast<qint64>(record.params.size()));
    for (const approval::ParamLine &line : record.params) {
        for (const QString &text : {line.name, line.label, line.value})
            sealed.add(text);
    }
    for (const QStringList &texts : {record.scopes, record.risk.reasons, record.risk.codes})
        sealed.add(texts);
    for (const auto &text : {record.reason, record.ticket, record.bindingMessage, record.codeHash, record.dpopJkt})
        sealed.add(text);
    for (const qint64 number : {qint64{record.quorum}, record.requestedAt})
        sealed.add(number);
    return sealed.seal(keys);
}

QString sealOfEnd(const Keys &keys, const store::ApprovalRecord &record)
{
    Sealed sealed("end");
    sealed.add(record.id.text());
    sealed.add(record.expiresAt);
    return sealed.seal(keys);
}

}  // namespace

QString sealOf(const Keys &keys, const store::ApprovalRecord &record)
{
    return sealOfContent(keys, record) + u'.' + sealOfEnd(keys, record);
}

// How long it could be decided is nothing any more once its credential is fetched, and a clock that is set back moves it (store/authority_clock.h).
bool isSealed(const Keys &keys, const store::ApprovalRecord &record)
{
    const bool waits = record.status == approval::Status::Pending || record.status == approval::Status::Approved;
    return fits(record.seal.section(u'.', 0, 0), sealOfContent(keys, record)) && (!waits || fits(record.seal.section(u'.', 1), sealOfEnd(keys, record)));
}

QString sealOf(const Keys &keys, const base::ApprovalId &id, const store::Vote &vote)
{
    Sealed sealed("vote");
    for (const QString &text : {id.text(), vote.approver.text(), vote.device, QString(vote.verdict == approval::Verdict::Approve ? u'+' : u'-')})
        sealed.add(text);
    sealed.add(vote.reason);
    sealed.add(vote.granted.ttl);
    sealed.add(vote.granted.scopes);
    sealed.add(vote.granted.calls);
    sealed.add(vote.at);
    sealed.add(vote.authTime);
    return sealed.seal(keys);
}

bool isSealed(const Keys &keys, const base::ApprovalId &id, const store::Vote &vote)
{
    return fits(vote.seal, sealOf(keys, id, vote));
}

}  // namespace countersign::authority::policy
