#include "app/authority/http/restinio_listener.h"

#include <restinio/tls.hpp>

namespace countersign::authority::http {

namespace {

using Base = restinio::impl::tls_socket_t;

// Opens once the certificate and key are read; until then it only knows their names.
class TlsListener final : public Listener {
public:
    TlsListener(const ServerOptions &options, Server::Handler handler, std::shared_ptr<Traffic> traffic)
        : m_options(options)
        , m_inner(options, std::move(handler), std::move(traffic),
                  [context = m_context](asio::io_context &loop, SocketTimes times) {
                      return GuardedSocket<Base>(loop.get_executor(), times, loop, context);
                  })
    {
    }

    base::Status open() override
    {
        using asio::ssl::context;
        asio::error_code error;
        m_context->set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 | context::no_tlsv1
                               | context::no_tlsv1_1 | context::no_compression | context::single_dh_use, error);
        // TLS 1.2 with authenticated encryption only (RFC 9325 4.2); TLS 1.3 has nothing else.
        SSL_CTX_set_cipher_list(m_context->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
        if (!error)
            m_context->use_certificate_chain_file(m_options.certificateFile.toStdString(), error);
        if (error)
            return failed(QStringLiteral("The TLS certificate %1 cannot be used: %2").arg(m_options.certificateFile), error);
        m_context->use_private_key_file(m_options.keyFile.toStdString(), context::pem, error);
        if (error)
            return failed(QStringLiteral("The TLS key %1 cannot be used: %2").arg(m_options.keyFile), error);
        return m_inner.open();
    }

    quint16 port() const override { return m_inner.port(); }
    void refuseNew() override { m_inner.refuseNew(); }
    void halt() override { m_inner.halt(); }

private:
    static base::Error failed(const QString &text, const asio::error_code &error)
    {
        return {base::Errc::InvalidArgument, text.arg(QString::fromStdString(error.message()))};
    }

    const ServerOptions m_options;
    const std::shared_ptr<asio::ssl::context> m_context =
        std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    RestinioListener<Base> m_inner;
};

} // namespace

std::unique_ptr<Listener> makeTlsListener(const ServerOptions &options, Server::Handler handler,
                                          std::shared_ptr<Traffic> traffic)
{
    return std::make_unique<TlsListener>(options, std::move(handler), std::move(traffic));
}

} // namespace countersign::authority::http
