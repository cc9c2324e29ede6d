#include "app/keychain/keychain_store.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

namespace countersign::keychain {
namespace {

using base::Errc;

// A person may be asked for the keychain's password; a dead daemon must still not hang us for ever.
constexpr int kJobTimeoutMs = 120'000;

// The job's own error does not tell a locked keyring from a missing entry, so the service is asked again.
template <class T>
void giveFailure(QObject *context, const base::Asked<T> &asked, const QKeychain::Job &job)
{
    const bool notFound = job.error() == QKeychain::EntryNotFound;
    const QString detail = QStringLiteral("keychain error %1: %2").arg(static_cast<int>(job.error())).arg(job.errorString());
    base::whenAnswered(context, probeService(), [asked, notFound, detail](const base::Result<ServiceState> &state) {
        if (!state || *state == ServiceState::Absent)
            asked.give({Errc::Unavailable, QStringLiteral("no keychain service is running; ") + detail});
        else if (*state == ServiceState::Locked)
            asked.give({Errc::Locked, QStringLiteral("the keychain is locked; ") + detail});
        else
            asked.give({notFound ? Errc::NotFound : Errc::Io, detail});
    });
}

template <class T, class Job, class Then>
base::Answer<T> run(QObject *context, Job *job, Then then)
{
    base::Asked<T> asked;
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [context, asked, job, then](QKeychain::Job *) {
        if (job->error() == QKeychain::NoError)
            asked.give(then(job));
        else
            giveFailure(context, asked, *job);
    });
    QTimer::singleShot(kJobTimeoutMs, job, [asked] { asked.give({Errc::Timeout, QStringLiteral("the keychain did not answer")}); });
    job->start();
    return asked.answer();
}

}  // namespace

KeychainStore::KeychainStore(QString service, QObject *parent) : QObject(parent), m_service(std::move(service)) {}

base::Answer<base::SharedSecret> KeychainStore::read(const QString &name)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    return run<base::SharedSecret>(this, job, [](QKeychain::ReadPasswordJob *done) -> base::Result<base::SharedSecret> {
        QByteArray bytes = done->binaryData();
        return base::SharedSecret(std::make_shared<const base::Secret>(base::Secret::take(bytes)));
    });
}

base::Answer<base::Done> KeychainStore::write(const QString &name, base::Secret secret)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(secret.reveal().toByteArray());
    return run<base::Done>(this, job, [](QKeychain::WritePasswordJob *) -> base::Status { return base::Done{}; });
}

base::Answer<base::Done> KeychainStore::remove(const QString &name)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    base::Asked<base::Done> asked;
    base::whenAnswered(this, run<base::Done>(this, job, [](QKeychain::DeletePasswordJob *) -> base::Status { return base::Done{}; }),
                       [asked](const base::Status &status) {
                           if (!status && status.error().code == Errc::NotFound)
                               asked.give(base::Done{});
                           else
                               asked.give(status);
                       });
    return asked.answer();
}

}  // namespace countersign::keychain
