// One line of state at the foot of the rail: a glyph and a few words, heard in full by screen readers.
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/ink.h"

#include <QWidget>

namespace countersign::widgets {
class GlyphView;
class PlainLabel;
}  // namespace countersign::widgets

namespace countersign::shell {

class StatusItem : public QWidget {
    Q_OBJECT
public:
    explicit StatusItem(QWidget *parent = nullptr);

    struct State {
        theme::Glyph glyph = theme::Glyph::Info;
        theme::Ink ink = theme::Ink::Muted;
        QString words;  // short, our own
        QString name;   // in full, for screen readers and the tool tip; our own
    };
    void setState(const State &state);
    // Without words the glyph stands alone; its tool tip and its accessible name say the rest.
    enum class Words { Shown, Hidden };
    void setWords(Words words);

private:
    widgets::GlyphView *m_glyph;
    widgets::PlainLabel *m_words;
};

}  // namespace countersign::shell
