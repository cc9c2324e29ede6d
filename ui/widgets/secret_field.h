// Shows a secret to read. It leaves by copyRequested() alone: no dragging, no selection that X11 would hand to everybody,
// no plain copy that a clipboard manager would keep.
#pragma once

#include "app/base/secret_store.h"

#include <QLineEdit>

namespace countersign::widgets {

class SecretField : public QLineEdit {
    Q_OBJECT
public:
    // `name` is our own, translated accessible name.
    explicit SecretField(const QString &name, QWidget *parent = nullptr);

    // Null empties the field.
    void showSecret(const base::SharedSecret &secret);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void copyRequested();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
};

}  // namespace countersign::widgets
