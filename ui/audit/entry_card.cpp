#include "ui/audit/entry_card.h"

#include "app/approval/risk.h"
#include "app/approval/visible_text.h"
#include "app/base/json.h"
#include "ui/audit/entry_mark.h"
#include "ui/text/audit_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/open_row.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/scroll_page.h"

#include <QFileDialog>
#include <QFocusEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QPainter>
#include <QSaveFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace countersign::audit {

using console::AuditDetail;
using console::AuditEntryFacts;
using console::AuditField;
using widgets::Chip;
using widgets::Fact;
using widgets::ownText;
using widgets::PlainLabel;

namespace {

QJsonObject payloadOf(const AuditEntryFacts &entry)
{
    const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Result<QJsonObject>(base::Errc::NotFound, {});
    return payload.value_or(QJsonObject());
}

// As it was logged: a text as it is, everything else as JSON.
QString shown(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(base::json::canonical(value));
}

QList<Fact> factsOf(const AuditEntryFacts &entry)
{
    QList<Fact> facts{{EntryCard::tr("Number"), QLocale().toString(entry.seq), QString::number(entry.seq)},
                      {EntryCard::tr("When"), text::auditTime(entry.time), QString::number(entry.time)},
                      {EntryCard::tr("Event"), text::auditEventWord(entry.event), entry.event},
                      {EntryCard::tr("Who"), entry.actorName.isEmpty() ? entry.actor : entry.actorName, entry.actor},
                      {EntryCard::tr("Outcome"), text::outcomeWord(entry.outcome), entry.outcome}};
    for (const auto &[label, value] : {std::pair(EntryCard::tr("Client"), entry.client), std::pair(EntryCard::tr("Approval"), entry.txn),
                                       std::pair(EntryCard::tr("Device"), entry.device), std::pair(EntryCard::tr("Action hash"), entry.adh)}) {
        if (!value.isEmpty())
            facts.append({label, value, {}});
    }
    return facts;
}

}  // namespace

EntryCard::EntryCard(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("auditEntry"));
    build();
}

void EntryCard::build()
{
    m_scroll = widgets::makeScrollPage(new QWidget);
    m_scroll->setObjectName(QStringLiteral("auditEntryScroll"));
    m_scroll->setAccessibleName(tr("The entry"));
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_close = widgets::makeIconButton(theme::Glyph::Cross, tr("Close the entry"));
    m_close->setObjectName(QStringLiteral("auditClose"));
    connect(m_close, &QPushButton::clicked, this, &EntryCard::closeRequested);
    m_proof = new widgets::Banner(theme::Tone::Neutral);
    m_proof->setObjectName(QStringLiteral("auditProof"));
    connect(m_proof, &widgets::Banner::actionRequested, this, [this] {
        if (m_detail)
            m_detail->retry();
    });
    auto *top = new QHBoxLayout;
    top->setContentsMargins(theme::space::xl, theme::space::m, theme::space::l, 0);
    top->addWidget(m_proof, 1);
    top->addWidget(m_close, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);  // the line between table and card
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeFoot());
}

QWidget *EntryCard::makeFoot()
{
    auto *foot = new QWidget;
    m_copy = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Copy, tr("Copy the proof"));
    m_copy->setObjectName(QStringLiteral("auditCopyProof"));
    m_save = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Download, tr("Save the proof…"));
    m_save->setObjectName(QStringLiteral("auditSaveProof"));
    m_bundle = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Download, tr("Save evidence bundle…"));
    m_bundle->setObjectName(QStringLiteral("auditSaveBundle"));
    auto *flow = new widgets::FlowLayout(foot);
    flow->setContentsMargins(theme::space::xl, theme::space::s, theme::space::xl, theme::space::l);
    for (QPushButton *each : {m_copy, m_save, m_bundle})
        flow->addWidget(each);
    connect(m_copy, &QPushButton::clicked, this, &EntryCard::copyProof);
    connect(m_save, &QPushButton::clicked, this, &EntryCard::saveProof);
    connect(m_bundle, &QPushButton::clicked, this, [this] {
        if (m_detail && m_detail->entry())
            Q_EMIT bundleRequested(m_detail->entry()->txn);
    });
    return foot;
}

void EntryCard::show(AuditDetail *detail)
{
    if (m_detail == detail)
        return;
    if (m_detail)
        m_detail->disconnect(this);
    m_detail = detail;
    m_shown = -1;
    if (detail)
        connect(detail, &AuditDetail::changed, this, &EntryCard::refresh);
    refresh();
}

void EntryCard::refresh()
{
    const AuditEntryFacts *entry = m_detail ? m_detail->entry() : nullptr;
    if (!entry) {
        m_shown = -1;
        return;
    }
    if (std::exchange(m_shown, entry->seq) != entry->seq)
        fill(*entry);
    showThread();
    showProof();
    m_bundle->setVisible(!entry->txn.isEmpty() && m_offersBundle);
}

void EntryCard::offerBundle()
{
    m_offersBundle = true;
    refresh();
}

// --- the entry -----------------------------------------------------------------------------------------------------------

void EntryCard::fill(const AuditEntryFacts &entry)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space::xl, theme::space::m, theme::space::xl, theme::space::m);
    column->setSpacing(theme::space::m);
    addHead(*column, entry);
    m_thread = new QWidget;
    m_thread->setObjectName(QStringLiteral("auditThread"));
    new QVBoxLayout(m_thread);
    m_thread->layout()->setContentsMargins(0, 0, 0, 0);
    m_threadShown = false;
    column->addWidget(m_thread);
    column->addWidget(ownText(tr("The entry as it stands in the log"), theme::style::title));
    auto *sheet = new widgets::FactSheet;
    sheet->setObjectName(QStringLiteral("auditFacts"));
    sheet->setFacts(factsOf(entry));
    column->addWidget(sheet);
    addPayload(*column, entry);
    addMore(*column, entry);
    column->addStretch(1);
    m_scroll->setWidget(content);  // the one before is deleted
    m_scroll->verticalScrollBar()->setValue(0);
}

void EntryCard::addHead(QVBoxLayout &column, const AuditEntryFacts &entry)
{
    auto *chips = new widgets::FlowLayout;
    Chip::Kind kind = outcomeKind(entry.outcome);
    if (kind.mark == Chip::Mark::None)
        kind = {theme::Tone::Ok, Chip::Mark::Circle, Chip::Look::Soft};
    chips->addWidget(new Chip(text::outcomeWord(entry.outcome), kind));
    if (const auto tier = approval::tierFromName(payloadOf(entry).value(QLatin1String("tier")).toString()))
        chips->addWidget(widgets::makeRiskChip(*tier));
    column.addLayout(chips);
    auto *happened = ownText(text::auditSentence(entry), theme::style::headline);
    happened->setObjectName(QStringLiteral("auditSentence"));
    column.addWidget(happened);
    if (const QString about = text::auditSubject(entry); !about.isEmpty())
        column.addWidget(ownText(about, theme::style::muted));
}

void EntryCard::addPayload(QVBoxLayout &column, const AuditEntryFacts &entry)
{
    column.addWidget(ownText(tr("What was logged with it"), theme::style::title));
    if (!entry.payload) {
        auto *erased = ownText(tr("This part was erased. Its hash stays in the entry, so that the log still fits together, and nobody can put another in its place."), theme::style::muted);
        erased->setObjectName(QStringLiteral("auditErased"));
        column.addWidget(erased);
        return;
    }
    if (!entry.payloadMatches) {
        auto *wrong = new widgets::Banner(theme::Tone::Danger);
        wrong->setObjectName(QStringLiteral("auditWrongPayload"));
        wrong->setMessage(tr("This is not what was logged"), tr("What the authority sent does not have the hash that the entry carries. Do not rely on it."));
        column.addWidget(wrong);
    }
    QList<Fact> facts;
    const QJsonObject payload = payloadOf(entry);
    for (auto member = payload.begin(); member != payload.end(); ++member)
        facts.append({member.key(), shown(member.value()), {}});
    if (facts.isEmpty()) {
        column.addWidget(ownText(tr("Nothing."), theme::style::muted));
        return;
    }
    auto *sheet = new widgets::FactSheet;
    sheet->setObjectName(QStringLiteral("auditPayload"));
    sheet->setFacts(facts);
    column.addWidget(sheet);
}

// From one entry to all that are like it.
void EntryCard::addMore(QVBoxLayout &column, const AuditEntryFacts &entry)
{
    column.addWidget(ownText(tr("Show only"), theme::style::title));
    auto *flow = new widgets::FlowLayout;
    const QJsonObject payload = payloadOf(entry);
    const struct {
        AuditField field;
        QString value, words;
    } all[] = {{AuditField::Actor, entry.actor, tr("What they did")},
               {AuditField::Client, entry.client, tr("This client")},
               {AuditField::Event, entry.event, tr("This kind of event")},
               {AuditField::Type, payload.value(QLatin1String("type")).toString(), tr("This kind of action")},
               {AuditField::Txn, entry.txn, tr("This approval")}};
    for (const auto &each : all) {
        if (each.value.isEmpty())
            continue;
        auto *button = widgets::makeButton(theme::ButtonRole::Quiet, theme::Glyph::Filter, each.words);
        connect(button, &QPushButton::clicked, this, [this, field = each.field, value = each.value] { Q_EMIT filterRequested(field, value); });
        flow->addWidget(button);
    }
    column.addLayout(flow);
}

// --- the request it belongs to -------------------------------------------------------------------------------------------

void EntryCard::showThread()
{
    using Reading = AuditDetail::Reading;
    const Reading reading = m_detail->threadReading();
    if (m_threadShown && reading == Reading::Done)
        return;
    m_threadShown = reading == Reading::Done;
    auto *column = static_cast<QVBoxLayout *>(m_thread->layout());
    column->setSpacing(theme::space::s);
    while (QLayoutItem *item = column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_thread->setVisible(reading != Reading::None);
    if (reading == Reading::None)
        return;
    column->addWidget(ownText(tr("The request, from asking to use"), theme::style::title));
    if (reading == Reading::Now) {
        column->addWidget(ownText(tr("Being read…"), theme::style::muted));
        return;
    }
    if (reading == Reading::Failed) {
        column->addWidget(ownText(tr("It could not be read."), theme::style::muted));
        return;
    }
    const console::AuditThread &thread = m_detail->thread();
    column->addWidget(new PlainLabel(thread.actionText, theme::style::strong));
    const QStringList facts = text::threadFacts(thread);
    for (const QString &fact : facts)
        column->addWidget(ownText(fact));
    column->addWidget(makeSteps());
}

QWidget *EntryCard::makeSteps()
{
    auto *sheet = new widgets::FactSheet;
    sheet->setObjectName(QStringLiteral("auditSteps"));
    qint64 before = 0;
    for (const AuditEntryFacts &entry : m_detail->thread().entries) {
        const QString words = text::stepWord(entry, before > 0 ? entry.time - before : 0);
        before = entry.time;
        const bool isThis = entry.seq == m_shown;
        //: One step of a request's life, the one whose entry is open.
        const QString seen = isThis ? tr("%1 This entry.").arg(words) : words;
        //: Read out for the button of one step of a request's life; %1 is what happened.
        auto *row = new widgets::OpenRow(seen, isThis ? seen : tr("Open the entry: %1").arg(words));
        row->setObjectName(QStringLiteral("auditStep"));
        row->setTextStyle(isThis ? theme::style::strong : theme::style::body);
        sheet->addRow(text::auditTime(entry.time), row);
        // Later: what is pressed goes with the entry that is shown now.
        const auto step = [this, entry] {
            m_stepping = m_thread->isAncestorOf(window()->focusWidget());
            Q_EMIT stepRequested(entry);
        };
        connect(row, &QAbstractButton::clicked, this, step, Qt::QueuedConnection);
        if (isThis && std::exchange(m_stepping, false))
            QTimer::singleShot(0, row, [this, row] {  // not before it is laid out
                row->setFocus(Qt::OtherFocusReason);
                m_scroll->ensureWidgetVisible(row);
            });
    }
    return sheet;
}

// --- the proof -----------------------------------------------------------------------------------------------------------

void EntryCard::showProof()
{
    using State = AuditDetail::Proof;
    const State proof = m_detail->proof();
    const text::ProofWords words = text::proofWords(*m_detail);
    m_proof->setTone(proof == State::Verified                                   ? theme::Tone::Ok
                     : proof == State::DoesNotHold                              ? theme::Tone::Danger
                     : proof == State::Checking || proof == State::None         ? theme::Tone::Neutral
                                                                                : theme::Tone::Warn);
    m_proof->setMessage(words.title, words.sentence);
    m_proof->setAction(proof == State::Unavailable || proof == State::NotCovered ? tr("Check again") : QString());
    m_copy->setVisible(!m_detail->proofFile().isEmpty());
    m_save->setVisible(!m_detail->proofFile().isEmpty());
}

void EntryCard::copyProof()
{
    if (!m_detail || m_detail->proofFile().isEmpty())
        return;
    widgets::copyToClipboard(QString::fromUtf8(m_detail->proofFile()));
    Q_EMIT said(tr("The proof is copied. “countersignctl audit verify” checks it on any computer."));
}

void EntryCard::saveProof()
{
    if (!m_detail || m_detail->proofFile().isEmpty())
        return;
    auto *dialog = new QFileDialog(this, tr("Save the proof"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QStringLiteral("entry-%1.jsonl").arg(m_shown));
    connect(dialog, &QFileDialog::fileSelected, this, [this, proof = m_detail->proofFile()](const QString &path) {
        QSaveFile file(path);
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(proof) == proof.size() && file.commit();
        Q_EMIT said(saved ? tr("The proof is saved. “countersignctl audit verify” checks it on any computer.") : tr("The proof could not be saved there."));
    });
    dialog->open();
}

void EntryCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_scroll->setFocus(event->reason());
}

void EntryCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::tokens().window);
}

}  // namespace countersign::audit
