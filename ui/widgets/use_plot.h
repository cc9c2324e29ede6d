// How often something was used, day by day, as small bars. Says the same in words to those who do not see it.
#pragma once

#include <QList>
#include <QWidget>

namespace countersign::widgets {

class UsePlot : public QWidget {
    Q_OBJECT
public:
    static constexpr int days = 90;

    explicit UsePlot(QWidget *parent = nullptr);

    struct Day {
        qint64 day = 0, uses = 0;  // days since the epoch, in UTC
    };
    // `today` is the last bar; days that are not there were without use.
    void setUses(const QList<Day> &uses, qint64 today);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int plotHeight() const;
    [[nodiscard]] QString dayText(int index) const;

    QList<qint64> m_uses;
    qint64 m_today = 0;
    qint64 m_most = 0;
};

}  // namespace countersign::widgets
