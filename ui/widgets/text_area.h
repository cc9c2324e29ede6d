// Several lines of plain text: canonical text to read, comments and catalogues to write. Never markup.
#pragma once

#include <QPlainTextEdit>

namespace countersign::widgets {

class TextArea : public QPlainTextEdit {
    Q_OBJECT
public:
    enum class Use { Write, WriteCode, ReadCode };

    // `name` is our own, translated accessible name.
    TextArea(Use use, const QString &name, QWidget *parent = nullptr);

    // Text from outside that is only read: what does not show itself is written out, line breaks are kept.
    void showOutside(const QString &text);
    // Rows the area asks for, 1 … 40.
    void setRows(int rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyFont();

    Use m_use;
    int m_rows = 4;
};

}  // namespace countersign::widgets
