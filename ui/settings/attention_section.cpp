#include "ui/settings/attention_section.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QTimeEdit>

namespace countersign::settings {

AttentionSection::AttentionSection(console::Settings &settings, QWidget *parent)
    : Section(tr("Attention"), parent)
    , m_settings(settings)
    , m_noTray(new widgets::Banner(theme::Tone::Neutral))
    , m_noService(new widgets::Banner(theme::Tone::Neutral))
{
    m_noTray->setMessage(tr("This desktop has no tray"), tr("The window works alone. Countersign ends when you close it, and requests then wait or expire."));
    m_noService->setMessage(tr("This desktop shows no notifications"), tr("New requests appear in the window alone."));
    m_noTray->hide();
    m_noService->hide();
    column()->addWidget(m_noService);
    addNotifications();
    column()->addSpacing(theme::space::s);
    addQuietHours();
    column()->addSpacing(theme::space::s);
    addStartAtLogin();
    column()->addWidget(m_noTray);
}

void AttentionSection::setTray(Presence presence)
{
    m_noTray->setVisible(presence == Presence::Missing);
}

void AttentionSection::setNotifications(Presence presence)
{
    m_noService->setVisible(presence == Presence::Missing);
}

void AttentionSection::addNotifications()
{
    auto *on = new QCheckBox(tr("Notify me of new requests"));
    on->setObjectName(QStringLiteral("notifications"));
    on->setChecked(m_settings.notifications());
    connect(on, &QCheckBox::clicked, &m_settings, &console::Settings::setNotifications);
    // The tray's menu changes the same.
    connect(&m_settings, &console::Settings::changed, on, [this, on] { on->setChecked(m_settings.notifications()); });
    column()->addWidget(on);
    addNote(tr("A notification names the program that asks and nothing else, and comes at most every ten seconds. It opens the window; it never decides."));
}

void AttentionSection::addQuietHours()
{
    const console::Settings::QuietHours hours = m_settings.quietHours();
    m_quiet = new QCheckBox(tr("Quiet hours"));
    m_quiet->setObjectName(QStringLiteral("quietHours"));
    m_quiet->setChecked(hours.on);
    const auto edit = [this](const QTime &time, const QString &name, const char *object) {
        auto *field = new QTimeEdit(time);
        field->setDisplayFormat(QLocale().timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss")));
        field->setObjectName(QString::fromLatin1(object));
        field->setAccessibleName(name);
        field->setLayoutDirection(Qt::LeftToRight);  // figures run so in every language
        connect(field, &QTimeEdit::editingFinished, this, &AttentionSection::storeQuietHours);
        return field;
    };
    m_from = edit(hours.from, tr("Quiet hours begin"), "quietFrom");
    m_to = edit(hours.to, tr("Quiet hours end"), "quietTo");
    auto *until = new widgets::PlainLabel;
    until->setOwnText(tr("until", "between two times of day"));
    until->setAlignment(Qt::AlignCenter);
    until->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    // One line of different things: all as high as the fields, so that their words stand level.
    for (QWidget *each : std::initializer_list<QWidget *>{m_quiet, until})
        each->setMinimumHeight(m_from->sizeHint().height());
    auto *line = new widgets::FlowLayout;
    for (QWidget *each : std::initializer_list<QWidget *>{m_quiet, m_from, until, m_to})
        line->addWidget(each);
    column()->addLayout(line);
    addNote(tr("In quiet hours every request asks for one step more care than usual, because tired people approve too easily. Nothing is muted, nothing "
               "waits."));
    m_from->setEnabled(hours.on);
    m_to->setEnabled(hours.on);
    connect(m_quiet, &QCheckBox::clicked, this, [this](bool on) {
        m_from->setEnabled(on);
        m_to->setEnabled(on);
        storeQuietHours();
    });
}

void AttentionSection::storeQuietHours()
{
    const console::Settings::QuietHours hours{m_quiet->isChecked(), m_from->time(), m_to->time()};
    if (hours != m_settings.quietHours())
        m_settings.setQuietHours(hours);
}

void AttentionSection::addStartAtLogin()
{
    m_login = new QCheckBox(tr("Start when I log in"));
    m_login->setObjectName(QStringLiteral("startAtLogin"));
    m_login->setChecked(m_settings.startAtLogin());
    m_loginFault = new widgets::PlainLabel;
    m_loginFault->setTextStyle({theme::Type::Caption, theme::Weight::Regular, theme::Face::Text, theme::Ink::Danger});
    m_loginFault->hide();
    column()->addWidget(m_login);
    column()->addWidget(m_loginFault);
    connect(m_login, &QCheckBox::clicked, this, [this](bool on) {
        const bool done = m_settings.setStartAtLogin(on);
        m_login->setChecked(m_settings.startAtLogin());
        m_loginFault->setOwnText(tr("This could not be changed: the desktop's autostart folder cannot be written, or this window runs in a data folder of its "
                                    "own."));
        m_loginFault->setVisible(!done);
    });
}

}  // namespace countersign::settings
