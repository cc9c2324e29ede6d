// Rules a compiler does not know, read from the sources: who may name a colour, and who may show text (UI-04).
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

class SourceRulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noColourOutsideTheme();
    void noRawTextWidgetsOutsideWidgets();
    void rulesFindWhatTheyForbid_data();
    void rulesFindWhatTheyForbid();
};

namespace {

const QRegularExpression &colour()
{
    static const QRegularExpression rule(QStringLiteral(
        "\\bQColor(Constants)?\\s*[({:]\\s*[^)}\\s]|\\bqRgba?\\s*\\(|#[0-9a-fA-F]{6}\\b|#[0-9a-fA-F]{3}\"|"
        "\\bQt::(black|white|red|green|blue|cyan|magenta|yellow|gray|dark(Red|Green|Blue|Cyan|Magenta|Yellow|Gray)|lightGray)\\b|"
        "\\bsetNamedColor\\b|\\bsetStyleSheet\\b"));
    return rule;
}

// Widgets that guess at markup, or take it, when they are given text from outside.
const QRegularExpression &rawText()
{
    static const QRegularExpression rule(QStringLiteral(
        "\\b(QLabel|QMessageBox|QToolTip|QTextEdit|QTextBrowser|QPlainTextEdit|QErrorMessage|QWhatsThis|QTextDocument|"
        "QInputDialog|QProgressDialog|QStaticText)\\b"));
    return rule;
}

// Comments may speak of what code must not use.
QString withoutComments(QString source)
{
    static const QRegularExpression comments(QStringLiteral("//[^\\n]*|/\\*.*?\\*/"), QRegularExpression::DotMatchesEverythingOption);
    qsizetype from = 0;
    for (auto match = comments.match(source); match.hasMatch(); match = comments.match(source, from)) {
        // Line numbers in reports stay right; "http://" in a string costs nothing here.
        const QString lines(match.captured().count(QLatin1Char('\n')), QLatin1Char('\n'));
        source.replace(match.capturedStart(), match.capturedLength(), lines);
        from = match.capturedStart() + lines.size();
    }
    return source;
}

QStringList offences(const QString &text, const QRegularExpression &rule, const QString &name)
{
    QStringList found;
    const QStringList lines = withoutComments(text).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i)
        if (rule.match(lines.at(i)).hasMatch())
            found += QStringLiteral("%1:%2: %3").arg(name).arg(i + 1).arg(lines.at(i).trimmed());
    return found;
}

// Sources below app/ and ui/, except below `allowed`; `read` counts them, so that an empty tree cannot pass.
QStringList search(const QRegularExpression &rule, const QStringList &allowed, int &read)
{
    QStringList found;
    const QString root = QStringLiteral(COUNTERSIGN_SOURCE_DIR "/");
    for (const QString &folder : {QStringLiteral("app"), QStringLiteral("ui")}) {
        QDirIterator files(root + folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const QString name = path.mid(root.size());
            QFile file(path);
            if (std::any_of(allowed.begin(), allowed.end(), [&name](const QString &prefix) { return name.startsWith(prefix); }))
                continue;
            if (!file.open(QIODevice::ReadOnly))
                continue;
            found += offences(QString::fromUtf8(file.readAll()), rule, name);
            ++read;
        }
    }
    return found;
}

}  // namespace

void SourceRulesTest::noColourOutsideTheme()
{
    int read = 0;
    // The authority's pages have a style of their own; they cannot reach the console's tokens.
    const QStringList allowed{QStringLiteral("ui/theme/"), QStringLiteral("app/authority/endpoints/sign_in_page.cpp"), QStringLiteral("app/authority/endpoints/evidence.cpp")};
    const QStringList found = search(colour(), allowed, read);
    QVERIFY(read > 40);
    QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("Colours belong to ui/theme:\n") + found.join(QLatin1Char('\n'))));
}

void SourceRulesTest::noRawTextWidgetsOutsideWidgets()
{
    int read = 0;
    // The theme styles tool tips and text areas; it shows no text.
    const QStringList found = search(rawText(), {QStringLiteral("ui/widgets/"), QStringLiteral("ui/theme/")}, read);
    QVERIFY(read > 30);
    QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("Use the widgets of ui/widgets:\n") + found.join(QLatin1Char('\n'))));
}

void SourceRulesTest::rulesFindWhatTheyForbid_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("isColour");
    QTest::addColumn<bool>("isRawText");
    QTest::newRow("rgb") << QStringLiteral("painter.setPen(QColor(1, 2, 3));") << true << false;
    QTest::newRow("brace") << QStringLiteral("QColor{0x123456}") << true << false;
    QTest::newRow("hex") << QStringLiteral("load(\"#aabbcc\")") << true << false;
    QTest::newRow("named") << QStringLiteral("fill(Qt::red)") << true << false;
    QTest::newRow("constants") << QStringLiteral("QColorConstants::Red") << true << false;
    QTest::newRow("style sheet") << QStringLiteral("w->setStyleSheet(x)") << true << false;
    QTest::newRow("no colour at all") << QStringLiteral("paintFrame(p, r, {QColor(), t.line, 3}); // QColor(1)") << false << false;
    QTest::newRow("transparent") << QStringLiteral("image.fill(Qt::transparent)") << false << false;
    QTest::newRow("label") << QStringLiteral("auto *l = new QLabel(name);") << false << true;
    QTest::newRow("message") << QStringLiteral("QMessageBox::warning(this, a, b);") << false << true;
    QTest::newRow("plain label") << QStringLiteral("new PlainLabel(name);") << false << false;
    QTest::newRow("comment") << QStringLiteral("// unlike QLabel") << false << false;
}

void SourceRulesTest::rulesFindWhatTheyForbid()
{
    QFETCH(QString, source);
    QFETCH(bool, isColour);
    QFETCH(bool, isRawText);
    QCOMPARE(!offences(source, colour(), QString()).isEmpty(), isColour);
    QCOMPARE(!offences(source, rawText(), QString()).isEmpty(), isRawText);
}

QTEST_APPLESS_MAIN(SourceRulesTest)
#include "source_rules_test.moc"
