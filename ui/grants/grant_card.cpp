#include "ui/grants/grant_card.h"

#include "ui/text/duration_text.h"
#include "ui/text/grant_text.h"
#include "ui/widgets/authority_mark.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/half_life_bar.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"

#include <QComboBox>
#include <QDateTime>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::grants {

using console::GrantsModel;
using Revocation = GrantsModel::Revocation;

namespace {

QString moment(qint64 seconds)
{
    return text::exactTime(QDateTime::fromSecsSinceEpoch(seconds));
}

QString list(const QVariant &values, const QString &none)
{
    const QStringList texts = values.toStringList();
    return texts.isEmpty() ? none : texts.join(QStringLiteral(", "));
}

}  // namespace

GrantCard::GrantCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new widgets::PlainLabel)
    , m_kind(new widgets::Chip(QString()))
    , m_authority(new widgets::AuthorityMark(widgets::AuthorityMark::Detail::NameAndHost))
    , m_life(new widgets::HalfLifeBar)
    , m_left(new widgets::PlainLabel)
    , m_sheet(new widgets::FactSheet)
    , m_revocation(new widgets::Banner(theme::Tone::Neutral))
    , m_mayNot(new widgets::PlainLabel)
    , m_reason(new QComboBox)
    , m_revoke(widgets::makeButton(theme::ButtonRole::Danger, tr("Revoke")))
{
    m_title->setTextStyle(theme::style::headline);
    m_left->setTextStyle({theme::Type::Body, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Muted});
    m_mayNot->setTextStyle(theme::style::muted);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space::xl, theme::space::xl, theme::space::xl, theme::space::m);
    column->setSpacing(theme::space::m);
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    column->addWidget(m_title);
    column->addWidget(m_authority);
    column->addWidget(m_life);
    column->addWidget(m_left);
    column->addWidget(m_sheet);
    column->addStretch(1);
    auto *scroll = widgets::makeScrollPage(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(scroll, 1);
    outer->addWidget(makeFoot());
    connect(m_revoke, &QPushButton::clicked, this, [this] { Q_EMIT revokeRequested(m_reason->currentText()); });
}

QWidget *GrantCard::makeFoot()
{
    m_reason->setObjectName(QStringLiteral("revokeReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->addItems({tr("No longer needed"), tr("Asked for or approved by mistake"), tr("Looks suspicious"), tr("Key or computer lost"),
                        tr("The person or program left")});
    m_revoke->setObjectName(QStringLiteral("revokeButton"));
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(theme::space::xl, theme::space::s, theme::space::xl, theme::space::l);
    column->setSpacing(theme::space::s);
    column->addWidget(m_revocation);
    column->addWidget(m_mayNot);
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_reason);
    line->addWidget(m_revoke);
    column->addLayout(line);
    return foot;
}

QList<widgets::Fact> GrantCard::factsOf(const QModelIndex &index)
{
    const auto textOf = [&index](int role) { return index.data(role).toString(); };
    const auto number = [&index](int role) { return index.data(role).toLongLong(); };
    const qint64 lastUsed = number(GrantsModel::LastUsedAtRole);
    const bool revoked = static_cast<Revocation>(index.data(GrantsModel::RevocationRole).toInt()) == Revocation::Revoked;
    QList<widgets::Fact> facts{
        {tr("Program"), textOf(GrantsModel::ClientNameRole), {}},
        {tr("On behalf of"), textOf(GrantsModel::SubjectRole), {}},
        {tr("Approved by"), list(index.data(GrantsModel::ApprovedByRole), tr("Nobody: no approval was needed")), {}},
        {tr("Scopes"), list(index.data(GrantsModel::ScopesRole), tr("None")), {}},
    };
    if (!textOf(GrantsModel::ResourceRole).isEmpty())
        facts.append({tr("Works at"), textOf(GrantsModel::ResourceRole), {}});
    facts.append({tr("Uses"), text::usesText(number(GrantsModel::UsesRole), number(GrantsModel::MaxUsesRole)), {}});
    facts.append({tr("Last use"), lastUsed > 0 ? moment(lastUsed) : tr("Never"), {}});
    facts.append({tr("Given"), moment(number(GrantsModel::IssuedAtRole)), {}});
    facts.append({tr("Ends"), moment(number(GrantsModel::ExpiresAtRole)), {}});
    facts.append({tr("Worst-case exposure"), text::exposureText(revoked ? 0 : number(GrantsModel::ExposureRole)), {}});
    return facts;
}

void GrantCard::show(const QModelIndex &index)
{
    const auto same = [](const widgets::Fact &a, const widgets::Fact &b) { return a.label == b.label && a.value == b.value; };
    const QList<widgets::Fact> facts = factsOf(index);
    if (!std::equal(facts.begin(), facts.end(), m_facts.begin(), m_facts.end(), same)) {
        m_facts = facts;
        m_sheet->setFacts(facts);
    }
    m_title->setOwnText(text::grantTitle(index));
    m_kind->setText(text::grantKindWord(static_cast<console::GrantKind>(index.data(GrantsModel::KindRole).toInt())));
    m_authority->setBadge(index.data(GrantsModel::AuthorityRole).value<console::AuthorityBadge>());
    showTime(index);
    showRevocation(index);
}

void GrantCard::showTime(const QModelIndex &index)
{
    const auto revocation = static_cast<Revocation>(index.data(GrantsModel::RevocationRole).toInt());
    const std::chrono::milliseconds left(index.data(GrantsModel::TimeLeftMsRole).toLongLong());
    const std::chrono::seconds total(index.data(GrantsModel::ExpiresAtRole).toLongLong() - index.data(GrantsModel::IssuedAtRole).toLongLong());
    const bool live = revocation != Revocation::Revoked;
    m_life->setVisible(live);
    m_left->setVisible(live);
    m_life->setCountdown({left, total});
    m_left->setOwnText(tr("%1 left of %2", "durations").arg(text::duration(left), text::duration(total)));
}

void GrantCard::showRevocation(const QModelIndex &index)
{
    const auto revocation = static_cast<Revocation>(index.data(GrantsModel::RevocationRole).toInt());
    const bool may = index.data(GrantsModel::MayRevokeRole).toBool();
    const bool ended = revocation == Revocation::Revoked;
    m_revoke->setEnabled(may);
    m_revoke->setVisible(!ended);
    m_reason->setVisible(!ended);
    m_reason->setEnabled(may);
    m_revoke->setText(revocation == Revocation::Failed || revocation == Revocation::Unknown ? tr("Revoke again") : tr("Revoke"));
    m_mayNot->setVisible(!may && revocation == Revocation::None);
    m_mayNot->setOwnText(tr("Your sign-in at this authority may look at access, but not revoke it."));
    m_revocation->setVisible(revocation != Revocation::None);
    switch (revocation) {
    case Revocation::None: break;
    case Revocation::Asked:
        m_revocation->setTone(theme::Tone::Neutral);
        m_revocation->setMessage(tr("Revoking…"), tr("The authority was asked. Until it answers, this access still works."));
        break;
    case Revocation::Revoked:
        m_revocation->setTone(theme::Tone::Ok);
        m_revocation->setMessage(tr("Revoked"), tr("The authority confirmed it: this access can no longer be used."));
        break;
    case Revocation::Failed:
        m_revocation->setTone(theme::Tone::Danger);
        m_revocation->setMessage(tr("Not revoked"), tr("The authority did not do it, and this access still works. Try again, or tell whoever runs the "
                                                       "authority."));
        break;
    case Revocation::Unknown:
        m_revocation->setTone(theme::Tone::Warn);
        m_revocation->setMessage(tr("It is not known whether this was revoked"), tr("No answer came. The list is being read again; until then, take it as "
                                                                                    "still working."));
        break;
    }
}

}  // namespace countersign::grants
