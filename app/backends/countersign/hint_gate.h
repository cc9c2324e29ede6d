// Between the event stream and whoever reads after a hint: an authority that sends ten thousand a second makes nobody ask
// ten thousand times. Nothing is lost by it: what is held back becomes one Reset, after which everything is read.
#pragma once

#include "app/backends/approval_backend.h"

#include <QSet>
#include <QTimer>

namespace countersign::backends {

class HintGate : public QObject {
    Q_OBJECT

public:
    static constexpr int kWindowMs = 1'000;
    static constexpr int kMostNamed = 200;  // hints about one request or one client, in one window

    explicit HintGate(QObject *parent = nullptr);

    void take(const EventHint &hint);
    // The connection is gone: after the next one everything is read anyway.
    void clear();

Q_SIGNALS:
    void passed(const countersign::backends::EventHint &hint);

private:
    void onWindowEnds();

    QTimer m_window;
    int m_named = 0;
    QSet<int> m_told, m_waiting;  // EventHint::Kind; those without a name say the same however often they come
};

}  // namespace countersign::backends
