#include "tests/support/authority_process.h"

#include "app/base/json.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <csignal>

namespace countersign::test {

namespace {

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QString rootTemplate(const QString &parent)
{
    return (parent.isEmpty() ? QDir::tempPath() : parent) + QStringLiteral("/countersign-test-XXXXXX");
}

}  // namespace

AuthorityProcess::AuthorityProcess(QString program, const QString &parent)
    : m_program(std::move(program)), m_root(rootTemplate(parent)), m_data(m_root.filePath(QStringLiteral("data")))
{
    if (!m_root.isValid())
        qFatal("no temporary directory: %s", qPrintable(m_root.errorString()));
}

AuthorityProcess::~AuthorityProcess()
{
    kill();
}

CommandResult AuthorityProcess::command(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.start(m_program, arguments + QStringList{QStringLiteral("--data"), m_data});
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs))
        return {-1, {}, "did not end: " + process.errorString().toUtf8()};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

void AuthorityProcess::create(const QByteArray &catalog, const QByteArray &settings)
{
    writeFile(m_root.filePath(QStringLiteral("catalog.toml")), catalog);
    writeFile(m_root.filePath(QStringLiteral("device.jwk")), base::json::canonical(m_device.publicKey().jwk()));
    const auto made = command({QStringLiteral("init"), QStringLiteral("--issuer"), QStringLiteral("http://127.0.0.1:0"), QStringLiteral("--catalog"), m_root.filePath(QStringLiteral("catalog.toml"))});
    if (made.code != 0)
        qFatal("init: %s", made.err.constData());
    writeFile(m_data + QStringLiteral("/authority.toml"), settings);
}

void AuthorityProcess::addClient(const QByteArray &id, const QByteArray &secret, const QStringList &more)
{
    const QString name = QString::fromLatin1(id);
    const auto added = command(QStringList{QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("--id"), name, QStringLiteral("--name"), name,
                                           QStringLiteral("--owner"), QStringLiteral("ops@northwind.example"), QStringLiteral("--secret-stdin")} + more, secret + '\n');
    if (added.code != 0)
        qFatal("client add: %s", added.err.constData());
}

void AuthorityProcess::addUser(const QString &name, const QString &roles, const QString &groups)
{
    const auto added = command({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"), name, QStringLiteral("--roles"), roles,
                                QStringLiteral("--groups"), groups, QStringLiteral("--password-stdin")}, password(name) + '\n');
    if (added.code != 0)
        qFatal("user add: %s", added.err.constData());
}

QByteArray AuthorityProcess::password(const QString &name)
{
    return "correct horse battery " + name.toUtf8();
}

bool AuthorityProcess::serve()
{
    const QStringList line = wrapper + QStringList{m_program, QStringLiteral("serve"), QStringLiteral("--data"), m_data, QStringLiteral("--listen"),
        QString::fromLatin1(m_listen), QStringLiteral("--issuer-from-listen"), QStringLiteral("--trust-device"), m_root.filePath(QStringLiteral("device.jwk"))} + serveOptions;
    m_process = std::make_unique<QProcess>();
    m_process->setStandardErrorFile(m_root.filePath(QStringLiteral("log")), QIODevice::Append);
    m_process->setEnvironment(QProcess::systemEnvironment() + environment);
    m_process->start(line.first(), line.mid(1));
    QElapsedTimer waited;
    waited.start();
    while (!m_process->canReadLine() && waited.elapsed() < patienceMs / 4) {
        if (!m_process->waitForReadyRead(1000) && m_process->state() == QProcess::NotRunning)
            return false;
    }
    const auto said = base::json::parseObject(m_process->readLine().trimmed());
    if (!said)
        return false;
    m_issuer = said->value(QLatin1String("issuer")).toString().toUtf8();
    m_listen = said->value(QLatin1String("listen")).toString().toUtf8();
    m_port = m_listen.mid(m_listen.lastIndexOf(':') + 1).toUShort();
    return m_port != 0;
}

void AuthorityProcess::signal(int number) const
{
    if (isRunning())
        ::kill(static_cast<pid_t>(pid()), number);
}

bool AuthorityProcess::pause() const
{
    signal(SIGSTOP);
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(pid()));
    const auto isStopped = [&tasks](const QString &task) {
        QFile stat(tasks.filePath(task + QStringLiteral("/stat")));
        const QByteArray text = stat.open(QIODevice::ReadOnly) ? stat.readAll() : QByteArray();
        return text.mid(text.lastIndexOf(')') + 2, 1) == "T";
    };
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < 10'000) {
        const QStringList all = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (std::all_of(all.begin(), all.end(), isStopped))
            return true;
        QThread::msleep(5);
    }
    return false;
}

void AuthorityProcess::kill()
{
    if (!isRunning())
        return;
    signal(SIGKILL);
    m_process->waitForFinished(10'000);
}

bool AuthorityProcess::waitForEnd(int milliseconds)
{
    return !isRunning() || m_process->waitForFinished(milliseconds);
}

int AuthorityProcess::stop()
{
    signal(SIGTERM);
    if (!waitForEnd(15'000)) {
        kill();
        return -1;
    }
    return m_process && m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

QByteArray AuthorityProcess::log() const
{
    QFile file(m_root.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace countersign::test
