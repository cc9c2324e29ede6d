#include "app/authority/grants/ping_sender.h"

#include "app/authority/http/outbound.h"
#include "app/base/json.h"
#include "app/base/logging.h"

namespace countersign::authority::grants {

namespace {
constexpr qsizetype kMostWaiting = 10'000;
}

PingSender::PingSender(http::Loopback loopback) : m_loopback(loopback), m_thread([this] { run(); }) {}

PingSender::~PingSender()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wakeUp.notify_one();
    }
    m_thread.join();
}

void PingSender::remember(const base::ApprovalId &approval, Ping ping, qint64 now)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() >= kMostWaiting)
        m_waiting.removeIf([now](const auto &it) { return it.value()->forgetAt <= now; });
    if (m_waiting.size() < kMostWaiting)
        m_waiting.insert(approval.text(), std::make_shared<Ping>(std::move(ping)));
}

void PingSender::decided(const base::ApprovalId &approval)
{
    const std::lock_guard lock(m_mutex);
    if (auto ping = m_waiting.take(approval.text())) {
        m_due.push_back(std::move(ping));
        m_wakeUp.notify_one();
    }
}

void PingSender::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wakeUp.wait(lock, [this] { return m_stopping || !m_due.empty(); });
        if (m_stopping)
            return;
        const auto ping = std::move(m_due.front());
        m_due.pop_front();
        lock.unlock();
        const QJsonObject body{{QStringLiteral("auth_req_id"), QString::fromLatin1(ping->authReqId.reveal())}};
        http::OutboundPost post;
        post.url = ping->endpoint;
        post.authorization = "Bearer " + ping->notificationToken.reveal().toByteArray();
        post.body = base::json::canonical(body);
        post.loopback = m_loopback;
        const auto status = http::post(post);
        if (!status || *status >= 300)
            base::logEvent(base::LogLevel::Warning, QStringLiteral("ping.failed"),
                           {{QStringLiteral("endpoint"), ping->endpoint}, {QStringLiteral("reason"), status ? QString::number(*status) : status.error().detail}});
        lock.lock();
    }
}

}  // namespace countersign::authority::grants
