// The authorities of this console and the keys by which this computer decides for each.
#pragma once

#include "app/console/console.h"
#include "ui/settings/section.h"

namespace countersign::settings {

class AuthoritiesSection : public Section {
    Q_OBJECT
public:
    explicit AuthoritiesSection(console::Console &console, QWidget *parent = nullptr);

Q_SIGNALS:
    void addRequested();

private:
    void addRow(console::AuthoritySession *session);
    void dropRow(const console::AuthoritySession *session);
    void refresh();

    console::Console &m_console;
    QVBoxLayout *m_rows;
    QWidget *m_none;
};

}  // namespace countersign::settings
