// A scope as a form beside the text: what can be guessed is filled in, what is written goes into the text.
#pragma once

#include "app/console/catalog/authority_catalog.h"
#include "app/console/catalog/scope_form.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace countersign::widgets {
class Banner;
class PlainLabel;
class SectionHeader;
}

namespace countersign::scopes {

class ScopeFormPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScopeFormPanel(QWidget *parent = nullptr);

    // An empty name adds one; `suggestion` is then its name to begin with.
    void edit(const console::AuthorityCatalog &catalog, const QString &toml, const QString &name, const QString &suggestion = {});
    [[nodiscard]] QString name() const { return m_name; }  // of the scope that is edited; empty: a new one
    [[nodiscard]] console::ScopeForm form() const;
    void showError(const QString &title, const QString &sentence);

Q_SIGNALS:
    void written();         // "Put it into the text"
    void removeRequested();
    void closed();

private:
    void build();
    void addDeprecation(QFormLayout &rows);
    void fill(const console::ScopeForm &form);
    void guess();
    void showMissing();
    [[nodiscard]] QLineEdit *field(const char *objectName, const QString &name);

    QString m_name;
    QList<console::CatalogScope> m_known;
    bool m_guesses = false;  // service, owner and risk follow the name until the person touches them
    widgets::SectionHeader *m_title = nullptr;
    widgets::Banner *m_error = nullptr;
    QLineEdit *m_scope = nullptr, *m_words = nullptr, *m_owner = nullptr, *m_reason = nullptr;
    QComboBox *m_resource = nullptr, *m_risk = nullptr;
    QCheckBox *m_deprecated = nullptr;
    QWidget *m_path = nullptr;
    QLineEdit *m_since = nullptr, *m_sunset = nullptr, *m_use = nullptr, *m_why = nullptr;
    widgets::PlainLabel *m_missing = nullptr;
    QPushButton *m_write = nullptr, *m_remove = nullptr;
};

}  // namespace countersign::scopes
