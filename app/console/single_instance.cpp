#include "app/console/single_instance.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QTimer>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::console {
namespace {

constexpr char kVerb[] = "raise\n";
constexpr int kWaitMs = 1000;

// Whoever holds the other end must be the same user (unix(7) SO_PEERCRED).
bool isSameUser(const QLocalSocket &socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    const int fd = static_cast<int>(socket.socketDescriptor());
    return fd >= 0 && ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

}  // namespace

SingleInstance::SingleInstance(QString dir, QObject *parent) : QObject(parent), m_dir(std::move(dir)), m_path(m_dir + QStringLiteral("/console"))
{
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::~SingleInstance()
{
    m_server.close();
    if (m_lock >= 0)
        ::close(m_lock);
}

QString SingleInstance::defaultDir(const QString &dataDir)
{
    if (!dataDir.isEmpty())
        return QDir(dataDir).absolutePath() + QStringLiteral("/run");
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? QString() : runtime + QStringLiteral("/countersign");
}

bool SingleInstance::ensureDir() const
{
    if (m_dir.isEmpty() || !QDir::isAbsolutePath(m_dir))
        return false;
    const QByteArray path = QFile::encodeName(m_dir);
    ::mkdir(path.constData(), 0700);
    struct stat info {};
    return ::lstat(path.constData(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() && (info.st_mode & 077) == 0;
}

SingleInstance::Start SingleInstance::begin()
{
    if (!ensureDir())
        return Start::Alone;
    // The lock, not the socket, says who is first: a socket file outlives a crash, a lock does not.
    m_lock = ::open(QFile::encodeName(m_path + QStringLiteral(".lock")).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock < 0)
        return Start::Alone;
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return askOther() ? Start::Handed : Start::Alone;
    QLocalServer::removeServer(m_path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    return m_server.listen(m_path) ? Start::First : Start::Alone;
}

bool SingleInstance::askOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_path, QIODevice::ReadWrite);
    if (!socket.waitForConnected(kWaitMs) || !isSameUser(socket))
        return false;
    socket.write(kVerb);
    return socket.waitForBytesWritten(kWaitMs);
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(kWaitMs, socket, &QObject::deleteLater);
        if (!isSameUser(*socket)) {
            socket->abort();
            continue;
        }
        const auto read = [this, socket] {
            if (socket->bytesAvailable() < static_cast<qint64>(qstrlen(kVerb)))
                return;
            const bool asks = socket->read(64) == kVerb;
            socket->disconnectFromServer();
            if (asks)
                Q_EMIT raiseRequested();
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

}  // namespace countersign::console
