// The one family of widgets that shows text from outside. No markup, no mnemonics, nothing invisible, nothing cut off.
#pragma once

#include "ui/theme/ink.h"

#include <QLabel>

class QTextLayout;

namespace countersign::widgets {

// A label of wrapped plain text. Words too long for a line are broken, never clipped or elided.
// Its accessible name is its text: give it no other (it would hide the text from a screen reader).
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    enum class Copy { No, Yes };

    explicit PlainLabel(QWidget *parent = nullptr);
    PlainLabel(const QString &outside, const theme::TextStyle &style, QWidget *parent = nullptr);
    ~PlainLabel() override;

    // Text from outside: whatever does not show itself is written out (approval::visibleText).
    void setText(const QString &outside);
    // Our own, translated text, whose line breaks and direction marks are meant. Values from outside that stand in it
    // have passed visibleText.
    void setOwnText(const QString &text);
    void setTextStyle(const theme::TextStyle &style);
    [[nodiscard]] const theme::TextStyle &textStyle() const { return m_style; }
    void setInk(theme::Ink ink);
    // Room a copyable label keeps for its focus ring: this much above and below, twice as much at the sides.
    static constexpr int focusRoom = 2;
    // Yes: takes the focus by Tab; Ctrl+C and the context menu copy the whole text.
    void setCopyable(Copy copy);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    // The rectangle text is laid out in; frames drawn around it belong outside, in the contents margins.
    [[nodiscard]] QRect textRect() const { return contentsRect(); }

private:
    void applyStyle();
    [[nodiscard]] int naturalWidth() const;
    double layOut(QTextLayout &layout, double width) const;
    void copy() const;

    theme::TextStyle m_style = theme::style::body;
    Copy m_copy = Copy::No;
    mutable int m_natural = -1;
};

// For buttons, tabs and menu items: text from outside with every & literal (UI-05).
[[nodiscard]] QString buttonText(const QString &outside);

// For QWidget::setToolTip: text from outside as inert text; a tool tip would otherwise guess that it is HTML.
[[nodiscard]] QString toolTipText(const QString &outside);

// A copy of `text` on the clipboard.
void copyToClipboard(const QString &text);

}  // namespace countersign::widgets
