#include "app/authority/http/public_address.h"

#include <QUrl>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <array>

namespace countersign::authority::http {

namespace {

namespace ip = boost::asio::ip;

bool within(const ip::address_v4 &address, const char *network)
{
    const auto block = ip::make_network_v4(network);
    return (address.to_uint() & block.netmask().to_uint()) == block.network().to_uint();
}

// IANA special-purpose registry for IPv4.
bool isPublic(const ip::address_v4 &address)
{
    constexpr std::array kSpecial{"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
                                  "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
                                  "224.0.0.0/4", "240.0.0.0/4"};
    return std::none_of(kSpecial.begin(), kSpecial.end(), [&address](const char *network) { return within(address, network); });
}

// Only 2000::/3 is global unicast, and of that not the ranges that carry an IPv4 address or document something.
bool isPublic(const ip::address_v6 &address)
{
    const auto b = address.to_bytes();
    const bool global = (b[0] & 0xE0) == 0x20;
    const bool sixToFour = b[0] == 0x20 && b[1] == 0x02;
    const bool special2001 = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02;                   // 2001::/23, Teredo among them
    const bool documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8;
    const bool documentation2 = b[0] == 0x3F && b[1] == 0xFF && b[2] < 0x10;                // 3fff::/20
    return global && !sixToFour && !special2001 && !documentation && !documentation2;
}

}  // namespace

bool isPublicAddress(QByteArrayView text)
{
    boost::system::error_code error;
    const auto address = ip::make_address(text.toByteArray().toStdString(), error);
    if (error)
        return false;
    return address.is_v4() ? isPublic(address.to_v4()) : isPublic(address.to_v6());
}

bool isAcceptableEndpoint(const QString &text, Loopback loopback)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment() || text.size() > 2048)
        return false;
    boost::system::error_code notAnAddress;
    const auto address = ip::make_address(url.host().toStdString(), notAnAddress);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!notAnAddress && address.is_loopback() && loopback == Loopback::Allowed)
        return web;
    if (url.scheme() != QLatin1String("https"))
        return false;
    const QString host = url.host().toLower();
    const bool localName = host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) || !host.contains(u'.');
    return notAnAddress ? !localName : isPublicAddress(url.host().toLatin1());
}

}  // namespace countersign::authority::http
