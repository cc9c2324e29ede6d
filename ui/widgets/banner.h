// A message that stays: icon, sentence, and perhaps one thing to do about it.
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace countersign::widgets {

class GlyphView;
class PlainLabel;

class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(theme::Tone tone, QWidget *parent = nullptr);

    // Our own, translated text; values from outside in it have passed visibleText. Read out by screen readers.
    void setMessage(const QString &title, const QString &sentence = {});
    void setTone(theme::Tone tone);
    // Shows the button; an empty text hides it again.
    void setAction(const QString &text);
    [[nodiscard]] QPushButton *action() const { return m_action; }

Q_SIGNALS:
    void actionRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    theme::Tone m_tone;
    GlyphView *m_glyph;
    PlainLabel *m_title;
    PlainLabel *m_sentence;
    QPushButton *m_action;
    QBoxLayout *m_words;  // the sentences, and the action beside them or, where that leaves them no room, below
};

}  // namespace countersign::widgets
