// Which authority something belongs to: its colour, its name, and its host where there is room.
#pragma once

#include "app/console/facts.h"

#include <QWidget>

namespace countersign::widgets {

class PlainLabel;

class AuthorityMark : public QWidget {
    Q_OBJECT
public:
    enum class Detail { Name, NameAndHost };

    explicit AuthorityMark(Detail detail, QWidget *parent = nullptr);
    // Name and host come from outside; the host is shown as DNS asks for it, in punycode.
    void setBadge(const console::AuthorityBadge &badge);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF square() const;

    Detail m_detail;
    int m_color = 0;
    PlainLabel *m_name;
    PlainLabel *m_host;
};

}  // namespace countersign::widgets
