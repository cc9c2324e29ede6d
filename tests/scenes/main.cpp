// Renders scenes to PNG. Each variant runs in a process of its own, because the scale factor is fixed at start.
#include "tests/scenes/scene.h"

#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCryptographicHash>
#include <QDir>
#include <QLocale>
#include <QPixmap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QWidget>

#include <algorithm>

using namespace countersign;

namespace countersign::scenes {

QList<Scene> &registry()
{
    static QList<Scene> scenes;
    return scenes;
}

}  // namespace countersign::scenes

namespace {

struct Variant {
    const char *name;
    const char *scaleFactor;
};

// As much as zlib's fastest level makes smaller: the pictures are compared or looked at, not kept.
constexpr int kQuickCompression = 90;
const QString kEnglish = QStringLiteral("en_US");

constexpr Variant kVariants[] = {{"light", "1"}, {"dark", "1"}, {"rtl", "1"}, {"125", "1.25"}, {"text200", "1"}};

// Only faces that every Debian desktop has beside our own, and no rendering settings of this machine.
QString writeFontConfig(const QDir &dir)
{
    QFile file(dir.filePath(QStringLiteral("fonts.conf")));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\"><fontconfig>"
               "<dir>/usr/share/fonts/truetype/dejavu</dir>"
               "<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>"
               "<cachedir>");
    file.write(dir.filePath(QStringLiteral("cache")).toUtf8());
    file.write("</cachedir></fontconfig>");
    return file.fileName();
}

// Text that does not fit its label would be cut off in silence; a scene that shows such a label fails.
int reportClipped(const QWidget &root, const QString &scene)
{
    int found = 0;
    for (const auto *label : root.findChildren<widgets::PlainLabel *>()) {
        if (!label->isVisibleTo(&root) || label->text().isEmpty() || label->height() >= label->heightForWidth(label->width()))
            continue;
        QTextStream(stderr) << scene << ": cut off: " << label->text().left(60) << Qt::endl;
        ++found;
    }
    return found;
}

int renderAll(const QString &outDir, const QString &only, const QString &variant)
{
    auto scenes = scenes::registry();
    std::sort(scenes.begin(), scenes.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    int rendered = 0;
    int clipped = 0;
    for (const auto &scene : std::as_const(scenes)) {
        if (!only.isEmpty() && !scene.name.startsWith(only))
            continue;
        const std::unique_ptr<QWidget> widget(scene.make());
        widget->ensurePolished();
        const int width = std::max(scene.size.width(), widget->minimumSizeHint().width());
        widget->resize(width, 100);
        const int wanted = widget->hasHeightForWidth() ? widget->heightForWidth(width) : widget->sizeHint().height();
        const int height = scene.size.height() > 0 && variant != QStringLiteral("text200") ? scene.size.height()
                                                                                            : std::max(scene.size.height(), wanted);
        widget->resize(width, height);
        widget->show();
        QApplication::setActiveWindow(widget.get());
        if (QWidget *focused = QApplication::focusWidget()) {
            focused->clearFocus();
            focused->setFocus(Qt::TabFocusReason);  // as after a key press: only then rings are painted
        }
        widget->setAttribute(Qt::WA_KeyboardFocusChange);
        for (int i = 0; i < 4; ++i)
            QApplication::processEvents();
        const QString file = QDir(outDir).filePath(scene.name + QLatin1Char('-') + variant + QStringLiteral(".png"));
        if (!widget->grab().toImage().convertToFormat(QImage::Format_RGB32).save(file, "PNG", kQuickCompression)) {
            QTextStream(stderr) << "cannot write " << file << Qt::endl;
            return 1;
        }
        ++rendered;
        clipped += reportClipped(*widget, scene.name + QLatin1Char('-') + variant);
    }
    return rendered > 0 && clipped == 0 ? 0 : 1;
}

struct Wish {
    QString program, only, language;
    QString variant;  // empty: every one
};

int runVariants(const Wish &wish, const QString &outDir)
{
    QTemporaryDir scratch;
    const QString fonts = writeFontConfig(QDir(scratch.path()));
    int rendered = 0;
    for (const Variant &variant : kVariants) {
        if (!wish.variant.isEmpty() && wish.variant != QLatin1String(variant.name))
            continue;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QString::fromLatin1(variant.scaleFactor));
        environment.insert(QStringLiteral("QT_FONT_DPI"), QStringLiteral("96"));
        environment.insert(QStringLiteral("FONTCONFIG_FILE"), fonts);
        environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
        QProcess child;
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedChannels);
        child.start(wish.program, {QStringLiteral("--render"), QString::fromLatin1(variant.name), QStringLiteral("--out"), outDir, QStringLiteral("--only"), wish.only,
                                   QStringLiteral("--language"), wish.language});
        if (!child.waitForFinished(290'000) || child.exitStatus() != QProcess::NormalExit || child.exitCode() != 0) {
            QTextStream(stderr) << "variant " << variant.name << " failed" << Qt::endl;
            return 1;
        }
        ++rendered;
    }
    if (rendered == 0)
        QTextStream(stderr) << "no variant is called " << wish.variant << Qt::endl;
    return rendered > 0 ? 0 : 1;
}

QMap<QString, QByteArray> digestsOf(const QString &dirName)
{
    const QDir dir(dirName);
    QMap<QString, QByteArray> digests;
    for (const QString &name : dir.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (file.open(QIODevice::ReadOnly) && hash.addData(&file))
            digests.insert(name, hash.result());
    }
    return digests;
}

// Two runs must give the same bytes, or a picture says nothing when it changes.
int checkStable(const Wish &wish)
{
    QTemporaryDir first;
    QTemporaryDir second;
    if (runVariants(wish, first.path()) != 0 || runVariants(wish, second.path()) != 0)
        return 1;
    const auto once = digestsOf(first.path()), again = digestsOf(second.path());
    const bool same = once == again;
    for (auto it = once.begin(); it != once.end(); ++it) {
        if (again.value(it.key()) != it.value())
            QTextStream(stdout) << it.key() << " differs" << Qt::endl;
    }
    QTextStream(stdout) << once.size() << " pictures, " << (same ? "stable" : "NOT stable") << Qt::endl;
    return same ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");  // pictures never depend on the display
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Folder for the pictures."), QStringLiteral("dir"), QStringLiteral("scenes"));
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("Scenes whose name starts like this."), QStringLiteral("name"));
    const QCommandLineOption variant(QStringLiteral("variant"), QStringLiteral("One variant: light, dark, rtl, 125, text200."), QStringLiteral("name"));
    const QCommandLineOption render(QStringLiteral("render"), QStringLiteral("One variant, in this process."), QStringLiteral("name"));
    const QCommandLineOption stable(QStringLiteral("check-stable"), QStringLiteral("Render twice and compare."));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("The language of the texts."), QStringLiteral("code"), kEnglish);
    parser.addOptions({out, only, variant, render, stable, language});
    parser.addHelpOption();
    parser.process(application);

    const Wish wish{QCoreApplication::applicationFilePath(), parser.value(only), parser.value(language), parser.value(variant)};
    if (parser.isSet(stable))
        return checkStable(wish);
    QDir().mkpath(parser.value(out));
    if (!parser.isSet(render))
        return runVariants(wish, parser.value(out));

    QLocale::setDefault(QLocale(parser.value(language)));
    text::installTranslations(application, QLocale());
    const QString name = parser.value(render);
    theme::Theme look(application);
    look.setMotion(theme::Motion::Reduced);
    look.setScheme(name == QStringLiteral("dark") ? theme::Scheme::Dark : theme::Scheme::Light);
    if (name == QStringLiteral("text200"))
        look.setScale(2.0);
    QApplication::setLayoutDirection(name == QStringLiteral("rtl") ? Qt::RightToLeft : Qt::LeftToRight);
    QApplication::setCursorFlashTime(0);
    return renderAll(parser.value(out), parser.value(only), name);
}
