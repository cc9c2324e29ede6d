#include "ui/audit/filter_bar.h"

#include "app/approval/risk.h"
#include "app/approval/visible_text.h"
#include "ui/audit/filter_chip.h"
#include "ui/text/audit_text.h"
#include "ui/text/risk_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/moment_field.h"
#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::audit {

using console::AuditField;
using console::AuditQuery;

namespace {

constexpr AuditField kAddable[] = {AuditField::Actor, AuditField::Client, AuditField::Event, AuditField::Type, AuditField::Outcome,
                                   AuditField::Tier, AuditField::Txn, AuditField::Anomalies, AuditField::After, AuditField::Before};

// In the list of what can be added: no filter, but a place in the log.
constexpr int kGoTo = -1;

bool isTime(AuditField field)
{
    return field == AuditField::After || field == AuditField::Before;
}

// The values a field may have, where they are few; what is asked for stands as data.
QList<std::pair<QString, QString>> choicesOf(AuditField field)
{
    QList<std::pair<QString, QString>> choices;
    if (field == AuditField::Outcome) {
        for (const char *outcome : {"ok", "denied", "refused", "failed"})
            choices.append({text::outcomeWord(QLatin1String(outcome)), QLatin1String(outcome)});
    } else if (field == AuditField::Tier) {
        for (const approval::Tier tier : {approval::Tier::Low, approval::Tier::Medium, approval::Tier::High, approval::Tier::Critical})
            choices.append({text::riskWord(tier), approval::tierName(tier)});
    } else if (field == AuditField::Event) {
        const QStringList events = text::auditEvents();
        for (const QString &event : events)
            choices.append({text::auditEventWord(event), event});
    } else if (field == AuditField::Anomalies) {
        choices.append({text::fieldWord(field), QStringLiteral("true")});
    }
    return choices;
}

}  // namespace

FilterBar::FilterBar(QWidget *parent) : QWidget(parent)
{
    build();
}

void FilterBar::build()
{
    m_add = widgets::makeButton(theme::ButtonRole::Quiet, theme::Glyph::Filter, tr("Add filter"));
    m_add->setObjectName(QStringLiteral("auditAddFilter"));
    m_clear = widgets::makeButton(theme::ButtonRole::Quiet, tr("Clear all"));
    m_clear->setObjectName(QStringLiteral("auditClearFilters"));
    m_save = widgets::makeButton(theme::ButtonRole::Quiet, tr("Save filter…"));
    m_save->setObjectName(QStringLiteral("auditSaveFilter"));
    m_saved = new QComboBox;
    m_saved->setObjectName(QStringLiteral("auditSavedFilters"));
    m_saved->setAccessibleName(tr("Saved filters"));
    m_saved->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_forget = widgets::makeIconButton(theme::Glyph::Cross, tr("Delete this saved filter"));
    m_forget->setObjectName(QStringLiteral("auditForgetFilter"));
    m_chips = new QWidget;
    m_flow = new widgets::FlowLayout(m_chips);
    m_flow->setContentsMargins(0, 0, 0, 0);
    for (QWidget *each : std::initializer_list<QWidget *>{m_saved, m_forget, m_add, m_clear, m_save})
        m_flow->addWidget(each);
    m_adder = makeAdder();
    m_namer = new QWidget;
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("auditFilterName"));
    m_name->setAccessibleName(tr("Name of the filter"));
    m_name->setPlaceholderText(tr("Name of the filter"));
    m_name->setMaxLength(60);
    auto *keep = widgets::makeButton(theme::ButtonRole::Plain, tr("Save"));
    keep->setObjectName(QStringLiteral("auditSaveNow"));
    auto *naming = new QHBoxLayout(m_namer);
    naming->setContentsMargins(0, 0, 0, 0);
    naming->addWidget(m_name, 1);
    naming->addWidget(keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_chips);
    column->addWidget(m_adder);
    column->addWidget(m_namer);
    m_adder->hide();
    m_namer->hide();
    connect(m_add, &QPushButton::clicked, this, &FilterBar::startAdding);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        AuditQuery query;
        query.text = m_desk->query().text;
        m_desk->setQuery(query);
        m_add->setFocus(Qt::OtherFocusReason);
    });
    connect(m_save, &QPushButton::clicked, this, &FilterBar::startSaving);
    connect(m_name, &QLineEdit::returnPressed, this, &FilterBar::save);
    connect(keep, &QPushButton::clicked, this, &FilterBar::save);
    connect(m_saved, &QComboBox::activated, this, &FilterBar::onSaved);
    connect(m_forget, &QPushButton::clicked, this, [this] {
        const int row = m_saved->currentData().toInt();
        const console::SavedFilter gone = m_desk->remove(row);
        QPointer<console::AuditDesk> desk = m_desk;
        Q_EMIT removed(tr("The filter “%1” is deleted.").arg(approval::visibleText(gone.name)), [desk, row, gone] {
            if (desk)
                desk->restore(row, gone);
        });
        m_add->setFocus(Qt::OtherFocusReason);
    });
    for (QWidget *area : {m_adder, m_namer})
        connect(new QShortcut(QKeySequence(Qt::Key_Escape), area, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, &FilterBar::stopAdding);
}

QWidget *FilterBar::makeAdder()
{
    auto *area = new QWidget;
    m_field = new QComboBox;
    m_field->setObjectName(QStringLiteral("auditFilterField"));
    m_field->setAccessibleName(tr("What to filter by"));
    for (const AuditField field : kAddable)
        m_field->addItem(text::fieldWord(field), static_cast<int>(field));
    m_field->addItem(tr("Go to a time"), kGoTo);
    m_choice = new QComboBox;
    m_choice->setObjectName(QStringLiteral("auditFilterChoice"));
    m_choice->setAccessibleName(tr("Value"));
    m_text = new QLineEdit;
    m_text->setObjectName(QStringLiteral("auditFilterText"));
    m_text->setAccessibleName(tr("Value"));
    m_text->setMaxLength(200);
    m_time = widgets::makeMomentField(tr("Moment"), widgets::Precision::Seconds);
    m_time->setObjectName(QStringLiteral("auditFilterTime"));
    m_value = new QStackedWidget;
    for (QWidget *each : std::initializer_list<QWidget *>{m_text, m_choice, m_time})
        m_value->addWidget(each);
    m_value->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_addNow = widgets::makeButton(theme::ButtonRole::Plain, tr("Add"));
    m_addNow->setObjectName(QStringLiteral("auditFilterAdd"));
    auto *line = new QHBoxLayout(area);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_field);
    line->addWidget(m_value, 1);
    line->addWidget(m_addNow);
    connect(m_field, &QComboBox::currentIndexChanged, this, &FilterBar::chooseField);
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::add);
    connect(m_time->findChild<QLineEdit *>(), &QLineEdit::returnPressed, this, &FilterBar::add);
    connect(m_addNow, &QPushButton::clicked, this, &FilterBar::add);
    return area;
}

void FilterBar::show(console::AuditDesk *desk)
{
    if (m_desk == desk)
        return;
    if (m_desk)
        m_desk->disconnect(this);
    m_desk = desk;
    stopAdding();
    if (desk) {
        connect(desk, &console::AuditDesk::queryChanged, this, &FilterBar::refresh);
        connect(desk, &console::AuditDesk::changed, this, &FilterBar::refresh);
        connect(desk, &console::AuditDesk::savedChanged, this, &FilterBar::refresh);
    }
    refresh();
}

void FilterBar::refresh()
{
    const AuditQuery query = m_desk ? m_desk->query() : AuditQuery{};
    const QList<AuditField> fields = console::fieldsOf(query);
    QStringList words;
    for (const AuditField field : fields)
        words.append(text::filterWord(query, field));
    if (m_chips->property("words") != words) {
        m_chips->setProperty("words", words);
        const auto old = m_chips->findChildren<FilterChip *>();
        bool hadFocus = false;
        for (FilterChip *chip : old) {
            hadFocus = hadFocus || chip->hasFocus();
            m_flow->removeWidget(chip);
            chip->hide();
            chip->deleteLater();
        }
        QWidget *before = m_forget;
        for (qsizetype i = 0; i < fields.size(); ++i) {
            auto *chip = new FilterChip(words.at(i), m_chips);
            chip->setObjectName(QStringLiteral("auditChip"));
            connect(chip, &FilterChip::clicked, this, [this, field = fields.at(i)] { remove(field); });
            m_flow->addWidget(chip);
            setTabOrder(before, chip);
            before = chip;
        }
        // The buttons stand behind the chips.
        for (QWidget *each : std::initializer_list<QWidget *>{m_add, m_clear, m_save}) {
            m_flow->removeWidget(each);
            m_flow->addWidget(each);
            setTabOrder(before, each);
            before = each;
        }
        if (hadFocus)
            m_add->setFocus(Qt::OtherFocusReason);
    }
    m_clear->setVisible(!fields.isEmpty());
    m_save->setVisible(!console::isOpen(query));
    fillSaved();
}

void FilterBar::fillSaved()
{
    const QList<console::SavedFilter> saved = m_desk ? m_desk->savedFilters() : QList<console::SavedFilter>();
    QStringList names{tr("Saved filters")};
    int current = 0;
    for (int i = 0; i < saved.size(); ++i) {
        names.append(approval::visibleText(saved.at(i).name));
        if (m_desk->query() == saved.at(i).query)
            current = i + 1;
    }
    // Filled anew only when it is another list: somebody may be choosing from it.
    if (m_saved->property("names").toStringList() != names) {
        m_saved->setProperty("names", names);
        m_saved->clear();
        for (int i = 0; i < names.size(); ++i)
            m_saved->addItem(names.at(i), i - 1);
    }
    m_saved->setCurrentIndex(current);
    m_saved->setVisible(!saved.isEmpty());
    m_forget->setVisible(current > 0);
}

void FilterBar::onSaved(int row)
{
    const int filter = m_saved->itemData(row).toInt();
    if (m_desk && filter >= 0)
        m_desk->setQuery(m_desk->savedFilters().at(filter).query);
}

void FilterBar::remove(AuditField field)
{
    if (m_desk)
        m_desk->setQuery(withValue(m_desk->query(), field, {}));
}

// --- adding and saving ---------------------------------------------------------------------------------------------------

void FilterBar::startAdding()
{
    m_namer->hide();
    m_adder->show();
    chooseField();
    m_field->setFocus(Qt::OtherFocusReason);
}

void FilterBar::stopAdding()
{
    const bool had = m_adder->isAncestorOf(focusWidget()) || m_namer->isAncestorOf(focusWidget());
    m_adder->hide();
    m_namer->hide();
    m_text->clear();
    m_name->clear();
    if (had)
        m_add->setFocus(Qt::OtherFocusReason);
}

void FilterBar::startGoing()
{
    m_field->setCurrentIndex(m_field->findData(kGoTo));
    startAdding();
    m_time->setFocus(Qt::OtherFocusReason);
}

void FilterBar::chooseField()
{
    const bool goes = m_field->currentData().toInt() == kGoTo;
    const auto field = goes ? AuditField::Before : static_cast<AuditField>(m_field->currentData().toInt());
    m_addNow->setText(goes ? tr("Go there") : tr("Add"));
    m_addNow->setAccessibleName(goes ? tr("Go there") : tr("Add this filter"));
    const auto choices = choicesOf(field);
    m_choice->clear();
    for (const auto &[word, value] : choices)
        m_choice->addItem(word, value);
    m_value->setCurrentWidget(isTime(field) ? static_cast<QWidget *>(m_time) : choices.isEmpty() ? static_cast<QWidget *>(m_text) : m_choice);
    if (isTime(field) && m_desk)
        m_time->setDateTime(QDateTime::fromSecsSinceEpoch(m_desk->session().serverTime()));
}

QString FilterBar::entered() const
{
    if (m_value->currentWidget() == m_time)
        return QString::number(m_time->dateTime().toSecsSinceEpoch());
    return m_value->currentWidget() == m_text ? m_text->text().trimmed() : m_choice->currentData().toString();
}

void FilterBar::add()
{
    if (!m_desk || entered().isEmpty())
        return;
    const int field = m_field->currentData().toInt();
    const QString value = entered();
    stopAdding();
    if (field == kGoTo)
        m_desk->goTo(value.toLongLong());
    else
        m_desk->setQuery(withValue(m_desk->query(), static_cast<AuditField>(field), value));
}

void FilterBar::startSaving()
{
    m_adder->hide();
    m_namer->show();
    m_name->setFocus(Qt::OtherFocusReason);
}

void FilterBar::save()
{
    const QString name = m_name->text().trimmed();
    if (!m_desk || name.isEmpty())
        return;
    m_desk->save(name);
    stopAdding();
    Q_EMIT said(tr("The filter is saved as “%1”.").arg(approval::visibleText(name)));
}

}  // namespace countersign::audit
