// Says over the window that a client is about to end, with one step to let it live longer.
#pragma once

#include "app/console/console.h"

namespace countersign::widgets {
class ToastArea;
}

namespace countersign::clients {

class EndWarnings : public QObject {
    Q_OBJECT
public:
    // Both outlive this object.
    EndWarnings(console::Console &console, widgets::ToastArea &toasts, QObject *parent = nullptr);

private:
    [[nodiscard]] QString nameOf(const console::ClientRef &ref) const;
    void warn(const console::ClientRef &ref);

    console::Console &m_console;
    widgets::ToastArea &m_toasts;
};

}  // namespace countersign::clients
