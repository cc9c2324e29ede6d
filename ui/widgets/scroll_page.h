// A page that scrolls as a whole, up and down only, without a frame and outside the order of Tab.
#pragma once

class QScrollArea;
class QWidget;

namespace countersign::widgets {

// Takes `content` over. The caller puts the area into a layout.
[[nodiscard]] QScrollArea *makeScrollPage(QWidget *content);

}  // namespace countersign::widgets
