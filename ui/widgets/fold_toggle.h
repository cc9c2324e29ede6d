// A disclosure button and the area it opens.
#pragma once

#include <QAbstractButton>

namespace countersign::widgets {

// The button alone: a chevron and a title; expanded is its checked state, exposed to screen readers.
class FoldButton : public QAbstractButton {
    Q_OBJECT
public:
    // `title` is our own, translated text, and the accessible name.
    explicit FoldButton(const QString &title, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

class Fold : public QWidget {
    Q_OBJECT
public:
    // Takes ownership of `content`, which starts hidden.
    Fold(const QString &title, QWidget *content, QWidget *parent = nullptr);
    [[nodiscard]] FoldButton *button() const { return m_button; }
    [[nodiscard]] bool isOpen() const { return m_button->isChecked(); }
    void open() { m_button->setChecked(true); }

private:
    FoldButton *m_button;
};

}  // namespace countersign::widgets
