// A new initial access token: how often, until when, and the most that clients registered with it may have. Least first.
#pragma once

#include "app/console/catalog/scope_lookup.h"
#include "app/console/clients/initial_tokens.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace countersign::widgets {
class Fold;
}

namespace countersign::clients {

class PickList;

class TokenForm : public QWidget {
    Q_OBJECT
public:
    explicit TokenForm(console::ScopeLookup &catalogues, QWidget *parent = nullptr);

    // Empties it for a token of this authority, and takes the focus.
    void begin(const console::AuthorityId &authority);
    enum class Ready { Yes, No };
    void setReady(Ready ready);

Q_SIGNALS:
    void submitted(const countersign::console::NewInitialToken &wish);
    void cancelled();

private:
    [[nodiscard]] QComboBox *makeTimes(QVBoxLayout *column, const QString &label, const QList<qint64> &seconds);
    [[nodiscard]] PickList *makePicks(QVBoxLayout *column, const QString &title, const QString &objectName);
    void fill();

    console::ScopeLookup &m_catalogues;
    console::AuthorityId m_authority;
    QSpinBox *m_uses = nullptr;
    QComboBox *m_until = nullptr, *m_life = nullptr;
    PickList *m_scopes = nullptr, *m_access = nullptr, *m_actions = nullptr;
    QPushButton *m_create = nullptr;
};

}  // namespace countersign::clients
