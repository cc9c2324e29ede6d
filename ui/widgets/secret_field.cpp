#include "ui/widgets/secret_field.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QFocusEvent>
#include <QKeyEvent>

namespace countersign::widgets {

SecretField::SecretField(const QString &name, QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(name);
    setReadOnly(true);
    setDragEnabled(false);
    setAcceptDrops(false);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setLayoutDirection(Qt::LeftToRight);  // a secret runs one way in every language
    setAlignment(Qt::AlignLeft);
    setFont(theme::monospace(theme::Type::Body));
}

void SecretField::showSecret(const base::SharedSecret &secret)
{
    setText(secret ? QString::fromUtf8(secret->reveal()) : QString());
    setCursorPosition(0);
    updateGeometry();
}

QSize SecretField::sizeHint() const
{
    const QSize usual = QLineEdit::sizeHint();
    return {fontMetrics().horizontalAdvance(text()) + fontMetrics().averageCharWidth() * 4, usual.height()};
}

// Coming by Tab would select it.
void SecretField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    deselect();
}

void SecretField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut))
        Q_EMIT copyRequested();
    else
        QLineEdit::keyPressEvent(event);
}

// A selection by mouse is the X11 primary selection, which every window may read.
void SecretField::mousePressEvent(QMouseEvent *)
{
    setFocus(Qt::MouseFocusReason);
}

void SecretField::mouseMoveEvent(QMouseEvent *) {}

void SecretField::mouseReleaseEvent(QMouseEvent *) {}

void SecretField::mouseDoubleClickEvent(QMouseEvent *) {}

void SecretField::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
}

void SecretField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(theme::monospace(theme::Type::Body));
    QLineEdit::changeEvent(event);
}

}  // namespace countersign::widgets
