// A page behind a cover while values are hidden: a screen that is shared shows what is on it to others. The inbox has its own,
// which leaves risk, program and time left to see.
#pragma once

#include "app/console/settings.h"

#include <QStackedWidget>

namespace countersign::widgets {
class EmptyState;
}

namespace countersign::shell {

class CoveredPage : public QStackedWidget {
    Q_OBJECT
public:
    // Takes ownership of the page.
    CoveredPage(console::Settings &settings, QWidget *page, QWidget *parent = nullptr);

    // Hides what stands here and everywhere, or shows this page until it is left.
    void toggle();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();

    console::Settings &m_settings;
    QWidget *m_page;
    widgets::EmptyState *m_cover;
    bool m_asked = false;  // to see this page although values are hidden
};

}  // namespace countersign::shell
