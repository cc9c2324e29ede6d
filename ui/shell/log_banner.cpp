#include "ui/shell/log_banner.h"

#include "app/approval/visible_text.h"
#include "app/console/console.h"
#include "ui/shell/log_alarm_dialog.h"
#include "ui/text/log_text.h"
#include "ui/widgets/banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace countersign::shell {

using console::AuthoritySession;

namespace {

QString nameOf(const AuthoritySession &session)
{
    return approval::visibleText(session.badge().name.isEmpty() ? session.badge().host : session.badge().name);
}

}  // namespace

LogBanner::LogBanner(console::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_alarm(new widgets::Banner(theme::Tone::Danger, this)), m_late(new widgets::Banner(theme::Tone::Warn, this))
{
    m_alarm->setObjectName(QStringLiteral("logBanner"));
    m_alarm->setAction(tr("What this means…"));
    m_late->setObjectName(QStringLiteral("lateProofBanner"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_alarm);
    column->addWidget(m_late);
    connect(m_alarm, &widgets::Banner::actionRequested, this, &LogBanner::explain);
    connect(&console, &console::Console::changed, this, &LogBanner::refresh);
    refresh();
}

void LogBanner::refresh()
{
    QList<AuthoritySession *> broken;
    AuthoritySession *late = nullptr;
    for (int row = 0; row < m_console.authorities().rowCount(); ++row) {
        AuthoritySession *session = m_console.authorities().at(row);
        if (session->logState() == console::LogState::Mismatch)
            broken.append(session);
        else if (!late && session->lateProofs() > 0)
            late = session;
    }
    if (!broken.isEmpty())
        showAlarm(broken);
    if (late)
        showLate(*late);
    m_alarm->setVisible(!broken.isEmpty());
    m_late->setVisible(late);
    setVisible(late || !broken.isEmpty());
}

void LogBanner::showAlarm(const QList<AuthoritySession *> &broken)
{
    QStringList names;
    for (const AuthoritySession *session : broken)
        names.append(nameOf(*session));
    const console::LogAlarm *alarm = broken.first()->logAlarm();
    //: %1 what was found, a sentence
    const QString sentence = alarm ? tr("%1 Nothing can be approved there; denying and revoking still work.").arg(text::logFaultSentence(alarm->fault))
                                   : tr("Nothing can be approved there; denying and revoking still work.");
    m_alarm->setMessage(tr("The log of %1 does not match").arg(names.join(QStringLiteral(", "))), sentence);
}

void LogBanner::showLate(AuthoritySession &session)
{
    //: of the person who reads it
    m_late->setMessage(tr("%n decision(s) of yours not yet proven", nullptr, session.lateProofs()),
                       //: %1 an authority
                       tr("%1 could not be asked within a minute whether its log holds what you decided. That is tried again as soon as it answers.").arg(nameOf(session)));
}

void LogBanner::explain()
{
    for (int row = 0; row < m_console.authorities().rowCount(); ++row) {
        AuthoritySession *session = m_console.authorities().at(row);
        if (!session->logAlarm())
            continue;
        (new LogAlarmDialog(*session, window()))->open();
        return;
    }
}

}  // namespace countersign::shell
