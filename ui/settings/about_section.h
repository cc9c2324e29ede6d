// Which version this is, and whose work it stands on.
#pragma once

#include "ui/settings/section.h"

namespace countersign::settings {

class AboutSection : public Section {
    Q_OBJECT
public:
    explicit AboutSection(const QString &version, QWidget *parent = nullptr);
};

}  // namespace countersign::settings
