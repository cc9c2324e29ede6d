#include "ui/settings/about_section.h"

#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/plain_text.h"

#include <QtGlobal>

namespace countersign::settings {

AboutSection::AboutSection(const QString &version, QWidget *parent) : Section(tr("About"), parent)
{
    auto *line = new widgets::PlainLabel;
    line->setTextStyle(theme::style::strong);
    line->setOwnText(tr("Countersign %1", "the version").arg(version));
    auto *licence = new widgets::PlainLabel;
    licence->setTextStyle(theme::style::muted);
    licence->setOwnText(tr("Free software under the Apache License 2.0, without any warranty."));
    auto *sheet = new widgets::FactSheet;
    // Names of products and licences are the same in every language.
    sheet->setFacts({{QStringLiteral("Qt %1").arg(QLatin1String(qVersion())), QStringLiteral("LGPL 3.0"), {}},
                     {QStringLiteral("OpenSSL"), QStringLiteral("Apache License 2.0"), {}},
                     {QStringLiteral("QtKeychain"), QStringLiteral("BSD 3-Clause"), {}},
                     {QStringLiteral("Inter"), QStringLiteral("SIL Open Font License 1.1"), {}},
                     {QStringLiteral("RESTinio, Boost.Asio"), QStringLiteral("BSD 3-Clause, Boost Software License 1.0"), {}},
                     {QStringLiteral("SQLite"), QStringLiteral("Public domain"), {}},
                     {QStringLiteral("toml++"), QStringLiteral("MIT"), {}},
                     {QStringLiteral("Argon2"), QStringLiteral("Apache License 2.0"), {}}});
    column()->addWidget(line);
    column()->addWidget(licence);
    column()->addWidget(new widgets::Fold(tr("Licences of the parts it stands on"), sheet));
}

}  // namespace countersign::settings
