// The real program in a directory of its own: init, commands, serve, stop, kill, start again. Not thread safe.
#pragma once

#include "app/crypto/ec_key.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace countersign::test {

struct CommandResult {
    int code = -1;
    QByteArray out, err;
};

class AuthorityProcess {
public:
    // `program`: the built countersign-authority. `parent`: where its directory is made; empty: the system's temporary one.
    explicit AuthorityProcess(QString program, const QString &parent = {});
    ~AuthorityProcess();
    Q_DISABLE_COPY_MOVE(AuthorityProcess)

    // init with this catalogue and these settings, and a device key for the user `local`. Fatal when it fails.
    void create(const QByteArray &catalog, const QByteArray &settings);
    void addClient(const QByteArray &id, const QByteArray &secret, const QStringList &more);
    void addUser(const QString &name, const QString &roles, const QString &groups);  // password(name)
    [[nodiscard]] static QByteArray password(const QString &name);
    [[nodiscard]] CommandResult command(const QStringList &arguments, const QByteArray &input = {}) const;

    // Runs before the program in `serve`, for example {"strace", "-f"}; environment for faketime and the like.
    QStringList wrapper;
    QStringList environment;
    QStringList serveOptions;  // more words for `serve`
    int patienceMs = 120'000;  // for a command to end; a quarter of it for `serve` to accept connections

    // True when it accepts connections. The port and issuer stay the same from the second time on.
    [[nodiscard]] bool serve();
    void signal(int number) const;
    // SIGSTOP, and waits until every thread stands still: on a busy machine that takes a while. False after 10 s.
    [[nodiscard]] bool pause() const;
    // SIGKILL, and waits for the end.
    void kill();
    // SIGTERM; the exit code, -1 when it had to be killed after 15 s.
    int stop();
    [[nodiscard]] bool waitForEnd(int milliseconds);
    [[nodiscard]] int exitCode() const { return m_process ? m_process->exitCode() : -1; }
    [[nodiscard]] qint64 pid() const { return m_process ? m_process->processId() : 0; }
    [[nodiscard]] bool isRunning() const { return m_process && m_process->state() == QProcess::Running; }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray issuer() const { return m_issuer; }
    [[nodiscard]] QString dataDirectory() const { return m_data; }
    [[nodiscard]] QString root() const { return m_root.path(); }
    [[nodiscard]] QByteArray log() const;  // standard error of all runs
    [[nodiscard]] const crypto::EcPrivateKey &device() const { return m_device; }

private:
    QString m_program;
    QTemporaryDir m_root;
    QString m_data;
    crypto::EcPrivateKey m_device = crypto::EcPrivateKey::generate();
    std::unique_ptr<QProcess> m_process;
    QByteArray m_listen = "127.0.0.1:0";
    QByteArray m_issuer;
    quint16 m_port = 0;
};

}  // namespace countersign::test
