#include "app/backends/countersign/local_authority.h"

#include "app/backends/countersign/issuer_url.h"
#include "app/base/json.h"
#include "app/base/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <csignal>
#include <sys/prctl.h>

namespace countersign::backends {
namespace {

using base::Errc;

constexpr int kStartMs = 30'000;
constexpr int kStopMs = 5'000;
constexpr int kGiveUpAfter = 5;
constexpr qsizetype kMaxKept = 4096;

const auto kPrivate = QFile::ReadOwner | QFile::WriteOwner;

bool isInitialised(const QString &dir)
{
    return QDir(dir).exists() && !QDir(dir).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
}

base::Status writePrivate(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {Errc::Io, file.errorString()};
    file.setPermissions(kPrivate);
    file.write(bytes);
    if (!file.commit())
        return {Errc::Io, file.errorString()};
    return base::Done{};
}

}  // namespace

LocalAuthority::LocalAuthority(Options options, QObject *parent) : QObject(parent), m_options(std::move(options))
{
    // A console that is killed takes its authority along: nobody else would stop it.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LocalAuthority::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_errors += m_process.readAllStandardError();
        m_errors = m_errors.right(kMaxKept);
    });
    connect(&m_process, &QProcess::finished, this, &LocalAuthority::onEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onEnd();
    });
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &LocalAuthority::start);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, &m_process, &QProcess::kill);
}

LocalAuthority::~LocalAuthority()
{
    m_stopping = true;
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kStopMs)) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

QString LocalAuthority::defaultProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/countersign-authority");
}

void LocalAuthority::start()
{
    m_stopping = false;
    if (m_process.state() != QProcess::NotRunning)
        return;
    if (!QFileInfo(m_options.program).isExecutable()) {
        fail(Errc::NotFound, QStringLiteral("countersign-authority is not beside the console: ") + m_options.program);
        return;
    }
    m_line.clear();
    m_errors.clear();
    if (isInitialised(m_options.dataDir))
        serve();
    else
        initialise();
}

void LocalAuthority::stop()
{
    m_stopping = true;
    m_again.stop();
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        m_deadline.start(kStopMs);
    }
}

void LocalAuthority::initialise()
{
    m_initialising = true;
    QStringList arguments{QStringLiteral("init"), QStringLiteral("--data"), m_options.dataDir, QStringLiteral("--issuer"),
                          QStringLiteral("http://127.0.0.1:7443")};
    if (!m_options.catalog.isEmpty())
        arguments << QStringLiteral("--catalog") << m_options.catalog;
    m_deadline.start(kStartMs);
    m_process.start(m_options.program, arguments);
}

QString LocalAuthority::beside(const QString &name) const
{
    return QDir::cleanPath(m_options.dataDir + QStringLiteral("/../") + name);
}

base::Status LocalAuthority::writeDeviceFile()
{
    return writePrivate(beside(QStringLiteral("authority-device.json")), base::json::canonical(m_options.trustedDevice));
}

void LocalAuthority::rememberIssuer() const
{
    (void)writePrivate(beside(QStringLiteral("authority-issuer")), m_issuer.toUtf8() + '\n');
}

quint16 LocalAuthority::rememberedPort() const
{
    QFile file(beside(QStringLiteral("authority-issuer")));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const base::Result<QUrl> issuer = parseIssuer(QString::fromUtf8(file.read(256)).trimmed());
    return issuer ? static_cast<quint16>(issuer->port(0)) : quint16(0);
}

void LocalAuthority::serve()
{
    m_initialising = false;
    if (const base::Status written = writeDeviceFile(); !written) {
        fail(Errc::Io, written.error().detail);
        return;
    }
    // The port of before, where it can be had: then the issuer stays, and with it every token and the log's name.
    const quint16 port = m_failures == 0 ? rememberedPort() : quint16(0);
    m_deadline.start(kStartMs);
    m_process.start(m_options.program,
                    {QStringLiteral("serve"), QStringLiteral("--data"), m_options.dataDir, QStringLiteral("--listen"),
                     QStringLiteral("127.0.0.1:%1").arg(port), QStringLiteral("--issuer-from-listen"), QStringLiteral("--trust-device"),
                     beside(QStringLiteral("authority-device.json"))});
}

void LocalAuthority::onOutput()
{
    m_line += m_process.readAllStandardOutput();
    if (m_initialising || !m_issuer.isEmpty()) {
        m_line.clear();
        return;
    }
    const qsizetype end = m_line.indexOf('\n');
    if (end < 0) {
        if (m_line.size() > kMaxKept)
            m_process.kill();
        return;
    }
    const base::Result<QJsonObject> said = base::json::parseObject(m_line.first(end));
    m_line.clear();
    const QString issuer = said ? base::json::text(*said, QLatin1String("issuer")).value_or(QString()) : QString();
    const base::Result<QUrl> url = parseIssuer(issuer);
    if (!url || url->scheme() != QLatin1String("http")) {
        m_process.kill();
        return;
    }
    m_deadline.stop();
    m_issuer = issuer;
    rememberIssuer();
    m_failures = 0;
    Q_EMIT listening(m_issuer);
}

void LocalAuthority::onEnd()
{
    m_deadline.stop();
    const bool wasListening = !m_issuer.isEmpty();
    m_issuer.clear();
    if (wasListening)
        Q_EMIT died();
    if (m_stopping)
        return;
    if (m_initialising && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0) {
        serve();
        return;
    }
    base::logEvent(base::LogLevel::Warning, QStringLiteral("local_authority.ended"),
                   {{QStringLiteral("code"), m_process.exitCode()}, {QStringLiteral("last_words"), lastWords()}});
    if (!wasListening && ++m_failures >= kGiveUpAfter) {
        fail(Errc::Unavailable, lastWords());
        return;
    }
    m_again.start(wasListening ? 100 : 300 << m_failures);
}

QString LocalAuthority::lastWords() const
{
    const QByteArray said = m_errors.trimmed();
    return QString::fromUtf8(said.sliced(said.lastIndexOf('\n') + 1)).left(500);
}

void LocalAuthority::fail(Errc code, const QString &detail)
{
    m_failures = 0;
    Q_EMIT failed(base::Error{code, detail});
}

}  // namespace countersign::backends
