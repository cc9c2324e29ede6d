// The keychain is locked or missing: what that means and what can be done. Never taken for a first run.
#pragma once

#include "app/console/console.h"

#include <QWidget>

class QPushButton;

namespace countersign::widgets {
class GlyphView;
class PlainLabel;
}

namespace countersign::signin {

class KeychainPanel : public QWidget {
    Q_OBJECT
public:
    explicit KeychainPanel(QWidget *parent = nullptr);
    // Locked or Absent.
    void setState(console::Console::KeychainState state);

Q_SIGNALS:
    void retryRequested();
    void memoryRequested();

private:
    widgets::GlyphView *m_glyph;
    widgets::PlainLabel *m_title;
    widgets::PlainLabel *m_sentence;
    QPushButton *m_retry;
    QPushButton *m_memory;
};

}  // namespace countersign::signin
