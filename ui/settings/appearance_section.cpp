#include "ui/settings/appearance_section.h"

#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLocale>
#include <QRadioButton>

namespace countersign::settings {

using ThemeChoice = console::Settings::ThemeChoice;

QStringList builtInLanguages()
{
    QStringList codes{QStringLiteral("en")};
    static const QString prefix = QStringLiteral("countersign_");
    const QStringList files = QDir(QStringLiteral(":/translations")).entryList({prefix + QStringLiteral("*.qm")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const QString code = file.mid(prefix.size()).chopped(3);
        if (!codes.contains(code))
            codes.append(code);
    }
    return codes;
}

AppearanceSection::AppearanceSection(console::Settings &settings, QWidget *parent) : Section(tr("Appearance"), parent), m_settings(settings)
{
    addThemes();
    column()->addSpacing(theme::space::s);
    addLanguages();
    column()->addSpacing(theme::space::s);
    addHiding();
}

void AppearanceSection::addThemes()
{
    auto *line = new widgets::FlowLayout;
    auto *group = new QButtonGroup(this);
    struct Choice {
        ThemeChoice theme;
        QString word;
        const char *name;
    };
    for (const Choice &choice : {Choice{ThemeChoice::System, tr("As the desktop"), "themeSystem"}, Choice{ThemeChoice::Light, tr("Light"), "themeLight"},
                                 Choice{ThemeChoice::Dark, tr("Dark"), "themeDark"}}) {
        auto *radio = new QRadioButton(choice.word);
        radio->setObjectName(QString::fromLatin1(choice.name));
        radio->setChecked(m_settings.theme() == choice.theme);
        group->addButton(radio, static_cast<int>(choice.theme));
        line->addWidget(radio);
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { m_settings.setTheme(static_cast<ThemeChoice>(id)); });
    column()->addLayout(line);
}

void AppearanceSection::addLanguages()
{
    auto *line = new QHBoxLayout;
    auto *label = new widgets::PlainLabel;
    label->setOwnText(tr("Language"));
    label->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *choice = new QComboBox;
    choice->setObjectName(QStringLiteral("language"));
    choice->setAccessibleName(tr("Language"));
    choice->addItem(tr("As the desktop"), QString());
    for (const QString &code : builtInLanguages())
        choice->addItem(QLocale(code).nativeLanguageName(), code);
    choice->setCurrentIndex(std::max(0, choice->findData(m_settings.language())));
    connect(choice, &QComboBox::activated, this, [this, choice] { m_settings.setLanguage(choice->currentData().toString()); });
    line->addWidget(label, 1);
    line->addWidget(choice);
    column()->addLayout(line);
    addNote(tr("Another language is used from the next start on."));
}

void AppearanceSection::addHiding()
{
    auto *hide = new QCheckBox(tr("Hide what requests and pages say until I ask for it"));
    hide->setObjectName(QStringLiteral("hideValues"));
    hide->setChecked(m_settings.hidesValues());
    connect(hide, &QCheckBox::clicked, &m_settings, &console::Settings::setHidesValues);
    // The inbox changes the same by a key.
    connect(&m_settings, &console::Settings::changed, hide, [this, hide] { hide->setChecked(m_settings.hidesValues()); });
    column()->addWidget(hide);
    addNote(tr("For a screen that is shared: in the inbox, only risk, program and time left are shown; the other pages are covered. H shows the open request or page and hides it again; "
               "nothing is approved while it is hidden. No program can keep others from taking pictures of the screen."));
}

}  // namespace countersign::settings
