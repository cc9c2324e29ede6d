// How long a catalogue of five thousand scopes takes: to read, to lint, to compare. Processor time beside the clock's, because the machine may
// be busy with other things.
#include "app/catalog/diff.h"
#include "app/catalog/lint.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

namespace {

namespace catalog = countersign::catalog;

constexpr int kRounds = 15;

// Fifty services with ten things each, on which ten verbs may be done.
QByteArray bigText(const QByteArray &owner)
{
    const QByteArrayList verbs{"read", "create", "update", "delete", "approve", "export", "refund", "cancel", "list", "archive"};
    QByteArray text = "format = 1\nname = \"Big\"\n[naming]\npattern = \"^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*){1,3}$\"\nforbid = [\"*\", \"all\", \"admin\"]\n";
    for (int service = 0; service < 50; ++service) {
        const QByteArray id = QByteArray::number(service);
        text += "[[resource]]\nid = \"https://service" + id + ".northwind.example\"\nname = \"Service " + id + " API\"\n";
        for (int thing = 0; thing < 100; ++thing) {
            const QByteArray &verb = verbs[thing % 10];
            const QByteArray kind(1, static_cast<char>('a' + thing / 10));
            text += "[[scope]]\nname = \"service" + id + ":resource-" + kind + ':' + verb + "\"\ntitle = \"" + verb + " a resource " + kind + " of service " + id + "\"\nowner = \"" + owner + id
                + "@northwind.example\"\nreason = \"Support handles what customers of service " + id + " ask for\"\nresource = \"https://service" + id + ".northwind.example\"\nrisk = \"high\"\n";
        }
    }
    return text;
}

void measure(const char *what, const std::function<void()> &body)
{
    double bestWall = 1e9, bestCpu = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        body();
        bestCpu = std::min(bestCpu, static_cast<double>(std::clock() - before) * 1000.0 / CLOCKS_PER_SEC);
        bestWall = std::min(bestWall, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("%-34s %8.1f ms processor, %8.1f ms clock, best of %d\n", what, bestCpu, bestWall, kRounds);
}

}  // namespace

int main()
{
    const QByteArray text = bigText("team"), other = bigText("crew");
    const auto first = catalog::parse(text), second = catalog::parse(other);
    if (!first || !second || first->scopes.size() != 5000)
        return 1;
    std::printf("catalogue: %zu scopes, %lld bytes\n", first->scopes.size(), static_cast<long long>(text.size()));
    measure("read and lint (check)", [&] { (void)catalog::check(text); });
    measure("lint of what was read", [&] { (void)catalog::lint(*first); });
    catalog::UseFacts facts;
    facts.now = 1'800'000'000;
    facts.scopes.emplace();
    for (const auto &scope : first->scopes)
        facts.scopes->insert(scope.name, {3, 1'700'000'000, std::nullopt});
    measure("lint of its use, nothing used", [&] { (void)catalog::lintUse(*first, facts); });
    measure("diff, every scope changed", [&] { (void)catalog::diff(*first, *second); });
    return 0;
}
