#include "ui/clients/token_form.h"

#include "ui/clients/pick_list.h"
#include "ui/text/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/own_text.h"

#include <QComboBox>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace countersign::clients {

using widgets::ownText;

TokenForm::TokenForm(console::ScopeLookup &catalogues, QWidget *parent) : QWidget(parent), m_catalogues(catalogues)
{
    setObjectName(QStringLiteral("tokenForm"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xs);
    column->addWidget(ownText(tr("New initial access token"), theme::style::title));
    column->addWidget(ownText(tr("How many clients may be registered with it"), theme::style::muted));
    m_uses = new QSpinBox;
    m_uses->setObjectName(QStringLiteral("tokenUses"));
    m_uses->setAccessibleName(tr("How many clients may be registered with it"));
    m_uses->setRange(1, 1000);
    column->addWidget(m_uses, 0, Qt::AlignLeft);
    m_until = makeTimes(column, tr("How long it works"), {3600, 86'400, 7 * 86'400, 30 * 86'400});
    m_until->setObjectName(QStringLiteral("tokenUntil"));
    m_life = makeTimes(column, tr("The longest life of such a client"), {900, 3600, 2 * 3600, 8 * 3600, 86'400, 7 * 86'400});
    m_life->setObjectName(QStringLiteral("tokenLife"));
    column->addSpacing(theme::space::s);
    m_scopes = makePicks(column, tr("Scopes such a client may have"), QStringLiteral("tokenScopes"));
    m_access = makePicks(column, tr("Scopes it may be given with an approval only"), QStringLiteral("tokenAccess"));
    m_actions = makePicks(column, tr("Requests such a client may make"), QStringLiteral("tokenActions"));
    m_create = widgets::makeButton(theme::ButtonRole::Filled, tr("Make the token"));
    m_create->setObjectName(QStringLiteral("createToken"));
    QPushButton *cancel = widgets::makeButton(theme::ButtonRole::Plain, tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelToken"));
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_create);
    line->addWidget(cancel);
    column->addSpacing(theme::space::s);
    column->addLayout(line);
    connect(m_create, &QPushButton::clicked, this, [this] {
        Q_EMIT submitted({m_uses->value(), m_until->currentData().toLongLong(), m_life->currentData().toLongLong(), m_scopes->chosen(), m_access->chosen(), m_actions->chosen()});
    });
    connect(cancel, &QPushButton::clicked, this, &TokenForm::cancelled);
    connect(&m_catalogues, &console::ScopeLookup::changed, this, [this](const console::AuthorityId &authority) {
        if (authority == m_authority)
            fill();
    });
}

QComboBox *TokenForm::makeTimes(QVBoxLayout *column, const QString &label, const QList<qint64> &seconds)
{
    auto *times = new QComboBox;
    times->setAccessibleName(label);
    for (const qint64 each : seconds)
        times->addItem(text::duration(std::chrono::seconds(each)), each);
    column->addSpacing(theme::space::s);
    column->addWidget(ownText(label, theme::style::muted));
    column->addWidget(times, 0, Qt::AlignLeft);
    return times;
}

PickList *TokenForm::makePicks(QVBoxLayout *column, const QString &title, const QString &objectName)
{
    auto *picks = new PickList(title, tr("Search the catalogue"));
    picks->view().setObjectName(objectName);
    auto *fold = new widgets::Fold(title, picks);
    fold->button()->setObjectName(objectName + QStringLiteral("Fold"));
    column->addWidget(fold);
    return picks;
}

void TokenForm::begin(const console::AuthorityId &authority)
{
    m_authority = authority;
    m_uses->setValue(1);
    m_until->setCurrentIndex(0);
    m_life->setCurrentIndex(0);
    for (PickList *each : {m_scopes, m_access, m_actions})
        each->setChosen({});
    m_catalogues.wantAnew(authority);
    fill();
    m_uses->setFocus(Qt::OtherFocusReason);
}

void TokenForm::setReady(Ready ready)
{
    m_create->setEnabled(ready == Ready::Yes);
}

void TokenForm::fill()
{
    const QList<PickItem> scopes = pickItems(m_catalogues.usable(m_authority));
    m_scopes->setItems(scopes);
    m_access->setItems(scopes);
    m_actions->setItems(pickItems(m_catalogues.actions(m_authority)));
}

}  // namespace countersign::clients
