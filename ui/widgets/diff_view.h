// Two texts side by side, or one below the other where two columns would be too narrow to read; what is equal is left out.
// Colour, sign and the screen reader's words say the same.
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
    [[nodiscard]] bool isOneColumn() const;

Q_SIGNALS:
    void columnsChanged();  // from two to one, or back

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Rows;
    class Painter;
    void arrange();

    Rows *m_rows;
    int m_width = 0;
};

}  // namespace countersign::widgets
