// Syslog over TLS (RFC 5425). It has no acknowledgement, so what was sent shortly before a broken connection is sent again.
#pragma once

#include "app/authority/config.h"
#include "app/authority/forwarding/entry_sink.h"
#include "app/authority/forwarding/syslog_message.h"

#include <memory>

class QSslSocket;

namespace countersign::authority::forwarding {

class SyslogSink final : public EntrySink {
public:
    SyslogSink(const Config::SyslogForward &config, SyslogOrigin origin);
    ~SyslogSink() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] int overlap() const override { return 256; }
    [[nodiscard]] base::Status send(const std::vector<store::AuditEntry> &entries) override;

private:
    base::Status connectNow();

    const Config::SyslogForward m_config;
    const SyslogOrigin m_origin;
    std::unique_ptr<QSslSocket> m_socket;  // made and used on the thread that calls send()
};

}  // namespace countersign::authority::forwarding
