// An earlier request that a person looks at to compare. Read only: nothing can be decided through it.
#pragma once

#include "app/console/facts.h"

#include <QObject>

#include <optional>

namespace countersign::console {

class AuthorityList;

class PastRequest : public QObject {
    Q_OBJECT

public:
    explicit PastRequest(AuthorityList &authorities, QObject *parent = nullptr);

    [[nodiscard]] const ApprovalRef &ref() const { return m_ref; }
    [[nodiscard]] bool isOpen() const { return !m_ref.isEmpty(); }
    // Null while it is read, and when it could not be (then failed() is true).
    [[nodiscard]] const Approval *approval() const { return m_approval ? &*m_approval : nullptr; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] AuthorityBadge badge() const;

public Q_SLOTS:
    void open(const countersign::console::ApprovalRef &ref);
    void reload();
    void close();

Q_SIGNALS:
    void changed();

private:
    AuthorityList &m_authorities;
    ApprovalRef m_ref;
    std::optional<Approval> m_approval;
    bool m_failed = false;
    int m_question = 0;  // number of the last read; older answers are dropped
};

}  // namespace countersign::console
