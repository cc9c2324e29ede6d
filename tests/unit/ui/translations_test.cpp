// Every language that is built in: complete, and unable to drop a value or to smuggle markup in (UI-23).
#include "ui/text/translations.h"

#include "app/approval/visible_text.h"
#include "ui/inbox/approve_button.h"
#include "ui/settings/appearance_section.h"
#include "ui/shell/main_window.h"
#include "ui/text/duration_text.h"
#include "ui/text/risk_text.h"
#include "ui/widgets/rail_button.h"

#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace countersign;

namespace {

struct Entry {
    QString context;
    QString source;
    QStringList translations;
    QString state;  // "unfinished", "obsolete", "vanished"; empty: done
    bool plural = false;
};

struct TextFile {
    QString fault;
    QString language;
    QList<Entry> entries;
};

void readTranslation(QXmlStreamReader &xml, Entry &entry)
{
    entry.state = xml.attributes().value(QStringLiteral("type")).toString();
    if (!entry.plural) {
        entry.translations.append(xml.readElementText());
        return;
    }
    while (xml.readNextStartElement())
        entry.translations.append(xml.readElementText());
}

TextFile readTs(const QString &path)
{
    QFile file(path);
    TextFile found;
    if (!file.open(QIODevice::ReadOnly))
        return {QStringLiteral("cannot be read"), {}, {}};
    QXmlStreamReader xml(&file);
    Entry entry;
    while (!xml.atEnd()) {
        const QXmlStreamReader::TokenType token = xml.readNext();
        const QStringView name = xml.name();
        if (token == QXmlStreamReader::EndElement && name == QStringLiteral("message"))
            found.entries.append(entry);
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (name == QStringLiteral("TS"))
            found.language = xml.attributes().value(QStringLiteral("language")).toString();
        else if (name == QStringLiteral("name"))
            entry.context = xml.readElementText();
        else if (name == QStringLiteral("message"))
            entry = {entry.context, {}, {}, {}, xml.attributes().value(QStringLiteral("numerus")) == QStringLiteral("yes")};
        else if (name == QStringLiteral("source"))
            entry.source = xml.readElementText();
        else if (name == QStringLiteral("translation"))
            readTranslation(xml, entry);
    }
    found.fault = xml.errorString();
    return found;
}

QString sourceOf(const QString &code)
{
    return QStringLiteral(COUNTERSIGN_SOURCE_DIR "/translations/countersign_%1.ts").arg(code);
}

QString runTool(const QString &program, const QStringList &arguments)
{
    QProcess tool;
    tool.setWorkingDirectory(QStringLiteral(COUNTERSIGN_SOURCE_DIR));
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(program, arguments);
    if (!tool.waitForFinished(60'000) || tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return program + QStringLiteral(": ") + QString::fromLocal8Bit(tool.readAll()) + tool.errorString();
    return {};
}

// Installs the texts of a language for as long as it lives.
class Speaking {
public:
    explicit Speaking(const char *language) { text::installTranslations(*QCoreApplication::instance(), QLocale(QLatin1String(language))); }
    ~Speaking()
    {
        for (QTranslator *translator : QCoreApplication::instance()->findChildren<QTranslator *>())
            delete translator;
    }
    Q_DISABLE_COPY_MOVE(Speaking)
};

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void languagesAreBuiltIn();
    void everyTextIsSound_data();
    void everyTextIsSound();
    void theWindowIsTranslated();
    void german();
    void englishHasItsPlurals();
    void unknownLanguageIsEnglish();
    void standsIn_data();
    void standsIn();
    void faultyTextFallsBack();
};

void TranslationsTest::languagesAreBuiltIn()
{
    const Speaking any("en");
    QCOMPARE(settings::builtInLanguages(), QStringList({QStringLiteral("en"), QStringLiteral("de")}));
}

void TranslationsTest::everyTextIsSound_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("pluralsAlone");
    const Speaking any("en");
    for (const QString &code : settings::builtInLanguages())
        QTest::newRow(qPrintable(code)) << code << (code == QStringLiteral("en"));
}

void TranslationsTest::everyTextIsSound()
{
    QFETCH(QString, code);
    QFETCH(bool, pluralsAlone);
    const TextFile file = readTs(sourceOf(code));
    QCOMPARE(file.fault, QString());
    QCOMPARE(file.language, code);
    QVERIFY(file.entries.size() > (pluralsAlone ? 5 : 400));
    QStringList faults;
    for (const Entry &entry : file.entries) {
        const QString where = entry.context + QStringLiteral(": ") + entry.source;
        if (!entry.state.isEmpty())
            faults.append(where + QStringLiteral(" is ") + entry.state);
        if (pluralsAlone && !entry.plural)
            faults.append(where + QStringLiteral(" needs no entry"));
        // English and German both have two forms.
        if (entry.translations.size() != (entry.plural ? 2 : 1))
            faults.append(where + QStringLiteral(" lacks a plural form"));
        for (const QString &translation : entry.translations) {
            if (translation.trimmed().isEmpty() || translation != translation.trimmed())
                faults.append(where + QStringLiteral(" is empty or padded"));
            // Words of ours stand beside values from outside; a sign that is written out there would look like an attack.
            if (approval::visibleText(translation) != translation && approval::visibleText(entry.source) == entry.source)
                faults.append(where + QStringLiteral(" shows as ") + approval::visibleText(translation));
            if (!text::standsInFor(translation, entry.source))
                faults.append(where + QStringLiteral(" became ") + translation);
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

// Collects the texts of the sources anew. A handful may wait for their translation; a whole file, or a class that
// files its texts under another name than it asks for, may not.
void TranslationsTest::theWindowIsTranslated()
{
    const QTemporaryDir dir;
    const QString copy = dir.filePath(QStringLiteral("countersign_de.ts"));
    QVERIFY(QFile::copy(sourceOf(QStringLiteral("de")), copy));
    const QString trouble = runTool(QStringLiteral(COUNTERSIGN_LUPDATE),
                                    {QStringLiteral("-silent"), QStringLiteral("-disable-heuristic"), QStringLiteral("sametext"), QStringLiteral("-locations"),
                                     QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("app/console"), QStringLiteral("app/backends"),
                                     QStringLiteral("app/programs"), QStringLiteral("ui"), QStringLiteral("-ts"), copy});
    QCOMPARE(trouble, QString());
    const TextFile file = readTs(copy);
    QStringList waiting;
    for (const Entry &entry : file.entries) {
        if (!entry.state.isEmpty())
            waiting.append(QStringLiteral("%1 (%2): %3").arg(entry.context, entry.state, entry.source));
    }
    if (!waiting.isEmpty())
        qWarning().noquote() << "run the target update_translations and translate:\n" << waiting.join(u'\n');
    QVERIFY2(waiting.size() * 20 <= file.entries.size(), "more than 5 % of the texts have no German");
}

void TranslationsTest::german()
{
    const Speaking german("de_AT");
    QCOMPARE(inbox::ApproveButton::tr("Approve"), QStringLiteral("Genehmigen"));
    QCOMPARE(shell::MainWindow::tr("Inbox"), QStringLiteral("Eingang"));
    QCOMPARE(QCoreApplication::translate("MainWindow", "Active access"), QStringLiteral("Aktive Zugriffe"));
    QCOMPARE(text::riskWord(approval::Tier::High), QStringLiteral("Hohes Risiko"));
    QCOMPARE(text::duration(std::chrono::seconds(252)), QStringLiteral("4 min 12 s"));
    QCOMPARE(widgets::RailButton::tr("%1, %n pending", nullptr, 3).arg(QStringLiteral("Eingang")), QStringLiteral("Eingang, 3 offen"));
    QCOMPARE(QCoreApplication::translate("countersign::inbox::RequestRows", "%n equal requests.", nullptr, 1), QStringLiteral("1 gleiche Anfrage."));
    QCOMPARE(QCoreApplication::translate("countersign::inbox::RequestRows", "%n equal requests.", nullptr, 4), QStringLiteral("4 gleiche Anfragen."));
}

void TranslationsTest::englishHasItsPlurals()
{
    const Speaking english("en_GB");
    QCOMPARE(inbox::ApproveButton::tr("Approve"), QStringLiteral("Approve"));
    QCOMPARE(QCoreApplication::translate("countersign::inbox::RequestRows", "%n equal requests.", nullptr, 1), QStringLiteral("1 equal request."));
    QCOMPARE(QCoreApplication::translate("countersign::inbox::RequestRows", "%n equal requests.", nullptr, 2), QStringLiteral("2 equal requests."));
}

void TranslationsTest::unknownLanguageIsEnglish()
{
    for (const char *language : {"C", "ja_JP"}) {
        const Speaking other(language);
        QCOMPARE(inbox::ApproveButton::tr("Approve"), QStringLiteral("Approve"));
        QCOMPARE(QCoreApplication::translate("countersign::inbox::RequestRows", "%n equal requests.", nullptr, 1), QStringLiteral("1 equal request."));
    }
}

void TranslationsTest::standsIn_data()
{
    QTest::addColumn<QString>("translation");
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("stands");
    QTest::newRow("other order") << "für %2, innerhalb von %1" << "within %1, for %2" << true;
    QTest::newRow("twice") << "%1 und %1" << "%1" << true;
    QTest::newRow("no placeholder") << "Ablehnen" << "Deny" << true;
    QTest::newRow("grouped number") << "%L1 Zeichen" << "%L1 characters" << true;
    QTest::newRow("lost") << "Abmelden?" << "Sign out of %1?" << false;
    QTest::newRow("renumbered") << "%1 für %3" << "%1 for %2" << false;
    QTest::newRow("lost count") << "Anfragen" << "%n requests" << false;
    QTest::newRow("one too many") << "Ablehnen %1" << "Deny" << false;
    QTest::newRow("count not grouped") << "%1 Zeichen" << "%L1 characters" << false;
    QTest::newRow("markup") << "<b>Ablehnen</b>" << "Deny" << false;
    QTest::newRow("entity") << "Ablehnen&#33;" << "Deny" << false;
    QTest::newRow("accelerator") << "A&blehnen" << "Deny" << false;
    QTest::newRow("sign of the source") << "größer als >" << "larger than >" << true;
}

void TranslationsTest::standsIn()
{
    QFETCH(QString, translation);
    QFETCH(QString, source);
    QTEST(text::standsInFor(translation, source), "stands");
}

// A file of texts made faulty on purpose, compiled by the real compiler and really loaded.
void TranslationsTest::faultyTextFallsBack()
{
    const QTemporaryDir dir;
    const QString ts = dir.filePath(QStringLiteral("countersign_de.ts"));
    const QString qm = dir.filePath(QStringLiteral("countersign_de.qm"));
    QFile file(ts);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<?xml version=\"1.0\"?><!DOCTYPE TS><TS version=\"2.1\" language=\"de\"><context><name>T</name>"
               "<message><source>Sign out of %1?</source><translation>Abmelden?</translation></message>"
               "<message><source>Deny</source><translation>&lt;img src=x&gt;Ablehnen</translation></message>"
               "<message numerus=\"yes\"><source>%n requests</source><translation><numerusform>Anfrage</numerusform><numerusform>%n Anfragen</numerusform></translation></message>"
               "<message><source>Approve</source><translation>Genehmigen</translation></message>"
               "</context></TS>");
    file.close();
    QCOMPARE(runTool(QStringLiteral(COUNTERSIGN_LRELEASE), {QStringLiteral("-silent"), ts, QStringLiteral("-qm"), qm}), QString());

    text::CheckedTranslator translator;
    QVERIFY(translator.load(qm));
    QVERIFY(QCoreApplication::installTranslator(&translator));
    QCOMPARE(QCoreApplication::translate("T", "Sign out of %1?").arg(QStringLiteral("Northwind")), QStringLiteral("Sign out of Northwind?"));
    QCOMPARE(QCoreApplication::translate("T", "Deny"), QStringLiteral("Deny"));
    QCOMPARE(QCoreApplication::translate("T", "%n requests", nullptr, 1), QStringLiteral("1 requests"));
    QCOMPARE(QCoreApplication::translate("T", "%n requests", nullptr, 7), QStringLiteral("7 Anfragen"));
    QCOMPARE(QCoreApplication::translate("T", "Approve"), QStringLiteral("Genehmigen"));
}

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
