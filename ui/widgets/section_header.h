// A heading with an optional count and room for controls at its end.
#pragma once

#include "ui/theme/ink.h"

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;

namespace countersign::widgets {

class Badge;
class PlainLabel;

class SectionHeader : public QWidget {
    Q_OBJECT
public:
    // `title` is our own, translated text.
    explicit SectionHeader(const QString &title, const theme::TextStyle &style = theme::style::title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setCount(int count);
    // The header takes ownership.
    void addControl(QWidget *control);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    PlainLabel *m_title;
    Badge *m_badge;
    QHBoxLayout *m_words, *m_controls;
    QBoxLayout *m_all;  // controls beside the title or, where it would break, below
};

}  // namespace countersign::widgets
