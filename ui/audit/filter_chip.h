// One part of a filter that a click, Enter, Space, Delete or Backspace takes away.
#pragma once

#include <QAbstractButton>

namespace countersign::audit {

class FilterChip : public QAbstractButton {
    Q_OBJECT
public:
    // `words` has passed visibleText. Shown whole up to the width of a line; heard whole.
    explicit FilterChip(const QString &words, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString m_words;
};

}  // namespace countersign::audit
