// The authority of this computer, run as a child process and spoken to over loopback like any other.
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QProcess>
#include <QTimer>

namespace countersign::backends {

class LocalAuthority : public QObject {
    Q_OBJECT

public:
    struct Options {
        QString program;    // countersign-authority; see defaultProgram()
        QString dataDir;    // made and initialised on first use
        QString catalog;    // TOML file for the first use; may be empty
        QJsonObject trustedDevice;  // the public JWK of the console's key
    };
    explicit LocalAuthority(Options options, QObject *parent = nullptr);
    // Asks the child to end and waits up to five seconds.
    ~LocalAuthority() override;

    // Beside the console's own executable; never searched elsewhere.
    [[nodiscard]] static QString defaultProgram();

    // Starts, and from then on starts again whatever ends it, at growing distances.
    void start();
    void stop();
    [[nodiscard]] QString issuer() const { return m_issuer; }  // empty while it does not listen

Q_SIGNALS:
    void listening(const QString &issuer);
    void died();
    // It ended several times in a row without ever listening. NotFound: the program is missing.
    void failed(const countersign::base::Error &error);

private:
    void initialise();
    void serve();
    void onOutput();
    void onEnd();
    void fail(base::Errc code, const QString &detail);
    base::Status writeDeviceFile();
    // `authority-issuer` beside the data: where requesters on this computer find it, and the port to ask for next time.
    void rememberIssuer() const;
    [[nodiscard]] quint16 rememberedPort() const;
    [[nodiscard]] QString beside(const QString &name) const;
    [[nodiscard]] QString lastWords() const;

    Options m_options;
    QProcess m_process;
    QTimer m_again, m_deadline;
    QString m_issuer;
    int m_failures = 0;
    bool m_stopping = false, m_initialising = false;
    QByteArray m_line, m_errors;
};

}  // namespace countersign::backends
