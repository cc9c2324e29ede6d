#include "ui/shell/authority_switcher.h"

#include "app/approval/visible_text.h"
#include "ui/theme/authority_color.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/menu_button.h"
#include "ui/widgets/plain_text.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::shell {

using approval::visibleText;

namespace {

constexpr int kDot = 12;
QString nameOf(const console::AuthoritySession &session)
{
    const console::AuthorityBadge &badge = session.badge();
    return visibleText(badge.name.isEmpty() ? badge.host : badge.name);
}

QIcon dotIcon(int colourIndex)
{
    QPixmap pixmap(theme::scaledIconSize(), theme::scaledIconSize());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const double inset = (pixmap.width() - kDot) / 2.0;
    theme::paintFrame(painter, QRectF(inset, inset, kDot, kDot), {theme::authorityColor(colourIndex), {}, 3});
    return pixmap;
}

}  // namespace

AuthoritySwitcher::AuthoritySwitcher(console::AuthorityList &authorities, QWidget *parent) : QAbstractButton(parent), m_authorities(authorities), m_name(new widgets::PlainLabel(this))
{
    setObjectName(QStringLiteral("authoritySwitcher"));
    widgets::makeMenuButton(*this);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    m_name->setTextStyle({theme::Type::Caption, theme::Weight::Regular, theme::Face::Text, theme::Ink::Text});
    m_name->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_name->setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);  // as high as its name needs
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::xs, kDot + 11, theme::space::xs, 7);
    column->addWidget(m_name);
    connect(this, &QAbstractButton::clicked, this, &AuthoritySwitcher::openMenu);
    connect(&authorities, &console::AuthorityList::anyChanged, this, &AuthoritySwitcher::refresh);
    connect(&authorities, &QAbstractItemModel::rowsInserted, this, &AuthoritySwitcher::refresh);
    connect(&authorities, &QAbstractItemModel::rowsRemoved, this, &AuthoritySwitcher::refresh);
    refresh();
}

void AuthoritySwitcher::setWords(Words words)
{
    m_name->setVisible(words == Words::Shown);
    setMinimumHeight(words == Words::Shown ? 0 : theme::minimumTarget + theme::space::s);
}

void AuthoritySwitcher::choose(const console::AuthorityId &authority)
{
    if (authority == m_chosen)
        return;
    m_chosen = authority;
    refresh();
    Q_EMIT chosenChanged(authority);
}

void AuthoritySwitcher::refresh()
{
    if (!m_chosen.isEmpty() && !m_authorities.find(m_chosen)) {
        choose({});
        return;
    }
    const int count = m_authorities.rowCount();
    const console::AuthoritySession *only = count == 1 ? m_authorities.at(0) : m_authorities.find(m_chosen);
    const QString full = only ? nameOf(*only) : count == 0 ? tr("No authority") : tr("All authorities");
    m_name->setOwnText(full);
    setToolTip(widgets::toolTipText(full));
    //: %1 is the name of an authority, or "All authorities".
    setAccessibleName(tr("Authority: %1").arg(full));
    update();
}

void AuthoritySwitcher::openMenu()
{
    auto *menu = new QMenu(this);
    auto *choices = new QActionGroup(menu);
    const auto offer = [this, menu, choices](const QIcon &icon, const QString &name, const console::AuthorityId &authority) {
        QAction *action = choices->addAction(menu->addAction(icon, name));
        action->setCheckable(true);
        action->setChecked(authority == m_chosen || m_authorities.rowCount() == 1);
        connect(action, &QAction::triggered, this, [this, authority] { choose(authority); });
    };
    if (m_authorities.rowCount() > 1)
        offer({}, tr("All authorities"), {});
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        const console::AuthoritySession *session = m_authorities.at(row);
        const console::AuthorityBadge &badge = session->badge();
        offer(dotIcon(badge.colourIndex), widgets::buttonText(badge.name.isEmpty() ? badge.host : badge.name), session->id());
    }
    menu->addSeparator();
    connect(menu->addAction(theme::icon(theme::Glyph::Plus), tr("Add an authority…")), &QAction::triggered, this, &AuthoritySwitcher::addRequested);
    widgets::openMenu(*this, menu);
}

void AuthoritySwitcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    QStyleOption option;
    option.initFrom(this);
    theme::paintFrame(painter, rect(), {isDown() ? t.pressed : underMouse() ? t.hover : QColor(), QColor(), theme::radius::medium});
    const int count = m_authorities.rowCount();
    const console::AuthoritySession *only = count == 1 ? m_authorities.at(0) : m_authorities.find(m_chosen);
    const double top = m_name->isHidden() ? (height() - kDot) / 2.0 : 7;
    const QRectF dot((width() - kDot) / 2.0, top, kDot, kDot);
    if (only) {
        theme::paintFrame(painter, dot, {theme::authorityColor(only->badge().colourIndex), QColor(), 3});
    } else if (count > 1) {
        // All: the first three colours, side by side.
        const int shown = std::min(count, 3);
        for (int i = 0; i < shown; ++i)
            theme::paintFrame(painter, QRectF(width() / 2.0 - shown * 7 + i * 14 + 1, top, kDot, kDot), {theme::authorityColor(m_authorities.at(i)->badge().colourIndex), QColor(), 3});
    } else {
        theme::paintFrame(painter, dot, {QColor(), t.lineStrong, 3});
    }
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, rect(), theme::radius::medium);
}

}  // namespace countersign::shell
