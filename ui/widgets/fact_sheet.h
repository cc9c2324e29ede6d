// Label and value, one framed row for one value; complete, and the canonical value beside a friendly one.
#pragma once

#include <QWidget>

class QBoxLayout;
class QVBoxLayout;

namespace countersign::widgets {

class LongValue;

// Everything here may come from outside.
struct Fact {
    QString label;
    QString value;      // as a person reads it
    QString canonical;  // as it is signed; shown beneath when it differs from `value`
};

class FactSheet : public QWidget {
    Q_OBJECT
public:
    explicit FactSheet(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts);
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
    void alignLabels();

    QVBoxLayout *m_rows;
    QList<LongValue *> m_values;
    QList<QWidget *> m_labels;
    QList<QBoxLayout *> m_lines;
};

}  // namespace countersign::widgets
