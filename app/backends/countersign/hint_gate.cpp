#include "app/backends/countersign/hint_gate.h"

namespace countersign::backends {
namespace {

using Kind = EventHint::Kind;

}  // namespace

HintGate::HintGate(QObject *parent) : QObject(parent)
{
    m_window.setSingleShot(true);
    m_window.setInterval(kWindowMs);
    connect(&m_window, &QTimer::timeout, this, &HintGate::onWindowEnds);
}

void HintGate::take(const EventHint &hint)
{
    if (!m_window.isActive())
        m_window.start();
    const bool named = hint.kind == Kind::Approval || hint.kind == Kind::Client;
    const bool passes = named ? ++m_named <= kMostNamed : !m_told.contains(static_cast<int>(hint.kind));
    if (!passes) {
        m_waiting.insert(static_cast<int>(named ? Kind::Reset : hint.kind));
        return;
    }
    if (!named)
        m_told.insert(static_cast<int>(hint.kind));
    Q_EMIT passed(hint);
}

void HintGate::clear()
{
    m_window.stop();
    m_named = 0;
    m_told.clear();
    m_waiting.clear();
}

void HintGate::onWindowEnds()
{
    QSet<int> waiting = std::exchange(m_waiting, {});
    clear();
    if (waiting.contains(static_cast<int>(Kind::Reset)))
        waiting = {static_cast<int>(Kind::Reset)};  // says all that the others would
    for (const int kind : std::as_const(waiting)) {
        EventHint hint;
        hint.kind = static_cast<Kind>(kind);
        take(hint);
    }
}

}  // namespace countersign::backends
