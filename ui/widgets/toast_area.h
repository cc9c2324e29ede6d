// Short messages over the lower edge of a window: never modal, never taking the focus, gone after a while.
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QVBoxLayout;

namespace countersign::widgets {

class ToastArea : public QWidget {
    Q_OBJECT
public:
    // Covers the lower edge of `host` and follows its size; lets the mouse through where no message stands.
    explicit ToastArea(QWidget *host);

    // Our own, translated text. At most three stand at once; the oldest goes first.
    void say(const QString &sentence, theme::Tone tone = theme::Tone::Neutral);
    [[nodiscard]] int standing() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void dismiss(QWidget *toast);

    QVBoxLayout *m_column;
};

}  // namespace countersign::widgets
