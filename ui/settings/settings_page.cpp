#include "ui/settings/settings_page.h"

#include "ui/settings/about_section.h"
#include "ui/settings/appearance_section.h"
#include "ui/settings/authorities_section.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"

#include <QScrollArea>

#include <algorithm>

namespace countersign::settings {

SettingsPage::SettingsPage(console::Console &console, const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent), m_attention(new AttentionSection(console.settings()))
{
    setObjectName(QStringLiteral("settingsPage"));
    widgets::setAccessibleRole(*this, QAccessible::Pane, tr("Settings"));
    auto *title = new widgets::PlainLabel;
    title->setTextStyle(theme::style::headline);
    title->setOwnText(tr("Settings"));
    auto *authorities = new AuthoritiesSection(console);
    connect(authorities, &AuthoritiesSection::addRequested, this, &SettingsPage::addAuthorityRequested);
    auto *box = new QWidget;
    box->setMaximumWidth(std::max(640, fontMetrics().averageCharWidth() * 84));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xl);
    for (QWidget *each : std::initializer_list<QWidget *>{title, authorities, new AppearanceSection(console.settings()), m_attention,
                                                          new AboutSection(surroundings.version)})
        column->addWidget(each);
    column->addStretch(1);
    auto *content = new QWidget;
    auto *middle = new QHBoxLayout(content);
    middle->setContentsMargins(theme::space::xl, theme::space::xl, theme::space::xl, theme::space::xl);
    middle->addStretch(1);
    middle->addWidget(box, 100);
    middle->addStretch(1);
    auto *scroll = widgets::makeScrollPage(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setTray(surroundings.tray);
    setNotifications(surroundings.notifications);
}

void SettingsPage::setTray(Presence presence)
{
    m_attention->setTray(presence);
}

void SettingsPage::setNotifications(Presence presence)
{
    m_attention->setNotifications(presence);
}

}  // namespace countersign::settings
