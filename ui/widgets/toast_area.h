// Short messages over the lower edge of a window: never modal, never taking the focus, gone after a while.
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace countersign::widgets {

class ToastArea : public QWidget {
    Q_OBJECT
public:
    // Covers the lower edge of `host` and follows its size; lets the mouse through where no message stands.
    explicit ToastArea(QWidget *host);

    // Our own, translated text. At most three stand at once; the oldest goes first.
    void say(const QString &sentence, theme::Tone tone = theme::Tone::Neutral);
    // The same with one thing to do about it; stays until that is pressed or the message is closed.
    struct Offer {
        QString sentence;  // our own, translated; values from outside in it have passed visibleText
        QString action;    // the verb
        theme::Tone tone = theme::Tone::Warn;
    };
    void offer(const Offer &offer, std::function<void()> act);
    [[nodiscard]] int standing() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Toast;
    Toast *put(const QString &sentence, theme::Tone tone);
    void place();
    void dismiss(QWidget *toast);

    QVBoxLayout *m_column;
};

}  // namespace countersign::widgets
