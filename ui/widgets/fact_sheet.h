// Label and value, one framed row for one value; complete, and the canonical value beside a friendly one.
#pragma once

#include "ui/theme/ink.h"

#include <QWidget>

class QBoxLayout;
class QVBoxLayout;

namespace countersign::widgets {

class LongValue;

// Everything here may come from outside.
struct Fact {
    QString label;
    QString value;      // as a person reads it
    QString canonical;  // as it is signed; shown beside or beneath when it differs from `value`
};

class FactSheet : public QWidget {
    Q_OBJECT
public:
    explicit FactSheet(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);
    // A further row whose value is a widget of its own, after those of setFacts(); takes ownership. `label` is our own text.
    void addRow(const QString &label, QWidget *content);
    // Sheets that stand below one another share the width of their labels.
    [[nodiscard]] int labelWidth() const;
    void setLeastLabelWidth(int width);
    // Whether the end of every value was on screen since the last setFacts().
    [[nodiscard]] bool isEndSeen() const;

Q_SIGNALS:
    void endSeen();  // when isEndSeen() becomes true

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeRow(const Fact &fact);
    LongValue *addValue(const QString &text, const theme::TextStyle &style, QWidget *row);
    QBoxLayout *startRow(QWidget *row, const QString &label);
    void alignLabels();

    QVBoxLayout *m_rows;
    QList<LongValue *> m_values;
    QList<QWidget *> m_labels;
    QList<QBoxLayout *> m_lines;
    int m_leastLabel = 0;
};

}  // namespace countersign::widgets
