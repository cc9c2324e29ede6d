// A place in the navigation rail: icon over label, a count, and whether one is there.
#pragma once

#include "ui/theme/icons.h"

#include <QAbstractButton>

namespace countersign::widgets {

class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    // `label` is our own, translated text. The accessible name is the label, with a count "Inbox, 3 pending".
    RailButton(theme::Glyph glyph, const QString &label, QWidget *parent = nullptr);

    // Hidden: the icon alone stands, and the tool tip says the label.
    enum class Words { Shown, Hidden };
    void setWords(Words words);
    void setPending(int count);
    [[nodiscard]] int pending() const { return m_pending; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateName();

    theme::Glyph m_glyph;
    int m_pending = 0;
    Words m_words = Words::Shown;
};

}  // namespace countersign::widgets
