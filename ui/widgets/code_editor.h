// A text to write that means something line by line: numbers, colours, marks at the lines something is wrong with. What
// does not show itself is written out as [U+202E], however it came in.
#pragma once

#include "ui/theme/tokens.h"
#include "ui/widgets/text_area.h"

#include <QHash>
#include <QList>

namespace countersign::widgets {

class TomlHighlighter;

class CodeEditor : public TextArea {
    Q_OBJECT
public:
    struct Mark {
        int line = 0;  // from 1
        theme::Tone tone = theme::Tone::Danger;
        bool operator==(const Mark &) const = default;
    };

    // `name` is our own, translated accessible name. Tab leaves the editor: nobody is caught in it.
    explicit CodeEditor(const QString &name, QWidget *parent = nullptr);

    // The text as it is meant; setSource() forgets what could be undone.
    [[nodiscard]] QString source() const;
    void setSource(const QString &source);
    // As one step that can be undone; what stays equal is not touched, and the place on screen stays.
    void replaceSource(const QString &source);

    void setMarks(const QList<Mark> &marks);
    [[nodiscard]] int currentLine() const;  // from 1
    // Selects the line and shows it in the middle.
    void goToLine(int line);

Q_SIGNALS:
    void currentLineChanged(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    class Gutter;
    void arrange();
    void showWindow();
    void showCurrentLine();
    void paintGutter(QPainter &painter, const QRect &dirty) const;
    [[nodiscard]] int gutterWidth() const;

    Gutter *m_gutter;
    TomlHighlighter *m_colours;
    QHash<int, theme::Tone> m_marks;
    int m_line = 1;
};

}  // namespace countersign::widgets
