// The Audit page driven as a person drives it: by keys, through a million entries, and without a frame that is felt.
#include "app/console/audit/audit_desks.h"
#include "tests/support/audit_book.h"
#include "tests/ui/ui_test.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/entry_table.h"
#include "ui/audit/filter_chip.h"
#include "ui/audit/timeline_chart.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/widgets/open_row.h"
#include "ui/widgets/toast_area.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QShortcut>
#include <QSignalSpy>

#include <ctime>

using namespace countersign;
using console::AuditDesk;
using console::AuditField;
using scenes::ConsoleStage;

namespace {

constexpr qint64 kTime = scenes::fixedNowMs / 1000;
constexpr qint64 kMillion = 1'000'000;

// A window on the Audit page, with an auditor before it.
class Office {
public:
    explicit Office(qint64 size = kMillion)
    {
        book.size = size;
        book.startTime = kTime - size * 30;
        stage.prepare = [this](tests::SignInBackend &backend) {
            backend.history = &book;
            backend.scopes = {QStringLiteral("approvals:read"), QStringLiteral("audit:read")};
        };
        stage.add({QStringLiteral("Production"), QStringLiteral("approvals.example"), 1}).start();
        settle();
        window = std::make_unique<shell::MainWindow>(stage.console);
        page = new audit::AuditPage(stage.console);
        window->addPage({QStringLiteral("audit"), theme::Glyph::Log, QStringLiteral("Audit"), page});
        QObject::connect(page, &audit::AuditPage::offered, window.get(), [this](const QString &sentence, const QString &action, const std::function<void()> &act) {
            window->toasts().offer({sentence, action, theme::Tone::Neutral}, act);
        });
        stage.backend().setLink(backends::LinkFact::Live);
        window->resize(1300, 900);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowActive(window.get());
        QTest::keyClick(window.get(), Qt::Key_5, Qt::ControlModifier);
        settle();
    }

    tests::AuditBook book;
    ConsoleStage stage;
    std::unique_ptr<shell::MainWindow> window;
    audit::AuditPage *page = nullptr;

    static void settle()
    {
        for (int i = 0; i < 6; ++i)
            ConsoleStage::settle();
    }
    template <class T>
    [[nodiscard]] T *find(const char *name)
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] audit::EntryTable &table() { return *find<audit::EntryTable>("auditTable"); }
    [[nodiscard]] AuditDesk &desk() { return *stage.console.audits().at(0); }
    [[nodiscard]] qint64 current() { return table().chosen() ? table().chosen()->seq : -1; }
    [[nodiscard]] const console::AuditEntryFacts *open() { return desk().detail().entry(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), key, modifiers);
        settle();
    }
    void type(const char *words)
    {
        QTest::keyClicks(QApplication::focusWidget(), QString::fromLatin1(words));
        settle();
    }
    [[nodiscard]] QList<audit::FilterChip *> chips()
    {
        QList<audit::FilterChip *> shown;
        for (auto *chip : page->findChildren<audit::FilterChip *>()) {
            if (chip->isVisible())
                shown.append(chip);
        }
        return shown;
    }
    [[nodiscard]] QString text()
    {
        QStringList texts;
        for (const auto *label : page->findChildren<widgets::PlainLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('\n'));
    }
};

double processorMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

class AuditPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableIsThereByItsKeyAndName()
    {
        Office office;
        QCOMPARE(office.table().model()->rowCount(), int(kMillion));
        QVERIFY(office.table().hasFocus());
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&office.table());
        QVERIFY(table && table->tableInterface());
        QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Audit entries"));
        QCOMPARE(table->tableInterface()->rowCount(), int(kMillion));
        const QString row = table->tableInterface()->cellAt(0, console::AuditRows::What)->text(QAccessible::Name);
        QVERIFY2(row.contains(QStringLiteral("asked for an approval.")) && row.contains(QStringLiteral("Entry 999999.")), qPrintable(row));
    }

    void arrowsHomeAndEndGoThroughAMillion()
    {
        Office office;
        office.key(Qt::Key_Down);
        QCOMPARE(office.current(), kMillion - 1);
        office.key(Qt::Key_Down);
        QCOMPARE(office.current(), kMillion - 2);
        office.key(Qt::Key_End);
        QCOMPARE(office.current(), 0);
        office.key(Qt::Key_Up);
        QCOMPARE(office.current(), 1);
        office.key(Qt::Key_Home);
        QCOMPARE(office.current(), kMillion - 1);
        office.key(Qt::Key_PageDown);
        QVERIFY(office.current() < kMillion - 10 && office.current() > kMillion - 60);
        const qint64 here = office.current();
        office.key(Qt::Key_Right);
        QCOMPARE(office.current(), here);
        QVERIFY(!office.open());
    }

    void enterOpensAndEscCloses()
    {
        Office office;
        office.key(Qt::Key_Down);
        office.key(Qt::Key_Return);
        QVERIFY(office.open());
        QCOMPARE(office.open()->seq, kMillion - 1);
        QVERIFY(office.text().contains(QStringLiteral("Program bot asked for an approval.")));
        QVERIFY(!office.table().hasFocus());
        office.key(Qt::Key_F6);
        office.key(Qt::Key_Down);
        QTRY_COMPARE(office.open()->seq, kMillion - 2);  // moving on shows the next
        office.key(Qt::Key_Escape);
        QVERIFY(!office.open());
        QVERIFY(office.table().hasFocus());
        QCOMPARE(office.current(), kMillion - 2);
    }

    void slashAndCtrlFSearch()
    {
        Office office(9000);
        office.key(Qt::Key_Down);
        office.key(Qt::Key_Slash);
        auto *search = office.find<QLineEdit>("searchField");
        QVERIFY(search->hasFocus());
        QCOMPARE(search->text(), QString());
        QCOMPARE(search->accessibleName(), QStringLiteral("Search"));
        office.type("refund order 777");
        QTRY_COMPARE(office.desk().rows().known(), 3);
        QTRY_VERIFY(office.desk().rows().at(0));
        QCOMPARE(office.desk().rows().at(0)->seq, 2333);
        office.key(Qt::Key_Escape);
        QTRY_COMPARE(office.desk().rows().rowCount(), 9000);
        office.table().setFocus();
        office.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(search->hasFocus());
        office.type("zanzibar");
        QTRY_VERIFY(office.text().contains(QStringLiteral("Nothing matches")));
        QVERIFY(search->hasFocus());
    }

    void filtersComeAndGoByKeys()
    {
        Office office(9000);
        office.find<QWidget>("auditAddFilter")->setFocus();
        office.key(Qt::Key_Space);
        auto *field = office.find<QComboBox>("auditFilterField");
        QVERIFY(field->hasFocus());
        field->setCurrentIndex(field->findData(static_cast<int>(AuditField::Outcome)));
        auto *choice = office.find<QComboBox>("auditFilterChoice");
        choice->setCurrentIndex(choice->findData(QStringLiteral("denied")));
        office.find<QPushButton>("auditFilterAdd")->setFocus();
        office.key(Qt::Key_Space);
        QCOMPARE(office.desk().query().outcome, QStringLiteral("denied"));
        QCOMPARE(office.chips().size(), 1);
        QVERIFY(office.chips().first()->accessibleName().contains(QStringLiteral("Outcome: Denied")));
        QTRY_COMPARE(office.desk().rows().known(), 1620);
        office.chips().first()->setFocus();
        office.key(Qt::Key_Delete);
        QVERIFY(office.chips().isEmpty());
        QVERIFY(office.desk().query().outcome.isEmpty());
        QVERIFY(QApplication::focusWidget() == office.find<QWidget>("auditAddFilter"));
    }

    void escLeavesTheAdderAlone()
    {
        Office office(500);
        office.find<QPushButton>("auditAddFilter")->click();
        office.key(Qt::Key_Escape);
        QVERIFY(!office.find<QComboBox>("auditFilterField")->isVisible());
        QVERIFY(office.find<QWidget>("auditAddFilter")->hasFocus());
    }

    void aFilterIsSavedUsedDeletedAndBroughtBack()
    {
        Office office(900);
        office.desk().setQuery(withValue({}, AuditField::Actor, QStringLiteral("usr_3")));
        Office::settle();
        office.find<QPushButton>("auditSaveFilter")->click();
        office.type("Third person");
        office.key(Qt::Key_Return);
        QCOMPARE(office.desk().savedFilters().size(), 1);
        office.find<QPushButton>("auditClearFilters")->click();
        Office::settle();
        auto *saved = office.find<QComboBox>("auditSavedFilters");
        QVERIFY(saved->isVisible());
        saved->setCurrentIndex(1);
        Q_EMIT saved->activated(1);
        Office::settle();
        QCOMPARE(office.desk().query().actor, QStringLiteral("usr_3"));
        office.find<QPushButton>("auditForgetFilter")->click();
        Office::settle();
        QVERIFY(office.desk().savedFilters().isEmpty());
        for (auto *button : office.window->toasts().findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Undo"))
                button->click();
        }
        QCOMPARE(office.desk().savedFilters().size(), 1);
    }

    void theTimesAreChosenByKeysAndByDrawing()
    {
        Office office(90'000);
        auto *chart = office.find<audit::TimelineChart>("auditTimeline");
        QVERIFY(chart->isVisible());
        QSignalSpy chosen(chart, &audit::TimelineChart::chosen);
        chart->setFocus();
        office.key(Qt::Key_Home);
        office.key(Qt::Key_Right);
        office.key(Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY2(chart->accessibleName().contains(QStringLiteral("Chosen")) && chart->accessibleName().contains(QStringLiteral("5,760 entries"))
                     && chart->accessibleName().contains(QStringLiteral("denied")),
                 qPrintable(chart->accessibleName()));
        office.key(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().at(1).toLongLong() - chosen.first().at(0).toLongLong(), 2 * 86'400);
        QTRY_COMPARE(office.desk().rows().known(), 5760);
        QCOMPARE(office.chips().size(), 2);
        office.find<QPushButton>("auditClearFilters")->click();
        Office::settle();
        QTest::mousePress(chart, Qt::LeftButton, {}, QPoint(chart->width() / 2, 20));
        QTest::mouseMove(chart, QPoint(chart->width() - 5, 20));
        QTest::mouseRelease(chart, Qt::LeftButton, {}, QPoint(chart->width() - 5, 20));
        QCOMPARE(chosen.size(), 2);
        QVERIFY(office.desk().query().after && *office.desk().query().before > kTime - 86'400);
    }

    void aClickInTheTimesGoesThere()
    {
        Office office(90'000);
        auto *chart = office.find<audit::TimelineChart>("auditTimeline");
        QTest::mouseClick(chart, Qt::LeftButton, {}, QPoint(chart->width() / 2, 20));
        QTRY_VERIFY(office.current() > 0);
        QVERIFY2(std::abs(office.current() - 45'000) < 5000, qPrintable(QString::number(office.current())));
        QVERIFY(console::isOpen(office.desk().query()));
    }

    void ctrlGGoesToAMoment()
    {
        Office office(90'000);
        office.key(Qt::Key_G, Qt::ControlModifier);
        auto *time = office.find<QDateTimeEdit>("auditFilterTime");
        QVERIFY(time->hasFocus());
        time->setDateTime(QDateTime::fromSecsSinceEpoch(office.book.startTime + 30'000 * 30 + 4));
        office.find<QPushButton>("auditFilterAdd")->click();
        QTRY_COMPARE(office.current(), 30'000);
        QVERIFY(office.table().hasFocus());
        QVERIFY(console::isOpen(office.desk().query()));
    }

    void ctrlGAndEnterGoThere()
    {
        Office office(90'000);
        office.key(Qt::Key_G, Qt::ControlModifier);
        office.find<QDateTimeEdit>("auditFilterTime")->setDateTime(QDateTime::fromSecsSinceEpoch(office.book.startTime + 20'000 * 30 + 4));
        office.key(Qt::Key_Return);
        QTRY_COMPARE(office.current(), 20'000);
        QVERIFY(office.table().hasFocus());
    }

    // Among places and views, Tab stops where one is.
    void tabStopsAtTheViewThatIsShown()
    {
        Office office(900);
        auto *other = new QWidget;
        office.page->addView(QStringLiteral("Other"), other);
        Office::settle();
        auto *entries = office.find<QAbstractButton>("auditView0"), *others = office.find<QAbstractButton>("auditView1");
        const auto stops = [](const QAbstractButton *button) { return (button->focusPolicy() & Qt::TabFocus) == Qt::TabFocus; };
        QVERIFY(stops(entries) && !stops(others));
        others->click();
        QVERIFY(!stops(entries) && stops(others));
        office.page->showEntries({});
        QVERIFY(stops(entries) && !stops(others));
        QVERIFY(stops(office.window->findChild<QAbstractButton *>(QStringLiteral("railAudit"))));
        QVERIFY(!stops(office.window->findChild<QAbstractButton *>(QStringLiteral("railInbox"))));
    }

    // What a list is for is heard with what stands in it.
    void aListToChooseFromSaysWhatFor()
    {
        Office office(900);
        office.find<QPushButton>("auditAddFilter")->click();
        Office::settle();
        auto *field = office.find<QComboBox>("auditFilterField");
        QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(field);
        QCOMPARE(heard->role(), QAccessible::ComboBox);
        QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("What to filter by: Who"));
        QCOMPARE(heard->text(QAccessible::Value), QStringLiteral("Who"));
        QCOMPARE(heard->childCount(), 1);
        QCOMPARE(heard->indexOfChild(heard->child(0)), 0);
        heard->actionInterface()->doAction(QAccessibleActionInterface::showMenuAction());
        QVERIFY(field->view()->isVisible() && heard->state().expanded);
        heard->actionInterface()->doAction(QAccessibleActionInterface::showMenuAction());
        QVERIFY(!field->view()->isVisible());
    }

    // From one step of a request to the next by keys, whatever filter the table has.
    void theStepsOfARequestLeadToTheirEntries()
    {
        Office office(900);
        backends::AuditThread thread;
        thread.actionText = QStringLiteral("Refund order 81");
        const qint64 asked = 400;
        for (qint64 seq = asked; seq < asked + 3; ++seq) {
            thread.entries.append(office.book.make(seq));
            thread.entries.last().txn = QStringLiteral("apr_1");
        }
        office.book.threadAnswer = thread;
        office.desk().detail().open(thread.entries.first());
        Office::settle();
        const auto steps = [&office] { return office.page->findChildren<widgets::OpenRow *>(QStringLiteral("auditStep")); };
        QCOMPARE(steps().size(), 3);
        QVERIFY(steps().first()->accessibleName().endsWith(QStringLiteral("This entry.")));
        QVERIFY(steps().last()->accessibleName().startsWith(QStringLiteral("Open the entry: ")));
        steps().last()->setFocus();
        office.key(Qt::Key_Space);
        QTRY_COMPARE(office.open()->seq, asked + 2);
        QCOMPARE(office.current(), asked + 2);
        QTRY_VERIFY(steps().last()->hasFocus());
        QVERIFY(steps().last()->accessibleName().endsWith(QStringLiteral("This entry.")));
        QTest::mouseClick(steps().first(), Qt::LeftButton);
        QTRY_COMPARE(office.open()->seq, asked);
        console::AuditQuery query;
        query.outcome = QStringLiteral("nothing of this kind");
        office.desk().setQuery(query);
        Office::settle();
        steps().at(1)->setFocus();
        office.key(Qt::Key_Space);
        QTRY_COMPARE(office.open()->seq, asked + 1);
        QCOMPARE(office.current(), -1);
    }

    // Every key the page takes is told by "?".
    void theKeysOfThePageAreTold()
    {
        Office office(900);
        office.key(Qt::Key_Down);
        office.key(Qt::Key_Question);
        auto *overlay = office.window->findChild<shell::ShortcutOverlay *>();
        QVERIFY(overlay);
        QStringList words;
        for (const auto *label : overlay->findChildren<widgets::PlainLabel *>())
            words.append(label->text());
        QCOMPARE(words.first(), QStringLiteral("Audit"));  // what is in front comes first
        QVERIFY(words.contains(QStringLiteral("Everywhere")) && words.contains(QStringLiteral("Inbox")));
        const qsizetype end = words.indexOf(QStringLiteral("Everywhere"));
        for (const QShortcut *shortcut : office.page->findChildren<QShortcut *>()) {
            const qsizetype told = words.indexOf(shortcut->key().toString(QKeySequence::NativeText).replace(QStringLiteral("Return"), QStringLiteral("Enter")));
            QVERIFY2(told > 0 && told < end, qPrintable(shortcut->key().toString()));
        }
        QTest::keyClick(overlay, Qt::Key_Escape);
    }

    void newEntriesStayOutUntilTheyAreLetIn()
    {
        Office office(9000);
        office.table().verticalScrollBar()->setValue(100);
        Office::settle();
        const auto seqInSight = [&office] { return office.desk().rows().at(office.table().rowAt(0))->seq; };
        const qint64 before = seqInSight();
        const int place = office.table().mapTo(office.page, QPoint()).y();
        office.book.size += 3;
        office.desk().rows().lookForFresh();
        Office::settle();
        auto *fresh = office.find<QPushButton>("auditFresh");
        QVERIFY(fresh->isVisible());
        QVERIFY(fresh->text().startsWith(QLatin1Char('3')));
        QCOMPARE(office.table().mapTo(office.page, QPoint()).y(), place);
        QCOMPARE(seqInSight(), before);
        fresh->click();
        Office::settle();
        QCOMPARE(office.table().verticalScrollBar()->value(), 0);
        QCOMPARE(seqInSight(), 9002);
        QVERIFY(!fresh->isVisible());
    }

    void hostileTextIsShownAndDoesNothing()
    {
        Office office(100);
        office.book.make = [&office](qint64 seq) {
            auto entry = office.book.plain(seq);
            entry.actor = QStringLiteral("<img src=x>\u202Eecruos");
            entry.event = QStringLiteral("a.<b>b</b>");
            return entry;
        };
        office.desk().reload();
        Office::settle();
        office.table().setFocus();
        office.key(Qt::Key_Down);
        office.key(Qt::Key_Return);
        QVERIFY2(office.text().contains(QStringLiteral("<img src=x>[U+202E]ecruos")), qPrintable(office.text()));
        QVERIFY(office.text().contains(QStringLiteral("a.<b>b</b>")));
    }

    void everyControlHasAName()
    {
        Office office(900);
        office.key(Qt::Key_Down);
        office.key(Qt::Key_Return);
        office.find<QPushButton>("auditAddFilter")->click();
        Office::settle();
        for (const QWidget *each : office.page->findChildren<QWidget *>()) {
            if (!each->isVisible() || (each->focusPolicy() & Qt::TabFocus) != Qt::TabFocus || each->focusProxy() || qobject_cast<const widgets::PlainLabel *>(each))
                continue;
            QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(each));
            QVERIFY2(heard && !heard->text(QAccessible::Name).isEmpty(), qPrintable(QString::fromLatin1(each->metaObject()->className()) + each->objectName()));
        }
    }

    // Of this thread alone, whatever else the machine does: painting and moving, not waiting for answers.
    void noFrameIsFelt()
    {
        Office office;
        QScrollBar *bar = office.table().verticalScrollBar();
        std::vector<double> frames;
        QRandomGenerator random(1);
        for (int i = 0; i < 80; ++i) {
            const int to = i % 4 == 3 ? static_cast<int>(random.bounded(quint32(bar->maximum()))) : bar->value() + 3 + i % 20;
            const double before = processorMs();
            bar->setValue(to);
            office.table().viewport()->repaint();
            frames.push_back(processorMs() - before);
            Office::settle();
        }
        std::sort(frames.begin(), frames.end());
        qInfo("1 000 000 entries: frame median %.1f ms, worst %.1f ms", frames.at(40), frames.back());
        QVERIFY2(frames.at(75) < 16.0, qPrintable(QString::number(frames.at(75))));
    }
};

COUNTERSIGN_UI_TEST_MAIN(AuditPageTest)
#include "audit_test.moc"
