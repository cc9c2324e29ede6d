// A screen reader asks for a child by the number it was told a moment ago; the scroll bar may be gone by then.
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/scroll_page.h"

#include <QScrollArea>
#include <QTest>

using namespace countersign;

class AccessibleScrollAreaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_content = new QWidget;
        widgets::setAccessibleRole(*m_content, QAccessible::Grouping, QStringLiteral("Page"));
        m_content->setMinimumHeight(2000);
        m_area.reset(widgets::makeScrollPage(m_content));
        m_area->resize(200, 300);
        m_area->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_area.get()));
    }
    void childrenAreWhatIsSeen()
    {
        QCOMPARE(face()->childCount(), 2);
        QCOMPARE(face()->child(0)->object(), m_area->viewport());
        for (int index = 0; index < face()->childCount(); ++index) {
            QCOMPARE(face()->indexOfChild(face()->child(index)), index);
            QCOMPARE(face()->child(index)->parent()->object(), m_area.get());
        }
        const QPoint middle = m_area->mapToGlobal(QPoint(20, 20));
        QCOMPARE(face()->childAt(middle.x(), middle.y())->object(), m_area->viewport());
        QCOMPARE(face()->child(0)->child(0)->text(QAccessible::Name), QStringLiteral("Page"));
    }
    void aBarThatVanishedIsNoChild()
    {
        const int last = face()->childCount() - 1;
        QCOMPARE(last, 1);
        m_content->setMinimumHeight(10);
        QTRY_COMPARE(face()->childCount(), 1);
        QCOMPARE(face()->child(last), nullptr);
        QCOMPARE(face()->child(-1), nullptr);
        QCOMPARE(face()->indexOfChild(nullptr), -1);
    }

private:
    [[nodiscard]] QAccessibleInterface *face() const { return QAccessible::queryAccessibleInterface(m_area.get()); }

    std::unique_ptr<QScrollArea> m_area;
    QWidget *m_content = nullptr;
};

QTEST_MAIN(AccessibleScrollAreaTest)
#include "accessible_scroll_area_test.moc"
