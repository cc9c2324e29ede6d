// A line of text that opens what it is about: one earlier request, one step of a request's life.
#pragma once

#include "ui/theme/ink.h"

#include <QAbstractButton>

namespace countersign::widgets {

class PlainLabel;

class OpenRow : public QAbstractButton {
    Q_OBJECT
public:
    // Both are our own, translated text; values from outside in them have passed visibleText. `name` is what is heard.
    OpenRow(const QString &words, const QString &name, QWidget *parent = nullptr);
    void setTextStyle(const theme::TextStyle &style);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *m_label;
};

}  // namespace countersign::widgets
