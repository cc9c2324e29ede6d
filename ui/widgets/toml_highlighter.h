// Colours for TOML, of the lines that are on screen alone: a text of 40 000 lines costs no more than one of forty.
#pragma once

#include <QSyntaxHighlighter>

namespace countersign::widgets {

class TomlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit TomlHighlighter(QTextDocument *document);
    // Lines from 0 that are to be seen.
    void setWindow(int first, int last);
    // The theme is another one.
    void repaintAll();

protected:
    void highlightBlock(const QString &text) override;

private:
    int m_first = 0, m_last = 200;
};

}  // namespace countersign::widgets
