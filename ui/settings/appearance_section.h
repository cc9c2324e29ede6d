// Light or dark, and the language.
#pragma once

#include "app/console/settings.h"
#include "ui/settings/section.h"

namespace countersign::settings {

class AppearanceSection : public Section {
    Q_OBJECT
public:
    explicit AppearanceSection(console::Settings &settings, QWidget *parent = nullptr);

private:
    void addThemes();
    void addLanguages();
    void addHiding();

    console::Settings &m_settings;
};

// Languages this program was built with, as codes; English is always one.
[[nodiscard]] QStringList builtInLanguages();

}  // namespace countersign::settings
