// The clipboard for secrets: marked so that clipboard managers neither keep nor show it, and emptied after a while.
#pragma once

#include "app/base/secret_store.h"

#include <QObject>
#include <QTimer>

namespace countersign::widgets {

class SecretClipboard : public QObject {
    Q_OBJECT
public:
    static constexpr int kKeepMs = 30'000;

    explicit SecretClipboard(QObject *parent = nullptr) : SecretClipboard(kKeepMs, parent) {}
    explicit SecretClipboard(int keepMs, QObject *parent = nullptr);
    // Empties the clipboard if the secret is still there; so does the end of the program.
    ~SecretClipboard() override;

    void copy(const base::SharedSecret &secret);
    // Whether a copied secret may still be on the clipboard.
    [[nodiscard]] bool isHolding() const { return m_secret != nullptr; }

public Q_SLOTS:
    // Empties the clipboard now, unless something else has been copied since.
    void clear();

Q_SIGNALS:
    void cleared();

private:
    base::SharedSecret m_secret;
    QTimer m_end;
};

}  // namespace countersign::widgets
