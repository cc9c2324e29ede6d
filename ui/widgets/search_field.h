// The search field: a magnifying glass, a placeholder, a clear button; Esc clears before it leaves.
#pragma once

#include <QLineEdit>

namespace countersign::widgets {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    // `placeholder` is our own, translated text. Accessible name "Search", object name "searchField".
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

}  // namespace countersign::widgets
