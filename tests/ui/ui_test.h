// What tests of whole screens share: a window in front, with an authority that lives in the test.
#pragma once

#include "tests/scenes/inbox_stage.h"
#include "ui/inbox/approval_card.h"
#include "ui/inbox/request_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_text.h"

#include <QApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace countersign::tests {

inline constexpr qint64 kNow = scenes::fixedNowMs / 1000;

// A shown, active window; time moves only by `stage.pass()`, except for timers.
class Desk {
public:
    explicit Desk(const QList<Approval> &cards = {}, QSize size = {1200, 1400})
    {
        stage = new scenes::InboxStage;
        stage->connectWith(cards);
        start(size);
    }
    explicit Desk(scenes::InboxStage *made, QSize size = {1200, 1400}) : stage(made) { start(size); }
    ~Desk() { delete root; }

    scenes::InboxStage *stage;
    QWidget *root = nullptr;

    [[nodiscard]] shell::MainWindow &window() { return stage->shown(); }
    [[nodiscard]] inbox::RequestList &list() { return *window().findChild<inbox::RequestList *>(); }
    [[nodiscard]] console::ApprovalController &card() { return stage->console.card(); }
    [[nodiscard]] FakeBackend &backend() { return stage->backend(); }
    template <class T>
    [[nodiscard]] T *find(const char *name)
    {
        return window().findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QPushButton *approve() { return find<QPushButton>("approveButton"); }
    [[nodiscard]] QPushButton *deny() { return find<QPushButton>("denyButton"); }

    // Every text a person sees on the card.
    [[nodiscard]] QString cardText()
    {
        QStringList texts;
        for (const auto *label : find<QWidget>("approvalCard")->findChildren<widgets::PlainLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('\n'));
    }
    // Reads to the end and lets the delay pass, as a patient person does.
    void read()
    {
        auto *scroll = find<QScrollArea>("cardScroll");
        QTest::qWait(200);
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        QTest::qWait(200);
        stage->pass(2'100);
    }
    // A key to whatever has the focus.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : root, key, modifiers);
        scenes::ConsoleStage::settle();
    }

private:
    void start(QSize size)
    {
        root = stage->window();
        root->resize(size);
        root->show();
        QApplication::setActiveWindow(root);
        QVERIFY(QTest::qWaitForWindowActive(root));
        scenes::ConsoleStage::settle();
        list().setFocus();
    }
};

}  // namespace countersign::tests

#define COUNTERSIGN_UI_TEST_MAIN(Class)                                                                                        \
    int main(int argc, char **argv)                                                                                            \
    {                                                                                                                          \
        QApplication application(argc, argv);                                                                                  \
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));                                                 \
        countersign::theme::Theme look(application);                                                                           \
        Class test;                                                                                                            \
        return QTest::qExec(&test, argc, argv);                                                                                \
    }
