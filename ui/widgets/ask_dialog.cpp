#include "ui/widgets/ask_dialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>

namespace countersign::widgets {

AskDialog::AskDialog(const Question &question, QWidget *parent)
    : QDialog(parent), m_accept(makeButton(question.role, question.accept, this))
{
    using namespace theme;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    setWindowModality(Qt::WindowModal);
    // The dialog itself holds the focus, so that no button is preselected.
    setFocusPolicy(Qt::StrongFocus);
    auto *title = new PlainLabel(this);
    title->setTextStyle(style::title);
    title->setOwnText(question.title);
    auto *text = new PlainLabel(this);
    text->setOwnText(question.text);
    QPushButton *reject = makeButton(ButtonRole::Plain, question.reject, this);
    reject->setObjectName(QStringLiteral("rejectButton"));
    m_accept->setObjectName(QStringLiteral("acceptButton"));
    auto *buttons = new QHBoxLayout;
    m_buttons = buttons;
    buttons->setSpacing(space::s);
    buttons->addStretch(1);
    buttons->addWidget(reject);
    buttons->addWidget(m_accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(space::m);
    column->addStretch(1);
    column->addLayout(buttons);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(reject, &QPushButton::clicked, this, &QDialog::reject);
    setMinimumWidth(fontMetrics().averageCharWidth() * 52);
    setFocus();
}

QPushButton *AskDialog::addAnswer(const QString &verb)
{
    QPushButton *answer = makeButton(theme::ButtonRole::Plain, verb, this);
    m_buttons->insertWidget(m_buttons->indexOf(m_accept), answer);
    setTabOrder(answer, m_accept);
    connect(answer, &QPushButton::clicked, this, &QDialog::reject);
    return answer;
}

}  // namespace countersign::widgets
