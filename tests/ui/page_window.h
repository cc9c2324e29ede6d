// What tests of one page share: a window in front with that page in it, driven by keys and read as a person reads it.
#pragma once

#include "tests/scenes/console_stage.h"
#include "tests/support/fake_catalog.h"
#include "tests/support/fake_client_book.h"
#include "tests/support/sign_in_backend.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/plain_text.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

#include <ctime>
#include <functional>
#include <memory>

namespace countersign::tests {

// CPU time that `work` takes of this thread, in milliseconds: what a frame costs however busy the machine is.
inline double cpuMs(const std::function<void()> &work)
{
    timespec from{}, to{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    work();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    return static_cast<double>(to.tv_sec - from.tv_sec) * 1e3 + static_cast<double>(to.tv_nsec - from.tv_nsec) / 1e6;
}

class PageWindow {
public:
    FakeClientBook book;
    FakeCatalog catalog;
    scenes::ConsoleStage stage;
    console::AuthoritySession *session = nullptr;
    std::unique_ptr<shell::MainWindow> window;

    static void settle()
    {
        for (int i = 0; i < 8; ++i)
            scenes::ConsoleStage::settle();
    }
    template <class T>
    [[nodiscard]] T *find(const char *name)
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), key, modifiers);
        settle();
    }
    void type(const char *text)
    {
        for (const QChar letter : QString::fromUtf8(text)) {
            if (letter == u'\n')
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            else
                QTest::keyClicks(QApplication::focusWidget(), letter);
        }
        settle();
    }
    // Tab until the named widget has the focus.
    [[nodiscard]] bool tabTo(const char *name)
    {
        for (int i = 0; i < 60; ++i) {
            if (QApplication::focusWidget() && QApplication::focusWidget()->objectName() == QLatin1String(name))
                return true;
            key(Qt::Key_Tab);
        }
        return false;
    }
    void press(const char *name)
    {
        find<QAbstractButton>(name)->click();
        settle();
    }
    // Every text a person sees on the page.
    [[nodiscard]] QString seen()
    {
        QStringList texts;
        for (const auto *label : m_page->findChildren<widgets::PlainLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('\n'));
    }

protected:
    // One authority, where this person may do what `scopes` say.
    void signIn(const QStringList &scopes)
    {
        stage.prepare = [this, scopes](SignInBackend &backend) {
            backend.directory = &book;
            backend.desk = scopes.contains(QStringLiteral("catalog:read")) ? &catalog : nullptr;
            backend.scopes = scopes;
        };
        session = &stage.add({QStringLiteral("Production"), QStringLiteral("approvals.example"), 1});
        session->start();
        settle();
        window = std::make_unique<shell::MainWindow>(stage.console);
    }
    // `page` is in the window; `place` is the key that leads to it.
    void open(QWidget *page, Qt::Key place)
    {
        m_page = page;
        stage.backend().setLink(backends::LinkFact::Live);
        window->resize(1200, 1100);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowActive(window.get());
        QTest::keyClick(window.get(), place, Qt::ControlModifier);
        settle();
    }

private:
    QWidget *m_page = nullptr;
};

}  // namespace countersign::tests
