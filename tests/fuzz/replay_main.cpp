// Runs one fuzz target over its committed corpus, for builds without libFuzzer: every file, and short ones also cut off at
// every length, so that a fault once found stays found.
#include "tests/fuzz/property.h"

#include <QDir>
#include <QFile>

#include <vector>

namespace {

constexpr qsizetype kCutUpTo = 200;

void run(const QByteArray &bytes)
{
    // A buffer of exactly this size: a read past the end is seen by AddressSanitizer.
    const std::vector<uint8_t> exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s CORPUS_DIRECTORY\n", argv[0]);
        return 2;
    }
    const QDir corpus(QString::fromLocal8Bit(argv[1]));
    const QStringList names = corpus.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(corpus.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(file.fileName()));
            return 2;
        }
        const QByteArray bytes = file.readAll();
        std::fprintf(stderr, "%s\n", qPrintable(name));  // the last one named is the one that failed
        run(bytes);
        for (qsizetype length = 0; length < qMin(bytes.size(), kCutUpTo); ++length)
            run(bytes.first(length));
    }
    std::fprintf(stderr, "%lld files replayed\n", static_cast<long long>(names.size()));
    return names.isEmpty() ? 1 : 0;
}
