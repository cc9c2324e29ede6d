#include "ui/clients/end_warnings.h"

#include "app/approval/visible_text.h"
#include "ui/text/duration_text.h"
#include "ui/text/client_text.h"
#include "ui/widgets/toast_area.h"

namespace countersign::clients {

using console::ClientEntry;
using console::ClientRef;
using console::Clients;

EndWarnings::EndWarnings(console::Console &console, widgets::ToastArea &toasts, QObject *parent) : QObject(parent), m_console(console), m_toasts(toasts)
{
    Clients &clients = console.clients();
    connect(&clients, &Clients::endsSoon, this, &EndWarnings::warn);
    connect(&clients, &Clients::extended, this, [this](const ClientRef &ref) {
        const ClientEntry *client = m_console.clients().list().find(ref);
        const qint64 end = client ? client->expiresAt.value_or(0) : 0;
        m_toasts.say(tr("%1 lives until %2 now.", "a client's name, a moment").arg(nameOf(ref), text::momentText(end)), theme::Tone::Ok);
    });
    connect(&clients, &Clients::notExtended, this, [this](const ClientRef &ref, Clients::NotExtended why) {
        const bool unheard = why == Clients::NotExtended::Unheard;
        m_toasts.say(unheard ? tr("No answer came, so it is not known whether %1 was extended. Look at it among the clients.").arg(nameOf(ref))
                             : tr("%1 was not extended: the authority did not allow it.").arg(nameOf(ref)),
                     unheard ? theme::Tone::Warn : theme::Tone::Danger);
    });
}

QString EndWarnings::nameOf(const ClientRef &ref) const
{
    const ClientEntry *client = m_console.clients().list().find(ref);
    return approval::visibleText(client ? client->name : ref.id.text()).left(80);
}

void EndWarnings::warn(const ClientRef &ref)
{
    Clients &clients = m_console.clients();
    const ClientEntry *client = clients.list().find(ref);
    if (!client)
        return;
    const std::chrono::minutes left(std::max<qint64>(1, clients.list().timeLeftMs(ref) / 60'000));
    const QString sentence = tr("%1 ends in %2.", "a client's name, a duration").arg(nameOf(ref), text::duration(left));
    if (!client->mayExtend) {
        m_toasts.say(sentence, theme::Tone::Warn);
        return;
    }
    const QString more = text::duration(std::chrono::seconds(clients.oneStepSeconds(ref)));
    m_toasts.offer({sentence, tr("Extend by %1", "a duration").arg(more), theme::Tone::Warn},
                   [&clients, ref] { clients.extendByOneStep(ref, tr("Still needed when its end was announced")); });
}

}  // namespace countersign::clients
