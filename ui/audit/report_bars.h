// A report as bars: one for each of its first rows, in the order of the table.
#pragma once

#include <QWidget>

namespace countersign::console {
class ReportTable;
}

namespace countersign::audit {

class ReportBars : public QWidget {
    Q_OBJECT
public:
    static constexpr int most = 8;  // rows drawn; the others are in the table

    explicit ReportBars(const console::ReportTable &table, QWidget *parent = nullptr);

    // The column drawn; −1: nothing is. Says the same in words to those who do not see it.
    void setMeasure(int column);
    [[nodiscard]] int measure() const { return m_measure; }
    [[nodiscard]] QSize sizeHint() const override;

public Q_SLOTS:
    void refresh();  // the table's rows or their order have changed

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int shown() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] QString label(int row) const;
    [[nodiscard]] QString value(int row) const;
    [[nodiscard]] QString inWords() const;

    const console::ReportTable &m_table;
    int m_measure = -1;
};

}  // namespace countersign::audit
