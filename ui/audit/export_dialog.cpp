#include "ui/audit/export_dialog.h"

#include "app/approval/visible_text.h"
#include "ui/text/save_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/save_file.h"
#include "ui/widgets/scroll_page.h"

#include <QDate>
#include <QLocale>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::audit {

using console::AuditExport;
using console::ExportCheck;
using State = AuditExport::State;
using What = AuditExport::What;

namespace {

constexpr qsizetype kMostFindings = 8;  // shown; the command line lists all

QRadioButton *makeFormat(QVBoxLayout &column, const char *objectName, const QString &name, const QString &explanation)
{
    auto *format = new QRadioButton(name);
    format->setObjectName(QString::fromLatin1(objectName));
    auto *words = new widgets::PlainLabel;
    words->setTextStyle(theme::style::muted);
    words->setOwnText(explanation);
    words->setContentsMargins(theme::space::xl, 0, 0, 0);
    format->setAccessibleDescription(explanation);
    column.addWidget(format);
    column.addWidget(words);
    return format;
}

}  // namespace

ExportDialog::ExportDialog(AuditExport &exporter, QWidget *parent)
    : QDialog(parent), m_export(exporter), m_choice(new QWidget), m_progress(new widgets::ProgressLine({})), m_outcome(new widgets::Banner(theme::Tone::Ok)), m_facts(new widgets::FactSheet),
      m_findings(new widgets::PlainLabel), m_saveAs(widgets::makeButton(theme::ButtonRole::Filled, tr("Save as…"))), m_close(widgets::makeButton(theme::ButtonRole::Plain, tr("Close")))
{
    using namespace theme;
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Export"));
    setFocusPolicy(Qt::StrongFocus);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::m);
    column->setSpacing(space::m);
    if (!m_export.isBusy())
        m_export.reset();
    addChoice(*column);
    addOutcome(*column);
    column->addStretch(1);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(widgets::makeScrollPage(content), 1);
    addFoot(*whole);
    connect(&m_export, &AuditExport::changed, this, &ExportDialog::refresh);
    resize(fontMetrics().averageCharWidth() * 68, fontMetrics().lineSpacing() * 24);
    refresh();
    setFocus();
}

void ExportDialog::addChoice(QVBoxLayout &column)
{
    auto *choice = new QVBoxLayout(m_choice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(theme::space::s);
    auto *title = new widgets::PlainLabel;
    title->setTextStyle(theme::style::headline);
    const bool isFiltered = m_export.query() != console::AuditQuery();
    title->setOwnText(isFiltered ? tr("Export what the filter shows") : tr("Export the whole log"));
    choice->addWidget(title);
    m_lines = makeFormat(*choice, "formatLines", tr("JSON lines with proofs"),
                         tr("Every entry with the proof that it is in the log, and the signed checkpoint. Anybody can verify the file without this program, and it is verified here as well."));
    m_csv = makeFormat(*choice, "formatCsv", tr("CSV, for spreadsheets"), tr("A table without proofs. Whoever is given it has to believe that nobody has changed it."));
    for (QRadioButton *format : {m_lines, m_csv})
        connect(format, &QRadioButton::toggled, this, &ExportDialog::refresh);
    column.addWidget(m_choice);
}

void ExportDialog::addOutcome(QVBoxLayout &column)
{
    m_progress->setCancellable();
    m_outcome->setObjectName(QStringLiteral("exportOutcome"));
    m_findings->setObjectName(QStringLiteral("exportFindings"));
    m_findings->setTextStyle(theme::style::code);
    m_findings->setCopyable(widgets::PlainLabel::Copy::Yes);
    for (QWidget *each : std::initializer_list<QWidget *>{m_progress, m_outcome, m_facts, m_findings})
        column.addWidget(each);
    connect(m_progress, &widgets::ProgressLine::cancelRequested, &m_export, &AuditExport::cancel);
    connect(m_outcome, &widgets::Banner::actionRequested, &m_export, &AuditExport::reset);
}

void ExportDialog::addFoot(QVBoxLayout &column)
{
    using namespace theme;
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::xl, space::s, space::xl, space::l);
    foot->setSpacing(space::s);
    m_saveAs->setObjectName(QStringLiteral("exportSaveButton"));
    m_close->setObjectName(QStringLiteral("closeButton"));
    foot->addStretch(1);
    foot->addWidget(m_close);
    foot->addWidget(m_saveAs);
    column.addLayout(foot);
    connect(m_saveAs, &QPushButton::clicked, this, &ExportDialog::choose);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
}

void ExportDialog::reject()
{
    if (m_export.isBusy())
        m_export.cancel();
    QDialog::reject();
}

void ExportDialog::choose()
{
    const bool asLines = m_lines->isChecked();
    const QString name = QStringLiteral("audit-%1.%2").arg(QDate::currentDate().toString(Qt::ISODate), asLines ? QStringLiteral("jsonl") : QStringLiteral("csv"));
    widgets::askWhereToSave({tr("Save export"), name, asLines ? tr("JSON lines (*.jsonl)") : tr("Table (*.csv)")}, this,
                            [this, asLines](const QString &path) { m_export.start(asLines ? console::AuditFormat::JsonLines : console::AuditFormat::Csv, path); });
}

void ExportDialog::refresh()
{
    const State state = m_export.state();
    m_choice->setVisible(state == State::Idle);
    m_saveAs->setVisible(state == State::Idle);
    m_saveAs->setEnabled((m_lines->isChecked() || m_csv->isChecked()) && m_export.mayExport());
    m_close->setVisible(!m_export.isBusy());
    m_progress->setVisible(m_export.isBusy());
    m_outcome->setVisible(state == State::Done || state == State::Failed);
    m_facts->hide();
    m_findings->hide();
    if (m_export.isBusy())
        refreshProgress();
    else if (state != State::Idle)
        refreshOutcome();
}

void ExportDialog::refreshProgress()
{
    if (m_export.state() == State::Checking)
        return m_progress->setWhat(tr("Written. The proofs in the file are being verified…"));
    //: %1 is an amount such as "12.4 MB"
    m_progress->setWhat(tr("Being written: %1 so far").arg(text::byteCount(m_export.bytes())));
}

void ExportDialog::refreshOutcome()
{
    const bool failed = m_export.state() == State::Failed;
    m_outcome->setAction(failed && m_export.what() != What::Bundle ? tr("Try again") : QString());
    if (!failed)
        return showSaved();
    m_outcome->setTone(m_export.failure() == console::SaveFailure::Cancelled ? theme::Tone::Neutral : theme::Tone::Warn);
    m_outcome->setMessage(tr("Nothing was saved"), text::saveFailureSentence(m_export.failure(), m_export.detail()));
}

void ExportDialog::showSaved()
{
    m_outcome->setTone(theme::Tone::Ok);
    QList<widgets::Fact> facts{{tr("File"), m_export.path(), {}}, {tr("Size"), text::byteCount(m_export.bytes()), {}}};
    if (const auto &check = m_export.check()) {
        const QLocale locale;
        //: %1 a number of entries, %2 the number of entries of the whole log
        facts.append({tr("Entries"), check->isWhole ? tr("%1, the whole log").arg(locale.toString(check->entries)) : tr("%1 of %2, each with its proof").arg(locale.toString(check->entries), locale.toString(check->size)), {}});
        if (check->erased > 0)
            facts.append({tr("Erased"), tr("%n of them without their content, which was erased", nullptr, static_cast<int>(std::min<qint64>(check->erased, 1'000'000'000))), {}});
        showChecked(*check);
    } else {
        m_outcome->setMessage(tr("The table is saved"), tr("It carries no proofs. Export JSON lines as well where somebody has to be convinced."));
    }
    m_facts->setFacts(facts);
    m_facts->show();
}

void ExportDialog::showChecked(const ExportCheck &check)
{
    if (check.isClean() && m_export.what() == What::Bundle)
        return m_outcome->setMessage(tr("The evidence bundle is saved and verified"), tr("It is a page of its own that any browser shows. It says in it how others verify it without this program."));
    if (check.isClean()) {
        m_outcome->setMessage(tr("Saved and verified"), check.seen == ExportCheck::Seen::Fits ? tr("Every entry is in the log that the checkpoint signs, and that log is the one this computer has seen.")
                                                                                              : tr("Every entry is in the log that the checkpoint signs."));
        return;
    }
    m_outcome->setTone(theme::Tone::Danger);
    if (check.findings.isEmpty()) {
        m_outcome->setMessage(tr("Saved, and from another log than this computer has seen"), tr("The proofs in the file hold, and they belong to another history. Keep the file: it is evidence."));
        return;
    }
    m_outcome->setMessage(tr("Saved, and it does not verify"), tr("What the authority gave does not match its own signature. Keep the file: it is evidence, and tell whoever runs the authority."));
    QStringList shown = check.findings.mid(0, kMostFindings);
    if (check.findings.size() > kMostFindings)
        //: further findings that are not listed
        shown.append(tr("and %n more", nullptr, static_cast<int>(check.findings.size() - kMostFindings)));
    m_findings->setOwnText(approval::visibleText(shown.join(QStringLiteral(" · "))));
    m_findings->show();
}

}  // namespace countersign::audit
