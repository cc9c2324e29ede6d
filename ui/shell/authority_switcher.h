// Which authority's requests are listed: one or all. A button with its colour and name, and a menu.
#pragma once

#include "app/console/authority_list.h"

#include <QAbstractButton>

namespace countersign::widgets {
class PlainLabel;
}

namespace countersign::shell {

class AuthoritySwitcher : public QAbstractButton {
    Q_OBJECT
public:
    explicit AuthoritySwitcher(console::AuthorityList &authorities, QWidget *parent = nullptr);

    enum class Words { Shown, Hidden };
    void setWords(Words words);
    [[nodiscard]] console::AuthorityId chosen() const { return m_chosen; }

Q_SIGNALS:
    void chosenChanged(const countersign::console::AuthorityId &authority);  // empty: all
    void addRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();
    void choose(const console::AuthorityId &authority);
    void refresh();

    console::AuthorityList &m_authorities;
    console::AuthorityId m_chosen;
    widgets::PlainLabel *m_name;
};

}  // namespace countersign::shell
