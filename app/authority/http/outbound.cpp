#include "app/authority/http/outbound.h"

#include <QUrl>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace countersign::authority::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr size_t kMaxAnswer = 16 * 1024;

base::Error unavailable(const Error &error)
{
    const auto code = error == beast::error::timeout ? base::Errc::Timeout : base::Errc::Unavailable;
    return {code, QString::fromStdString(error.message())};
}

// Beast's deadlines work for asynchronous calls only; this runs one of them to its end on a loop of its own.
class Exchange {
public:
    explicit Exchange(const OutboundPost &request) : m_request(request), m_url(request.url, QUrl::StrictMode) {}

    base::Result<int> run()
    {
        const bool isFree = m_request.reach == Reach::Anywhere;
        if (!isFree && !isAcceptableEndpoint(m_request.url, m_request.loopback))
            return base::Error{base::Errc::Denied, QStringLiteral("the endpoint is not acceptable")};
        const bool tls = m_url.scheme() == QLatin1String("https");
        const auto port = std::to_string(m_url.port(tls ? 443 : 80));
        Error error;
        const auto addresses = tcp::resolver(m_loop).resolve(m_url.host(QUrl::FullyEncoded).toStdString(), port, error);
        if (error)
            return unavailable(error);
        for (const auto &address : addresses) {
            const auto ip = address.endpoint().address();
            const bool allowed = isFree || isPublicAddress(ip.to_string()) || (ip.is_loopback() && m_request.loopback == Loopback::Allowed);
            if (!allowed)
                return base::Error{base::Errc::Denied, QStringLiteral("the endpoint resolves to an address that is not public")};
        }
        return tls ? runTls(addresses) : runPlain(addresses);
    }

private:
    base::Result<int> runPlain(const tcp::resolver::results_type &addresses)
    {
        beast::tcp_stream stream(m_loop);
        if (const Error error = connect(stream, addresses))
            return unavailable(error);
        return exchange(stream, stream);
    }

    base::Result<int> runTls(const tcp::resolver::results_type &addresses)
    {
        asio::ssl::context context(asio::ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
        Error error;
        context.set_default_verify_paths(error);
        context.set_verify_mode(asio::ssl::verify_peer);
        beast::ssl_stream<beast::tcp_stream> stream(m_loop, context);
        const std::string host = m_url.host(QUrl::FullyEncoded).toStdString();
        stream.set_verify_callback(asio::ssl::host_name_verification(host));
        SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char *>(host.c_str()));
        if (const Error failed = connect(stream.next_layer(), addresses))
            return unavailable(failed);
        stream.next_layer().expires_after(m_request.timeout);
        stream.async_handshake(asio::ssl::stream_base::client, [&error](const Error &outcome) { error = outcome; });
        runLoop();
        if (error)
            return unavailable(error);
        return exchange(stream, stream.next_layer());
    }

    Error connect(beast::tcp_stream &stream, const tcp::resolver::results_type &addresses)
    {
        Error error;
        stream.expires_after(m_request.timeout);
        stream.async_connect(addresses, [&error](const Error &outcome, const tcp::endpoint &) { error = outcome; });
        runLoop();
        return error;
    }

    template <class Stream>
    base::Result<int> exchange(Stream &stream, beast::tcp_stream &lowest)
    {
        namespace http = beast::http;
        http::request<http::string_body> request(http::verb::post, path(), 11);
        request.set(http::field::host, m_url.authority(QUrl::FullyEncoded).toStdString());
        request.set(http::field::content_type, "application/json");
        if (!m_request.authorization.isEmpty())
            request.set(http::field::authorization, m_request.authorization.toStdString());
        if (!m_request.signature.isEmpty())
            request.set("Countersign-Signature", m_request.signature.toStdString());
        request.set(http::field::connection, "close");
        request.body() = m_request.body.toStdString();
        request.prepare_payload();

        Error error;
        lowest.expires_after(m_request.timeout);
        http::async_write(stream, request, [&error](const Error &outcome, size_t) { error = outcome; });
        runLoop();
        if (error)
            return unavailable(error);
        beast::flat_buffer buffer(kMaxAnswer);
        http::response_parser<http::string_body> parser;
        parser.body_limit(kMaxAnswer);
        http::async_read_header(stream, buffer, parser, [&error](const Error &outcome, size_t) { error = outcome; });
        runLoop();
        if (error)
            return unavailable(error);
        return static_cast<int>(parser.get().result_int());
    }

    std::string path() const
    {
        const QString target = m_url.path(QUrl::FullyEncoded) + (m_url.hasQuery() ? QStringLiteral("?") + m_url.query(QUrl::FullyEncoded) : QString());
        return target.isEmpty() ? "/" : target.toStdString();
    }

    void runLoop()
    {
        m_loop.restart();
        m_loop.run();
    }

    const OutboundPost &m_request;
    const QUrl m_url;
    asio::io_context m_loop;
};

}  // namespace

base::Result<int> post(const OutboundPost &request)
{
    return Exchange(request).run();
}

}  // namespace countersign::authority::http
