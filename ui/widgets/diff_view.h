// Two texts side by side, what is equal left out. Colour, sign and the screen reader's words say the same.
#pragma once

#include "app/console/catalog/line_diff.h"

#include <QListView>

namespace countersign::widgets {

class DiffView : public QListView {
    Q_OBJECT
public:
    // `name` is our own, translated accessible name.
    explicit DiffView(const QString &name, QWidget *parent = nullptr);

    // Text from outside.
    void setRows(const QList<console::DiffRow> &rows);
    [[nodiscard]] QSize sizeHint() const override;

private:
    class Rows;
    class Painter;
    Rows *m_rows;
};

}  // namespace countersign::widgets
