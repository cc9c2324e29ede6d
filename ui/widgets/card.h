// A rounded surface with a one-pixel line, holding a vertical layout.
#pragma once

#include "ui/theme/tokens.h"

#include <QVBoxLayout>
#include <QWidget>

namespace countersign::widgets {

class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
};

}  // namespace countersign::widgets
