// Items side by side, continued on the next line where the room ends: chips, buttons at 200 % text. Mirrors right to left.
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace countersign::widgets {

class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    // Between one line and the next; without it, as between two items.
    void setLineSpacing(int spacing) { m_lineSpacing = spacing; }
    void addItem(QLayoutItem *item) override;  // takes ownership
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Pass { Measure, Place };
    int flow(const QRect &rect, Pass pass) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_lineSpacing = -1;
};

}  // namespace countersign::widgets
