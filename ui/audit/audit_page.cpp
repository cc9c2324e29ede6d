#include "ui/audit/audit_page.h"

#include "app/approval/visible_text.h"
#include "ui/audit/entries_view.h"
#include "ui/text/link_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/section_header.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFocusEvent>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::audit {

using console::AuditDesk;

AuditPage::AuditPage(console::Console &console, QWidget *parent) : QWidget(parent), m_console(console)
{
    setObjectName(QStringLiteral("auditPage"));
    build();
    connect(&console.audits(), &console::AuditDesks::changed, this, &AuditPage::chooseDesk);
    connect(&console.audits(), &console::AuditDesks::aboutToRemove, this, [this](const AuditDesk *gone) {
        if (m_desk == gone)
            follow(nullptr);
    });
    connect(&console.authorities(), &console::AuthorityList::anyChanged, this, &AuditPage::chooseDesk);
    chooseDesk();
}

void AuditPage::build()
{
    m_link = new widgets::Banner(theme::Tone::Warn);
    m_link->setAction(tr("Retry"));
    m_link->hide();
    m_header = new widgets::SectionHeader(tr("Audit"));
    m_which = new QComboBox;
    m_which->setObjectName(QStringLiteral("auditAuthority"));
    m_which->setAccessibleName(tr("Authority"));
    m_segments = new QWidget;
    m_segmentLine = new QHBoxLayout(m_segments);
    m_segmentLine->setContentsMargins(0, 0, 0, 0);
    m_group = new QButtonGroup(this);
    m_export = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Download, tr("Export…"));
    m_export->setObjectName(QStringLiteral("auditExport"));
    m_export->hide();
    m_header->addControl(m_which);
    m_header->addControl(m_segments);
    m_header->addControl(m_export);
    m_segments->hide();
    m_stack = new QStackedWidget;
    m_entries = new EntriesView;
    addView(tr("Entries"), m_entries);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, 0);
    top->addWidget(m_header);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_link);
    column->addLayout(top);
    column->addWidget(m_stack, 1);
    connect(m_which, &QComboBox::activated, this, [this](int row) { follow(m_console.audits().find(m_which->itemData(row).value<console::AuthorityId>())); });
    connect(m_group, &QButtonGroup::idClicked, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_group, &QButtonGroup::idToggled, this, [this] { widgets::stopTabAtChecked(m_group->buttons()); });
    connect(m_export, &QPushButton::clicked, this, &AuditPage::exportRequested);
    connect(m_entries, &EntriesView::said, this, &AuditPage::said);
    connect(m_entries, &EntriesView::offered, this, &AuditPage::offered);
    connect(m_entries, &EntriesView::bundleRequested, this, &AuditPage::bundleRequested);
    connect(m_link, &widgets::Banner::actionRequested, this, [this] {
        if (m_desk)
            m_desk->session().retry();
    });
}

void AuditPage::addView(const QString &title, QWidget *view)
{
    const int at = m_stack->addWidget(view);
    auto *segment = new QRadioButton(title);
    segment->setObjectName(QStringLiteral("auditView%1").arg(at));
    segment->setChecked(at == 0);
    m_group->addButton(segment, at);
    m_segmentLine->addWidget(segment);
    m_segments->setVisible(at > 0);
    widgets::stopTabAtChecked(m_group->buttons());
}

void AuditPage::offerExport()
{
    m_export->show();
    m_entries->offerBundle();
}

void AuditPage::showEntries(const console::AuditQuery &query)
{
    m_group->button(0)->setChecked(true);
    m_stack->setCurrentIndex(0);
    if (m_desk)
        m_desk->setQuery(query);
    m_entries->setFocus(Qt::OtherFocusReason);
}

// --- which authority -----------------------------------------------------------------------------------------------------

void AuditPage::chooseDesk()
{
    console::AuditDesks &desks = m_console.audits();
    AuditDesk *first = nullptr;
    m_which->clear();
    for (int row = 0; row < desks.count(); ++row) {
        AuditDesk *desk = desks.at(row);
        if (!desk->isOffered())
            continue;
        first = first ? first : desk;
        const console::AuthorityBadge &badge = desk->session().badge();
        m_which->addItem(approval::visibleText(badge.name.isEmpty() ? badge.host : badge.name), QVariant::fromValue(desk->session().id()));
    }
    m_which->setVisible(m_which->count() > 1);
    AuditDesk *now = m_desk;
    if (!now || (!now->isOffered() && first))
        now = first ? first : desks.count() > 0 ? desks.at(0) : nullptr;
    if (now)
        m_which->setCurrentIndex(m_which->findData(QVariant::fromValue(now->session().id())));
    if (m_desk != now)
        follow(now);
    if (now && isVisible() && now->isOffered())
        now->look();
    showLink();
}

void AuditPage::follow(AuditDesk *desk)
{
    if (m_desk)
        m_desk->disconnect(this);
    m_desk = desk;
    m_entries->show(desk);
    if (desk) {
        connect(desk, &AuditDesk::queryChanged, this, [this] { Q_EMIT narrowed(m_desk->query()); });
        connect(desk, &AuditDesk::changed, this, &AuditPage::showLink);
        if (isVisible())
            desk->look();
    }
    Q_EMIT followed(desk ? desk->session().id() : console::AuthorityId());
    Q_EMIT narrowed(desk ? desk->query() : console::AuditQuery{});
    showLink();
}

void AuditPage::showLink()
{
    const bool known = m_desk && m_desk->rows().rowCount() > 0;
    const bool offline = known && m_desk->session().link() == console::Link::Offline;
    m_link->setVisible(offline);
    if (offline)
        //: %1: "offline since 14:02".
        m_link->setMessage(text::offlineTitle(m_desk->session().offlineSinceMs()),
                           tr("What was read stands here. Entries made meanwhile, and those further down, come when the authority answers again."));
}

void AuditPage::showEvent(QShowEvent *event)
{
    if (m_desk)
        m_desk->look();
    QWidget::showEvent(event);
}

void AuditPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_stack->currentWidget()->setFocus(event->reason());
}

}  // namespace countersign::audit
