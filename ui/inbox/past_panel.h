// An earlier request, open beside the card or over it: read only, and marked as past, so that it is never taken for the
// one that waits.
#pragma once

#include "app/console/inbox/past_request.h"

#include <QWidget>

class QScrollArea;
class QStackedLayout;

namespace countersign::widgets {
class Banner;
class EmptyState;
}

namespace countersign::inbox {

class CardBody;

class PastPanel : public QWidget {
    Q_OBJECT
public:
    explicit PastPanel(console::PastRequest &past, QWidget *parent = nullptr);
    void focusPanel();

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    console::PastRequest &m_past;
    widgets::Banner *m_mark;
    QStackedLayout *m_pages;
    widgets::EmptyState *m_empty;
    QScrollArea *m_scroll;
    CardBody *m_body;
};

}  // namespace countersign::inbox
