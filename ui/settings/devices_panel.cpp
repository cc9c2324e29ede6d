#include "ui/settings/devices_panel.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plain_text.h"

#include <QDateTime>
#include <QPushButton>
#include <QVBoxLayout>

namespace countersign::settings {

using approval::visibleText;
using Reading = console::DeviceList::Reading;
using Removal = console::DeviceList::Removal;

DevicesPanel::DevicesPanel(console::DeviceList &devices, QWidget *parent)
    : QWidget(parent), m_devices(devices), m_state(new widgets::PlainLabel(this)),
      m_retry(widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Refresh, tr("Retry"), this)),
      m_outcome(new widgets::Banner(theme::Tone::Ok, this)), m_rows(new QVBoxLayout)
{
    setObjectName(QStringLiteral("devicesPanel"));
    m_state->setTextStyle(theme::style::muted);
    m_retry->setObjectName(QStringLiteral("devicesRetry"));
    m_rows->setSpacing(theme::space::s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, theme::space::s);
    column->setSpacing(theme::space::s);
    column->addWidget(m_outcome);
    column->addWidget(m_state);
    column->addWidget(m_retry, 0, Qt::AlignLeft);
    column->addLayout(m_rows);
    connect(m_retry, &QPushButton::clicked, &m_devices, &console::DeviceList::read);
    connect(&m_devices, &console::DeviceList::changed, this, &DevicesPanel::refresh);
    refresh();
}

// Read when somebody looks, and not before.
void DevicesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_devices.read();
}

void DevicesPanel::refresh()
{
    const Reading reading = m_devices.reading();
    const bool known = !m_devices.devices().isEmpty();
    m_retry->setVisible(reading == Reading::Failed);
    m_state->setVisible(reading != Reading::Done || !known);
    switch (reading) {
    case Reading::Never:
    case Reading::Now: m_state->setOwnText(tr("Reading the keys…")); break;
    case Reading::Failed: m_state->setOwnText(known ? tr("The keys could not be read again; these are from before.") : tr("The keys could not be read.")); break;
    case Reading::Unsupported: m_state->setOwnText(tr("This authority does not list keys.")); break;
    case Reading::Done: m_state->setOwnText(tr("No key is registered.")); break;
    }
    m_outcome->setVisible(m_devices.removal() == Removal::Done || m_devices.removal() == Removal::Failed);
    if (m_devices.removal() == Removal::Failed) {
        m_outcome->setTone(theme::Tone::Danger);
        m_outcome->setMessage(tr("The key was not removed"), tr("It can still sign decisions. Try again, or tell whoever runs the authority."));
    } else if (m_devices.removal() == Removal::Done) {
        m_outcome->setTone(theme::Tone::Ok);
        m_outcome->setMessage(tr("The key was removed"), tr("Decisions signed with it are refused from now on."));
    }
    if (m_shown != m_devices.devices())
        showRows();
    for (QPushButton *remove : findChildren<QPushButton *>(QStringLiteral("removeDevice")))
        remove->setEnabled(m_devices.removal() != Removal::Asked);
}

void DevicesPanel::showRows()
{
    m_shown = m_devices.devices();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const backends::DeviceFacts &device : std::as_const(m_shown)) {
        QWidget *row = makeRow(device);
        m_rows->addWidget(row);
        row->show();
    }
}

QWidget *DevicesPanel::makeRow(const backends::DeviceFacts &device)
{
    const auto ago = [this](qint64 then) { return text::relativeTime(QDateTime::fromSecsSinceEpoch(then), QDateTime::fromSecsSinceEpoch(m_devices.serverTime())); };
    const bool here = m_devices.isThisComputer(device.kid);
    auto *row = new QWidget(this);
    row->setObjectName(QStringLiteral("deviceRow"));
    auto *name = new widgets::PlainLabel(row);
    name->setTextStyle(theme::style::strong);
    const QString shown = device.name.isEmpty() ? tr("Without a name") : visibleText(device.name);
    //: %1 is the name of a computer.
    name->setOwnText(here ? tr("%1 (this computer)").arg(shown) : shown);
    auto *times = new widgets::PlainLabel(row);
    times->setTextStyle(theme::style::caption);
    times->setOwnText(device.lastUsedAt ? tr("Added %1, last used %2.").arg(ago(device.createdAt), ago(*device.lastUsedAt))
                                        : tr("Added %1, never used.").arg(ago(device.createdAt)));
    auto *kid = new widgets::PlainLabel(device.kid.text(), theme::style::code, row);
    kid->setCopyable(widgets::PlainLabel::Copy::Yes);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    for (QWidget *each : {name, times, kid})
        words->addWidget(each);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::space::m);
    line->addLayout(words, 1);
    if (!here) {
        QPushButton *remove = widgets::makeButton(theme::ButtonRole::Danger, tr("Remove"), row);
        remove->setObjectName(QStringLiteral("removeDevice"));
        //: %1 is the name of a computer.
        remove->setAccessibleName(tr("Remove the key of %1").arg(shown));
        line->addWidget(remove, 0, Qt::AlignTop);
        connect(remove, &QPushButton::clicked, this, [this, device] { askToRemove(device); });
    }
    return row;
}

void DevicesPanel::askToRemove(const backends::DeviceFacts &device)
{
    const QString name = device.name.isEmpty() ? device.kid.text() : device.name;
    auto *ask = new widgets::AskDialog({tr("Remove the key of %1?").arg(visibleText(name)),
                                        tr("Decisions signed with this key are refused from then on. Whoever sits at that computer has to sign in there again."),
                                        tr("Remove"), tr("Keep it"), theme::ButtonRole::DangerFilled},
                                       this);
    connect(ask, &QDialog::accepted, &m_devices, [this, kid = device.kid] { m_devices.remove(kid); });
    ask->open();
}

}  // namespace countersign::settings
