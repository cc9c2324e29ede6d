// When the entries happened: how many at each time, and in rows of their own, told apart by shape, what was denied and what was
// out of the ordinary. A range that is drawn, or chosen by keys, becomes the filter; a click goes there.
#pragma once

#include "app/console/audit/audit_facts.h"

#include <QWidget>

#include <vector>

namespace countersign::audit {

class TimelineChart : public QWidget {
    Q_OBJECT
public:
    explicit TimelineChart(QWidget *parent = nullptr);

    // Null: nothing is known.
    void show(const console::AuditTimeline *timeline);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(qint64 after, qint64 before);  // seconds, half open
    void jumped(qint64 time);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    // Neighbouring buckets that share a bar.
    struct Bar {
        qint64 entries = 0, denied = 0, anomalies = 0;
    };
    struct Places {
        QRect entries, denied, anomalies, axis;
        int gutter = 0;
    };
    void gather();
    [[nodiscard]] Places places() const;
    [[nodiscard]] int barAt(int x) const;
    [[nodiscard]] QRectF barRect(int bar, const QRect &row) const;
    [[nodiscard]] qint64 timeOf(int bar) const { return m_start + bar * m_barSeconds; }
    [[nodiscard]] QString barText(int first, int last) const;
    [[nodiscard]] QString timeText(qint64 time) const;
    void paintRow(QPainter &painter, const QRect &row, qint64 Bar::*what, const QColor &color) const;
    void paintAxis(QPainter &painter, const QRect &line) const;
    void setSelection(int anchor, int cursor);
    void name();

    QList<console::AuditBucket> m_buckets;
    qint64 m_bucketSeconds = 3600;
    std::vector<Bar> m_bars;
    qint64 m_start = 0, m_barSeconds = 3600;
    int m_anchor = -1, m_cursor = -1;  // bars of what is being chosen
    int m_hovered = -1;
    bool m_drawing = false;
};

}  // namespace countersign::audit
