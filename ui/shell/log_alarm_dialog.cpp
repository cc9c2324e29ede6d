#include "ui/shell/log_alarm_dialog.h"

#include "app/approval/visible_text.h"
#include "app/console/authority_session.h"
#include "ui/text/log_text.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/save_file.h"
#include "ui/widgets/scroll_page.h"

#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::shell {

using console::LogAlarm;

namespace {

void addText(QVBoxLayout &column, const theme::TextStyle &style, const QString &own)
{
    auto *label = new widgets::PlainLabel;
    label->setTextStyle(style);
    label->setOwnText(own);
    column.addWidget(label);
}

// A line to write in, with its name above it.
QLineEdit *addField(QVBoxLayout &column, const char *objectName, const QString &name)
{
    auto *field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(objectName));
    field->setAccessibleName(name);
    addText(column, theme::style::caption, name);
    column.addWidget(field);
    return field;
}

}  // namespace

LogAlarmDialog::LogAlarmDialog(console::AuthoritySession &session, QWidget *parent)
    : QDialog(parent), m_session(&session), m_saved(new widgets::PlainLabel), m_wayBack(new widgets::PlainLabel), m_failure(new widgets::PlainLabel),
      m_save(widgets::makeButton(theme::ButtonRole::Filled, tr("Save evidence…"))), m_trust(widgets::makeButton(theme::ButtonRole::Danger, tr("Trust the log anew")))
{
    using namespace theme;
    setObjectName(QStringLiteral("logAlarmDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("The log does not match"));
    setFocusPolicy(Qt::StrongFocus);  // itself, so that no button is preselected
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    addMeaning(*column);
    addFacts(*column);
    addWayBack(*column);
    column->addStretch(1);
    auto *close = widgets::makeButton(ButtonRole::Plain, tr("Close"));
    close->setObjectName(QStringLiteral("closeButton"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::xl, space::s, space::xl, space::l);
    foot->addStretch(1);
    foot->addWidget(close);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(widgets::makeScrollPage(content), 1);
    whole->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&session, &console::AuthoritySession::changed, this, &LogAlarmDialog::refresh);
    connect(&session, &QObject::destroyed, this, &QObject::deleteLater);
    resize(fontMetrics().averageCharWidth() * 74, fontMetrics().lineSpacing() * 40);
    refresh();
    setFocus();
}

QString LogAlarmDialog::host() const
{
    return approval::visibleText(m_session->badge().host.isEmpty() ? m_session->badge().name : m_session->badge().host);
}

void LogAlarmDialog::addMeaning(QVBoxLayout &column)
{
    using namespace theme;
    const LogAlarm *alarm = m_session->logAlarm();
    const QString name = approval::visibleText(m_session->badge().name.isEmpty() ? m_session->badge().host : m_session->badge().name);
    addText(column, style::headline, tr("The log of %1 does not match").arg(name));
    if (alarm) {
        addText(column, style::strong, text::logFaultSentence(alarm->fault));
        addText(column, style::body, text::logFaultMeaning(alarm->fault));
    }
    addText(column, style::body, tr("Until this is settled, nothing can be approved there. Denying and revoking still work."));
    column.addSpacing(space::s);
    addText(column, style::title, tr("What to do now"));
    if (const QString contact = alarm ? approval::visibleText(alarm->contact()) : QString(); !contact.isEmpty())
        //: %1 a person, an address or a number
        addText(column, style::body, tr("While the log still matched, the authority named as contact: %1").arg(contact));
    addText(column, style::body,
            tr("Call whoever runs this authority, or your security team, by a number or in a room that you know yourself. Do not use an address that the authority shows you. "
               "Save the evidence and give it to them; it shows both states of the log, each with the authority's signature."));
}

void LogAlarmDialog::addFacts(QVBoxLayout &column)
{
    using namespace theme;
    const LogAlarm *alarm = m_session->logAlarm();
    const QLocale locale;
    QList<widgets::Fact> facts{{tr("Authority"), m_session->issuer(), {}}};
    if (alarm && alarm->foundAt.isValid())
        facts.append({tr("Found"), locale.toString(alarm->foundAt.toLocalTime(), QLocale::LongFormat), {}});
    if (alarm && alarm->sizeBefore() >= 0)
        facts.append({tr("Seen before"), tr("%1 entries").arg(locale.toString(alarm->sizeBefore())), alarm->rootBefore()});
    if (alarm && alarm->sizeNow() >= 0)
        facts.append({tr("Shown now"), tr("%1 entries").arg(locale.toString(alarm->sizeNow())), alarm->rootNow()});
    if (const QString txn = alarm ? alarm->evidence.value(QLatin1String("txn")).toString() : QString(); !txn.isEmpty())
        facts.append({tr("Request"), txn, {}});
    facts.append({tr("Evidence"), alarm && !alarm->file.isEmpty() ? alarm->file : tr("It could not be written to this computer's disk. Save it somewhere else."), {}});
    auto *sheet = new widgets::FactSheet;
    sheet->setFacts(facts);
    column.addWidget(sheet);
    m_save->setObjectName(QStringLiteral("saveEvidenceButton"));
    m_saved->setObjectName(QStringLiteral("evidenceSaved"));
    m_saved->setInk(Ink::Ok);
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_save);
    line->addWidget(m_saved);
    column.addLayout(line);
    connect(m_save, &QPushButton::clicked, this, &LogAlarmDialog::save);
}

void LogAlarmDialog::addWayBack(QVBoxLayout &column)
{
    using namespace theme;
    column.addSpacing(space::m);
    addText(column, style::title, tr("When it is explained"));
    m_wayBack->setTextStyle(style::body);
    column.addWidget(m_wayBack);
    m_said = addField(column, "saidField", tr("What it was, and who said so"));
    m_said->setMaxLength(500);
    //: %1 the address of an authority, to be typed
    m_confirmation = addField(column, "confirmationField", tr("Type %1 to confirm").arg(host()));
    m_confirmation->setLayoutDirection(Qt::LeftToRight);
    m_confirmation->setAlignment(Qt::AlignLeft);
    m_failure->setTextStyle({Type::Body, Weight::Regular, Face::Text, Ink::Danger});
    m_failure->hide();
    column.addWidget(m_failure);
    m_trust->setObjectName(QStringLiteral("trustAnewButton"));
    auto *line = new widgets::FlowLayout;
    line->addWidget(m_trust);
    column.addLayout(line);
    for (QLineEdit *field : {m_said, m_confirmation})
        connect(field, &QLineEdit::textChanged, this, &LogAlarmDialog::refresh);
    connect(m_trust, &QPushButton::clicked, this, &LogAlarmDialog::trustAnew);
}

bool LogAlarmDialog::maySettle() const
{
    const LogAlarm *alarm = m_session->logAlarm();
    return alarm && alarm->isSaved && !m_said->text().trimmed().isEmpty() && m_confirmation->text().trimmed() == host();
}

void LogAlarmDialog::refresh()
{
    const LogAlarm *alarm = m_session ? m_session->logAlarm() : nullptr;
    if (!alarm)
        return accept();
    m_saved->setOwnText(alarm->isSaved ? tr("Saved.") : QString());
    m_said->setEnabled(alarm->isSaved);
    m_confirmation->setEnabled(alarm->isSaved);
    const bool isAboutDecision = alarm->fault == console::LogFault::DecisionMissing || alarm->fault == console::LogFault::DecisionNotProven;
    if (!alarm->isSaved)
        m_wayBack->setOwnText(tr("Once you have saved the evidence and know what it was, you can trust the log anew here."));
    else if (isAboutDecision)
        m_wayBack->setOwnText(tr("From then on requests can be approved there again. That you did this, and why, is kept beside the evidence."));
    else
        m_wayBack->setOwnText(tr("From then on this computer trusts what the log shows next, and forgets what it saw before. That you did this, and why, is kept beside the evidence."));
    m_trust->setEnabled(maySettle());
}

void LogAlarmDialog::save()
{
    const QString day = m_session->logAlarm()->foundAt.toString(QStringLiteral("yyyy-MM-dd"));
    //: kind of file in a file dialog
    widgets::askWhereToSave({tr("Save evidence"), QStringLiteral("log-evidence-%1-%2.json").arg(host(), day), tr("Evidence (*.json)")}, this,
                            [this](const QString &path) { saveTo(path); });
}

void LogAlarmDialog::saveTo(const QString &path)
{
    const base::Status saved = m_session && m_session->witness() ? m_session->witness()->saveAlarm(path) : base::Status(base::Errc::NotFound, {});
    m_failure->setVisible(!saved);
    if (saved) {
        m_said->setFocus(Qt::OtherFocusReason);
        return widgets::announce(*m_saved);
    }
    m_failure->setOwnText(tr("The evidence could not be saved there: %1").arg(approval::visibleText(saved.error().detail)));
    widgets::announce(*m_failure);
}

void LogAlarmDialog::trustAnew()
{
    if (!maySettle())
        return;
    const base::Status done = m_session->witness()->trustAnew(m_said->text());
    if (done)
        return;  // refresh() has closed it
    m_failure->setOwnText(tr("This could not be recorded, so nothing has changed: %1").arg(approval::visibleText(done.error().detail)));
    m_failure->show();
    widgets::announce(*m_failure);
}

}  // namespace countersign::shell
