// What a screen shows when there is nothing to show: a glyph, a title, a sentence and perhaps a button.
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

class QPushButton;

namespace countersign::widgets {

class GlyphView;
class PlainLabel;

class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(theme::Glyph glyph, QWidget *parent = nullptr);
    // Our own, translated text.
    void setMessage(const QString &title, const QString &sentence);
    void setGlyph(theme::Glyph glyph, theme::Tone tone = theme::Tone::Neutral);
    void setAction(const QString &text);
    [[nodiscard]] QPushButton *action() const { return m_action; }

Q_SIGNALS:
    void actionRequested();

private:
    GlyphView *m_glyph;
    PlainLabel *m_title;
    PlainLabel *m_sentence;
    QPushButton *m_action;
};

}  // namespace countersign::widgets
