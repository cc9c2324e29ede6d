#include "ui/scopes/scope_card.h"

#include "ui/text/duration_text.h"
#include "ui/text/scope_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/use_plot.h"

#include <QDateTime>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::scopes {

using console::AuthorityCatalog;
using widgets::Chip;
using widgets::ownText;
using widgets::PlainLabel;

namespace {

constexpr qint64 kDay = 86'400;
constexpr qsizetype kClientsShown = 30;

}  // namespace

ScopeCard::ScopeCard(QWidget *parent) : QWidget(parent), m_scroll(widgets::makeScrollPage(new QWidget)), m_edit(widgets::makeButton(theme::ButtonRole::Plain, tr("Edit this scope")))
{
    setObjectName(QStringLiteral("scopeCard"));
    m_edit->setObjectName(QStringLiteral("scopeEdit"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme::space::xl, theme::space::s, theme::space::xl, theme::space::l);
    foot->addWidget(m_edit);
    foot->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    column->addLayout(foot);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (m_content.scope)
            Q_EMIT editRequested(m_scope);
        else
            Q_EMIT addRequested(m_scope);
    });
}

ScopeCard::Content ScopeCard::contentOf(const AuthorityCatalog &catalog) const
{
    Content content;
    if (const auto *scope = catalog.scope(m_scope))
        content.scope = *scope;
    if (const auto *use = catalog.usageOf(m_scope))
        content.use = *use;
    if (const auto *shadow = catalog.shadow(m_scope))
        content.shadow = *shadow;
    content.marks = catalog.marksOf(m_scope);
    content.breakage = text::breakage(catalog, m_scope);
    content.today = catalog.now() / kDay;
    content.mayWrite = catalog.mayWrite();
    content.usageFailed = catalog.usageReading() == AuthorityCatalog::Reading::Failed || catalog.usageReading() == AuthorityCatalog::Reading::NotPermitted;
    return content;
}

void ScopeCard::show(const AuthorityCatalog &catalog, const QString &scope)
{
    const bool other = std::exchange(m_scope, scope) != scope;
    Content content = contentOf(catalog);
    if (!other && content == m_content)
        return;
    m_content = std::move(content);
    fill(catalog);
    if (other)
        m_scroll->ensureVisible(0, 0);
}

void ScopeCard::addTitle(QVBoxLayout &column, const QString &title)
{
    column.addSpacing(theme::space::s);
    column.addWidget(ownText(title, theme::style::title));
}

void ScopeCard::fill(const AuthorityCatalog &catalog)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space::xl, theme::space::xl, theme::space::xl, theme::space::m);
    column->setSpacing(theme::space::m);
    addChips(*column, catalog);
    auto *name = new PlainLabel(m_scope, {theme::Type::Headline, theme::Weight::Strong, theme::Face::Figures, theme::Ink::Text});
    name->setObjectName(QStringLiteral("scopeName"));
    name->setCopyable(PlainLabel::Copy::Yes);
    // The room of its focus ring stands outside: what is read begins on the line of everything else.
    auto *line = new QHBoxLayout;
    line->addSpacing(-name->contentsMargins().left());
    line->addWidget(name, 1);
    column->addLayout(line);
    if (m_content.scope) {
        column->addWidget(new PlainLabel(m_content.scope->title, theme::style::muted));
        addFacts(*column, catalog);
        addDeprecation(*column, catalog);
        addUse(*column, catalog);
        addBreakage(*column, catalog);
    } else {
        addShadow(*column, catalog);
    }
    column->addStretch(1);
    m_scroll->setWidget(content);  // the one before is deleted
    m_edit->setText(m_content.scope ? tr("Edit this scope") : tr("Add it to the catalogue"));
    m_edit->setVisible(m_content.mayWrite && (m_content.scope || m_content.shadow));
}

void ScopeCard::addChips(QVBoxLayout &column, const AuthorityCatalog &)
{
    auto *line = new widgets::FlowLayout;
    if (m_content.scope)
        line->addWidget(widgets::makeRiskChip(m_content.scope->risk));
    const console::ScopeMarks &marks = m_content.marks;
    if (marks.shadow)
        line->addWidget(new Chip(tr("Not catalogued"), {theme::Tone::Danger, Chip::Mark::Octagon, Chip::Look::Soft}));
    if (marks.ended)
        line->addWidget(new Chip(tr("Past its end"), {theme::Tone::Danger, Chip::Mark::Octagon, Chip::Look::Soft}));
    else if (marks.deprecated)
        line->addWidget(new Chip(tr("Deprecated"), {theme::Tone::Warn, Chip::Mark::Triangle, Chip::Look::Soft}));
    if (marks.unused)
        line->addWidget(new Chip(tr("Unused for %n days or more", nullptr, AuthorityCatalog::kUnusedDays), {theme::Tone::Neutral, Chip::Mark::None, Chip::Look::Soft}));
    column.addLayout(line);
}

void ScopeCard::addFacts(QVBoxLayout &column, const AuthorityCatalog &catalog)
{
    auto *sheet = new widgets::FactSheet;
    const console::CatalogScope &scope = *m_content.scope;
    sheet->setFacts({{tr("Why it exists"), scope.reason, {}},
                     {tr("Owner"), scope.owner, {}},
                     {tr("Service"), catalog.resourceName(scope.resource), scope.resource}});
    column.addWidget(sheet);
}

void ScopeCard::addDeprecation(QVBoxLayout &column, const AuthorityCatalog &catalog)
{
    if (!m_content.scope->deprecated)
        return;
    const auto &path = *m_content.scope->deprecated;
    addTitle(column, tr("Deprecation"));
    const qint64 now = catalog.now();
    QList<widgets::Fact> facts{{path.since <= now ? tr("Deprecated since") : tr("Deprecated from"), text::day(path.since), {}}};
    if (!path.sunset)
        facts.append({tr("Ends"), tr("No end is set: it stays usable until it is removed."), {}});
    else if (*path.sunset <= now)
        facts.append({tr("Ended"), text::day(*path.sunset), {}});
    else
        //: %1 is a day, %2 a duration such as "40 d 3 h".
        facts.append({tr("Ends"), tr("%1, in %2").arg(text::day(*path.sunset), text::duration(std::chrono::seconds(*path.sunset - now))), {}});
    facts.append({tr("Use instead"), path.use.isEmpty() ? tr("Nothing is named") : path.use, {}});
    if (!path.why.isEmpty())
        facts.append({tr("Why"), path.why, {}});
    auto *sheet = new widgets::FactSheet;
    sheet->setFacts(facts);
    column.addWidget(sheet);
    if (!path.use.isEmpty() && catalog.scope(path.use)) {
        auto *successor = widgets::makeButton(theme::ButtonRole::Quiet, theme::Glyph::ChevronRight, tr("Show the one to use instead"));
        connect(successor, &QPushButton::clicked, this, [this, name = path.use] { Q_EMIT scopeRequested(name); });
        column.addWidget(successor, 0, Qt::AlignLeft);
    }
}

void ScopeCard::addUse(QVBoxLayout &column, const AuthorityCatalog &)
{
    addTitle(column, tr("Use"));
    if (!m_content.use) {
        column.addWidget(ownText(m_content.usageFailed ? tr("How it is used could not be read. It may be in use although nothing is shown here.") : tr("How it is used is being read…"),
                                  theme::style::muted));
        return;
    }
    const console::ScopeUsage &use = *m_content.use;
    auto *plot = new widgets::UsePlot;
    plot->setObjectName(QStringLiteral("usePlot"));
    QList<widgets::UsePlot::Day> days;
    for (const auto &each : use.byDay)
        days.append({each.day, each.uses});
    plot->setUses(days, m_content.today);
    column.addWidget(plot);
    auto *sheet = new widgets::FactSheet;
    sheet->setFacts({{tr("Last use"), use.lastUsedAt ? text::exactTime(QDateTime::fromSecsSinceEpoch(*use.lastUsedAt)) : tr("Never, as far as the authority knows"), {}},
                     {tr("Asked for in 30 days"), QLocale().toString(use.asked30d), {}},
                     {tr("Live access now"), QLocale().toString(use.liveGrants), {}}});
    column.addWidget(sheet);
    addHolders(column, tr("Who may have it"), use.holders);
}

void ScopeCard::addHolders(QVBoxLayout &column, const QString &title, const QList<base::ClientId> &clients)
{
    addTitle(column, title);
    if (clients.isEmpty()) {
        column.addWidget(ownText(tr("No program."), theme::style::muted));
        return;
    }
    auto *line = new widgets::FlowLayout;
    for (const base::ClientId &client : clients.mid(0, kClientsShown))
        line->addWidget(new Chip(client.text(), {theme::Tone::Neutral, Chip::Mark::None, Chip::Look::Outline}));
    if (clients.size() > kClientsShown)
        line->addWidget(ownText(tr("and %n more", nullptr, static_cast<int>(clients.size() - kClientsShown)), theme::style::muted));
    column.addLayout(line);
}

void ScopeCard::addBreakage(QVBoxLayout &column, const AuthorityCatalog &)
{
    addTitle(column, tr("If it were removed today"));
    auto *card = new widgets::Card;
    card->setObjectName(QStringLiteral("breakage"));
    if (m_content.breakage.isEmpty())
        card->column()->addWidget(ownText(m_content.use ? tr("Nobody would notice: no program, live access, action or route needs it.")
                                                          : tr("No action and no route needs it. Which programs do is not known yet.")));
    for (const QString &each : m_content.breakage)
        card->column()->addWidget(ownText(each));
    column.addWidget(card);
}

void ScopeCard::addShadow(QVBoxLayout &column, const AuthorityCatalog &)
{
    if (!m_content.shadow) {
        column.addWidget(ownText(tr("This scope is no longer there.")));
        return;
    }
    column.addWidget(ownText(tr("Nobody has said what this scope is for. Programs hold it or asked for it, but the catalogue does not name it, so no token carries it.")));
    auto *sheet = new widgets::FactSheet;
    const auto &seen = m_content.shadow->lastSeenAt;
    sheet->setFacts({{tr("Last seen"), seen ? text::exactTime(QDateTime::fromSecsSinceEpoch(*seen)) : tr("Not known"), {}}});
    column.addWidget(sheet);
    addHolders(column, tr("Held by"), m_content.shadow->heldBy);
    addHolders(column, tr("Asked for by"), m_content.shadow->askedBy);
}

}  // namespace countersign::scopes
