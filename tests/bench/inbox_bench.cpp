// What a person at the console feels, with the real console in front of a real authority over real sockets:
//
//   countersign_bench_inbox latency DIR [samples]    from a new request's commit to the frame that shows it
//   countersign_bench_inbox scroll DIR               the frames while the list is scrolled
//   countersign_bench_inbox history DIR              the frames, and the memory, while the whole log is scrolled
//
// DIR/authority is a data directory of countersign_bench_pending. Needs a display; Xvfb will do.
#include "app/console/audit/audit_desks.h"
#include "app/console/console.h"
#include "app/crypto/digest.h"
#include "app/programs/session_factory.h"
#include "tests/support/load_client.h"
#include "tests/support/memory_secrets.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/entry_table.h"
#include "ui/inbox/request_list.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QEventLoop>
#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

using namespace countersign;
using namespace countersign::test;
using console::InboxModel;

namespace {

// The goals.
constexpr double kCommitToScreenMs = 100;  // 99 of 100
constexpr double kFrameMs = 16;            // every one

double nowMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Of this thread alone: what it took, whatever else the machine was doing.
double processorMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Says it, and returns the 99th percentile.
double print(const char *what, std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&values](double share) { return values.empty() ? 0 : values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))]; };
    std::printf("%-44s %5zu   p50 %6.1f   p99 %6.1f   max %6.1f ms\n", what, values.size(), at(0.5), at(0.99), at(1));
    return at(0.99);
}

// Tells when a frame has been painted and handed to the display.
class Application : public QApplication {
public:
    using QApplication::QApplication;

    std::function<void()> onFrame;
    qint64 frames = 0;
    double longestMs = 0;  // that any one event kept the loop from the next

    bool notify(QObject *receiver, QEvent *event) override
    {
        const bool frame = event->type() == QEvent::UpdateRequest && !m_inFrame;
        const double begin = nowMs();
        ++m_depth;
        m_inFrame = m_inFrame || frame;
        const bool done = QApplication::notify(receiver, event);
        if (--m_depth == 0)
            longestMs = std::max(longestMs, nowMs() - begin);
        if (frame) {
            m_inFrame = false;
            ++frames;
            if (onFrame)
                onFrame();
        }
        return done;
    }

private:
    bool m_inFrame = false;
    int m_depth = 0;
};

// Runs the event loop as exec() does. QTest::qWaitFor naps between its looks, which would be measured as well.
template <class Over>
bool runUntil(Over over, double mostMs)
{
    const double begin = nowMs();
    while (!over() && nowMs() - begin < mostMs)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);  // the console's own clock ticks each second
    return over();
}

// The console as countersign.cpp puts it together, with secrets in memory, and its window on the screen.
class Desk {
public:
    Desk(Application &application, const QString &directory)
        : m_application(application), m_settings(directory),
          console(m_settings, m_clock, programs::sessionFactory({&m_settings, &m_secrets, &m_clock, directory})), window(console)
    {
        window.resize(1100, 720);
        window.move(0, 0);
        QCursor::setPos(1590, 990);  // whoever points at the list holds it still
        window.show();
        console.start();
        console.startLocal();
        const bool ready = QTest::qWaitFor([this] { return console.inboxLoaded() && console.link() == console::Link::Live && console.inbox().pendingCount() > 0; }, 120'000);
        list = window.findChild<inbox::RequestList *>();
        if (!ready || !list)
            qFatal("the console does not show its requests");
        QTest::qWait(1'500);
    }

    [[nodiscard]] QString issuer() { return console.authorities().at(0)->issuer(); }
    // Runs the event loop until the next frame; false when none came.
    bool nextFrame()
    {
        const qint64 before = m_application.frames;
        return runUntil([&] { return m_application.frames != before; }, 1'000);
    }

private:
    Application &m_application;
    base::SystemClock m_clock;
    tests::MemorySecrets m_secrets;
    console::Settings m_settings;

public:
    console::Console console;
    shell::MainWindow window;
    inbox::RequestList *list = nullptr;
};

// --- commit to screen ----------------------------------------------------------------------------------------------------

struct Sample {
    QString id;
    double sentMs = 0, answeredMs = 0;
};

// Notes for each request in sight when the frame was done that first showed it.
class Sight : public QObject {
public:
    Sight(Application &application, inbox::RequestList &list) : m_application(application), m_list(list)
    {
        list.viewport()->installEventFilter(this);
        application.onFrame = [this] {
            for (const QString &id : std::as_const(m_painted))
                shownMs.insert(id, nowMs());
            m_painted.clear();
        };
    }
    ~Sight() override { m_application.onFrame = nullptr; }

    QHash<QString, double> shownMs;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            const QModelIndex first = m_list.indexAt(QPoint(5, 5));
            for (int row = std::max(0, first.row()); row < m_list.model()->rowCount(); ++row) {
                const QModelIndex index = m_list.model()->index(row, 0);
                if (m_list.visualRect(index).top() > m_list.viewport()->height())
                    break;
                const QString id = index.data(InboxModel::RefRole).value<console::ApprovalRef>().id.text();
                if (!shownMs.contains(id))
                    m_painted.append(id);
            }
        }
        return QObject::eventFilter(watched, event);
    }

private:
    Application &m_application;
    inbox::RequestList &m_list;
    QStringList m_painted;
};

Party addRequester(const QString &data)
{
    Party requester{"bench-" + crypto::randomToken(6), crypto::randomToken()};
    QProcess add;
    add.start(QCoreApplication::applicationDirPath() + QStringLiteral("/countersign-authority"),
              {QStringLiteral("client"), QStringLiteral("add"), QStringLiteral("--data"), data, QStringLiteral("--id"), QString::fromLatin1(requester.id), QStringLiteral("--name"),
               QStringLiteral("Bench"), QStringLiteral("--owner"), QStringLiteral("ops@northwind.example"), QStringLiteral("--grants"), QStringLiteral("client_credentials,ciba"),
               QStringLiteral("--scopes"), QStringLiteral("orders:note:create"), QStringLiteral("--actions"), QStringLiteral("orders.note"), QStringLiteral("--secret-stdin")});
    add.write(requester.secret);
    add.closeWriteChannel();
    if (!add.waitForFinished(60'000) || add.exitCode() != 0)
        qFatal("client add: %s", add.readAllStandardError().constData());
    return requester;
}

// Each request ends sooner than the one before, and so comes in at the top of the list, in sight.
std::vector<Sample> askAgainAndAgain(quint16 port, const Party &requester, int count)
{
    LoadClient client(port, {});
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(60, 180)));
        const QByteArray details = "[{\"params\":{\"order_id\":\"" + QByteArray::number(700'000 + i) + "\"},\"type\":\"orders.note\"}]";
        Sample sample;
        sample.sentMs = nowMs();
        const HttpReply reply = client.form("/bc-authorize", basicAuthorization(requester),
                                            {{"authorization_details", details}, {"login_hint", "client:" + requester.id}, {"requested_expiry", QByteArray::number(3'000 - 5 * i)}});
        sample.answeredMs = nowMs();
        sample.id = QString::fromLatin1(reply.text(QLatin1String("approval_id")));
        samples.push_back(sample);
    }
    return samples;
}

int latency(Application &application, const QString &directory, int count)
{
    Desk desk(application, directory);
    const int pending = desk.console.inbox().pendingCount();
    const Party requester = addRequester(directory + QStringLiteral("/authority"));
    Sight sight(application, *desk.list);
    const auto port = static_cast<quint16>(QUrl(desk.issuer()).port());
    std::vector<Sample> samples;
    std::atomic<bool> done{false};
    std::thread asking([&] {
        samples = askAgainAndAgain(port, requester, count);
        done = true;
    });
    const bool ended = runUntil([&] { return done.load(); }, 600'000);
    runUntil([] { return false; }, 1'500);
    asking.join();
    std::vector<double> sinceSent, sinceAnswer;
    int unseen = 0;
    for (const Sample &sample : samples) {
        const auto shown = sight.shownMs.constFind(sample.id);
        if (sample.id.isEmpty() || shown == sight.shownMs.cend()) {
            ++unseen;
            continue;
        }
        sinceSent.push_back(*shown - sample.sentMs);
        sinceAnswer.push_back(std::max(0.0, *shown - sample.answeredMs));
    }
    std::printf("%d pending before, %d not shown\n", pending, unseen);
    print("asked (request sent) to screen", sinceSent);
    const double p99 = print("committed (answer received) to screen", sinceAnswer);
    return ended && unseen == 0 && p99 <= kCommitToScreenMs ? 0 : 1;
}

// --- scrolling -----------------------------------------------------------------------------------------------------------

struct Frames {
    std::vector<double> wall, processor;
};

// One movement and the frame it leads to, from the event to the display.
template <class Move>
void step(Desk &desk, const QScrollBar &bar, Frames &frames, Move move)
{
    const int before = bar.value();
    const double wall = nowMs(), processor = processorMs();
    move();
    if (bar.value() == before || !desk.nextFrame())
        return;
    frames.wall.push_back(nowMs() - wall);
    frames.processor.push_back(processorMs() - processor);
    QCoreApplication::processEvents();  // what a tick of the clock or an answer brings in between comes to its turn
}

void wheel(QWidget &viewport, int notches)
{
    const QPointF at(viewport.width() / 2.0, viewport.height() / 2.0);
    QWheelEvent event(at, viewport.mapToGlobal(at), {}, QPoint(0, notches * 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&viewport, &event);
}

int report(const char *what, const Frames &frames)
{
    const auto over = std::count_if(frames.wall.begin(), frames.wall.end(), [](double ms) { return ms > kFrameMs; });
    print(what, frames.wall);
    print("   of it processor time", frames.processor);
    std::printf("   frames over 16 ms: %td\n", over);
    return static_cast<int>(over);
}

// Of the whole process, in MiB.
double residentMb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    const QByteArray text = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
    const auto at = text.indexOf("VmRSS:");
    return at < 0 ? 0 : text.mid(at + 6, 24).trimmed().split(' ').first().toDouble() / 1024;
}

int scrollThrough(Application &application, Desk &desk, QAbstractScrollArea &area)
{
    QScrollBar &bar = *area.verticalScrollBar();
    application.longestMs = 0;
    Frames wheeled, paged, dragged;
    for (int i = 0; i < 1'000; ++i)
        step(desk, bar, wheeled, [&] { wheel(*area.viewport(), i < 600 ? -1 : 1); });
    for (int i = 0; i < 400; ++i)
        step(desk, bar, paged, [&] { bar.triggerAction(i < 250 ? QAbstractSlider::SliderPageStepAdd : QAbstractSlider::SliderPageStepSub); });
    for (int i = 0; i < 400; ++i)
        step(desk, bar, dragged, [&] { bar.setValue(QRandomGenerator::global()->bounded(bar.maximum())); });
    const int over = report("wheel, one notch", wheeled) + report("page up and down", paged) + report("scroll bar, to anywhere", dragged);
    std::printf("longest event of all, ticks of the clock included: %.1f ms\n", application.longestMs);
    return over == 0 ? 0 : 1;
}

int scroll(Application &application, const QString &directory)
{
    Desk desk(application, directory);
    std::printf("%d pending, %d rows, %d px to scroll\n", desk.console.inbox().pendingCount(), desk.list->model()->rowCount(), desk.list->verticalScrollBar()->maximum());
    return scrollThrough(application, desk, *desk.list);
}

// A jump is over when what is in sight has been read and painted.
double jumpMs(audit::EntryTable &table, console::AuditRows &rows, int row)
{
    const double begin = nowMs();
    table.verticalScrollBar()->setValue(row);
    const int first = table.rowAt(0);
    runUntil([&] { return rows.at(first) != nullptr; }, 10'000);
    table.viewport()->repaint();
    return nowMs() - begin;
}

int history(Application &application, const QString &directory)
{
    Desk desk(application, directory);
    auto *page = new audit::AuditPage(desk.console);
    desk.window.addPage({QStringLiteral("audit"), theme::Glyph::Log, QStringLiteral("Audit"), page});
    desk.window.showPage(QStringLiteral("audit"));
    console::AuditRows &rows = desk.console.audits().at(0)->rows();
    if (!runUntil([&] { return rows.rowCount() > 0; }, 20'000))
        qFatal("the log is not shown");
    auto *table = page->findChild<audit::EntryTable *>();
    runUntil([] { return false; }, 1'500);
    const double before = residentMb();
    std::printf("%d entries\n", rows.rowCount());
    int missed = scrollThrough(application, desk, *table);
    std::vector<double> jumps;
    for (int i = 0; i < 100; ++i)
        jumps.push_back(jumpMs(*table, rows, QRandomGenerator::global()->bounded(table->verticalScrollBar()->maximum())));
    print("jump to anywhere until it is read and painted", jumps);
    // From the first to the last entry, every page of them.
    for (int row = 0; row < rows.rowCount(); row += 2'000)
        jumpMs(*table, rows, row);
    std::printf("memory: %.1f MiB before, %.1f MiB after scrolling through everything; %lld entries held\n", before, residentMb(), static_cast<long long>(rows.held()));
    missed += residentMb() > before + 40 ? 1 : 0;
    return missed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv)
{
    Application application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "usage: %s latency|scroll|history DIR [samples]\n", argv[0]);
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::Theme look(application);
    if (arguments[1] == QLatin1String("scroll"))
        return scroll(application, arguments[2]);
    if (arguments[1] == QLatin1String("history"))
        return history(application, arguments[2]);
    return latency(application, arguments[2], arguments.size() > 3 ? arguments[3].toInt() : 200);
}
