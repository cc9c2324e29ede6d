#include "ui/inbox/exposure_watch.h"

#include <QEvent>
#include <QTimer>

namespace countersign::inbox {

using console::Exposure;

ExposureWatch::ExposureWatch(QWidget &watched) : QObject(&watched), m_watched(watched)
{
    watched.installEventFilter(this);
    follow();
}

Exposure ExposureWatch::exposure() const
{
    const QWidget *window = m_watched.window();
    if (!m_watched.isVisible() || window->isMinimized())
        return Exposure::Hidden;
    // A window the system does not paint: on another desktop, under a locked screen, wholly covered where that is told.
    if (window->windowHandle() && !window->windowHandle()->isExposed())
        return Exposure::Covered;
    return m_watched.isActiveWindow() ? Exposure::Clear : Exposure::Unfocused;
}

void ExposureWatch::follow()
{
    QWidget *window = m_watched.window();
    if (m_window != window) {
        if (m_window && m_window != &m_watched)
            m_window->removeEventFilter(this);
        m_window = window;
        if (window != &m_watched)
            window->installEventFilter(this);
    }
    if (m_handle != window->windowHandle()) {
        if (m_handle)
            m_handle->removeEventFilter(this);
        m_handle = window->windowHandle();
        m_exposedSize = {};
        if (m_handle)
            m_handle->installEventFilter(this);
    }
}

void ExposureWatch::check()
{
    follow();
    const Exposure now = exposure();
    if (std::exchange(m_last, now) != now)
        Q_EMIT changed(now);
}

bool ExposureWatch::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ParentChange:
    case QEvent::WindowActivate:
    case QEvent::WindowDeactivate:
    case QEvent::ActivationChange:
    case QEvent::WindowStateChange:
        check();
        // Some of these arrive before the state they speak of.
        QTimer::singleShot(0, this, &ExposureWatch::check);
        break;
    case QEvent::Expose:
        if (object != m_handle)
            break;
        // An expose of a window that was already exposed at this size means that something lay over it and has gone.
        if (m_handle->isExposed() && m_exposedSize == m_handle->size() && m_last == Exposure::Clear)
            Q_EMIT uncovered();
        m_exposedSize = m_handle->isExposed() ? m_handle->size() : QSize();
        QTimer::singleShot(0, this, &ExposureWatch::check);
        break;
    default: break;
    }
    return false;
}

}  // namespace countersign::inbox
