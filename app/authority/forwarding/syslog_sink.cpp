#include "app/authority/forwarding/syslog_sink.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace countersign::authority::forwarding {

namespace {

constexpr int kTimeoutMs = 10'000;

base::Error unavailable(const QString &what)
{
    return {base::Errc::Unavailable, what};
}

}  // namespace

SyslogSink::SyslogSink(const Config::SyslogForward &config, SyslogOrigin origin) : m_config(config), m_origin(std::move(origin)) {}
SyslogSink::~SyslogSink() = default;

QString SyslogSink::name() const
{
    return QStringLiteral("syslog:%1:%2").arg(m_config.host).arg(m_config.port);
}

base::Status SyslogSink::connectNow()
{
    m_socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // A list of its own, never searched for on demand (security.md, Rules for Qt).
    const auto authorities = m_config.caFile.isEmpty() ? QSslConfiguration::systemCaCertificates() : QSslCertificate::fromPath(m_config.caFile);
    if (authorities.isEmpty())
        return unavailable(QStringLiteral("no certificate authorities in %1").arg(m_config.caFile));
    configuration.setCaCertificates(authorities);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket->setSslConfiguration(configuration);
    m_socket->connectToHostEncrypted(m_config.host, static_cast<quint16>(m_config.port));
    if (m_socket->waitForEncrypted(kTimeoutMs))
        return base::Done{};
    const QString why = m_socket->errorString();
    m_socket.reset();
    return unavailable(why);
}

base::Status SyslogSink::send(const std::vector<store::AuditEntry> &entries)
{
    if (!m_socket) {
        if (auto connected = connectNow(); !connected)
            return connected;
    }
    for (const store::AuditEntry &entry : entries)
        m_socket->write(syslogFrame(syslogMessage(entry, m_origin)));
    while (m_socket->encryptedBytesToWrite() > 0 || m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(kTimeoutMs))
            break;
    }
    // A receiver that went away shows only when we look for what it never says.
    m_socket->waitForReadyRead(1);
    if (m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesToWrite() == 0)
        return base::Done{};
    const QString why = m_socket->errorString();
    m_socket.reset();
    return unavailable(why);
}

}  // namespace countersign::authority::forwarding
