#include "ui/signin/issuer_panel.h"

#include "ui/widgets/accessible_role.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QLineEdit>

namespace countersign::signin {

IssuerPanel::IssuerPanel(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit)
    , m_error(new widgets::PlainLabel)
    , m_go(widgets::makeButton(theme::ButtonRole::Filled, tr("Continue")))
{
    auto *card = new widgets::Card;
    card->column()->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    auto *title = new widgets::PlainLabel;
    title->setTextStyle(theme::style::title);
    title->setOwnText(tr("Address of the authority"));
    auto *hint = new widgets::PlainLabel;
    hint->setTextStyle(theme::style::muted);
    hint->setOwnText(tr("As the people who run it gave it to you; it begins with https. Nothing is opened yet."));
    m_field->setObjectName(QStringLiteral("issuerField"));
    m_field->setAccessibleName(tr("Address of the authority"));
    m_field->setPlaceholderText(QStringLiteral("https://approvals.example.com"));
    m_field->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_field->setMaxLength(2048);
    // An address runs from left to right in every language.
    m_field->setLayoutDirection(Qt::LeftToRight);
    m_field->setAlignment(Qt::AlignLeft);
    m_error->setTextStyle({theme::Type::Body, theme::Weight::Regular, theme::Face::Text, theme::Ink::Danger});
    m_error->hide();
    auto *back = widgets::makeButton(theme::ButtonRole::Quiet, tr("Back"));
    back->setObjectName(QStringLiteral("issuerBackButton"));
    m_go->setObjectName(QStringLiteral("issuerContinueButton"));
    m_go->setEnabled(false);
    auto *foot = new widgets::FlowLayout;
    foot->addWidget(m_go);
    foot->addWidget(back);
    for (QWidget *each : std::initializer_list<QWidget *>{title, hint, m_field, m_error})
        card->column()->addWidget(each);
    card->column()->addSpacing(theme::space::xs);
    card->column()->addLayout(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_error->hide();
        m_go->setEnabled(!text.trimmed().isEmpty());
    });
    connect(m_field, &QLineEdit::returnPressed, this, &IssuerPanel::submit);
    connect(m_go, &QPushButton::clicked, this, &IssuerPanel::submit);
    connect(back, &QPushButton::clicked, this, &IssuerPanel::backRequested);
}

void IssuerPanel::begin()
{
    m_field->clear();
    m_field->setFocus(Qt::OtherFocusReason);
}

void IssuerPanel::setIssuer(const QString &issuer)
{
    m_field->setText(issuer);
}

void IssuerPanel::showError(const QString &sentence)
{
    m_error->setOwnText(sentence);
    m_error->show();
    widgets::announce(*m_error);
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
}

void IssuerPanel::submit()
{
    if (m_go->isEnabled())
        Q_EMIT issuerEntered(m_field->text().trimmed());
}

}  // namespace countersign::signin
