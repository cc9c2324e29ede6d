#include "ui/clients/scope_rows.h"

#include "app/approval/visible_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/long_value.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/risk_chip.h"

#include <QPainter>
#include <QVBoxLayout>

namespace countersign::clients {

ScopeRows::ScopeRows(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(0);
}

QWidget *ScopeRows::makeRow(const QString &name, const console::CatalogScope *scope, Known known)
{
    using namespace theme;
    auto *row = new QWidget(this);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(space::l, space::s, space::l, space::s);
    column->setSpacing(2);
    auto *head = new widgets::FlowLayout;
    head->setSpacing(space::s);
    head->addWidget(new widgets::PlainLabel(name, {Type::Body, Weight::Strong, Face::Figures, Ink::Text}, row));
    if (scope) {
        head->addWidget(widgets::makeRiskChip(scope->risk, row));
        if (scope->deprecated)
            head->addWidget(new widgets::Chip(tr("Deprecated"), {Tone::Warn, widgets::Chip::Mark::None, widgets::Chip::Look::Soft}, row));
    } else if (known == Known::Catalogue) {
        head->addWidget(new widgets::Chip(tr("Not in the catalogue"), {Tone::Warn, widgets::Chip::Mark::None, widgets::Chip::Look::Soft}, row));
    }
    column->addLayout(head);
    if (scope) {
        auto *words = new widgets::PlainLabel(row);
        words->setTextStyle(style::muted);
        //: %1 is the scope's title, %2 who answers for it.
        words->setOwnText(tr("%1 · owner: %2").arg(approval::visibleText(scope->title), approval::visibleText(scope->owner)));
        column->addWidget(words);
    }
    return row;
}

void ScopeRows::show(const QStringList &names, const QHash<QString, console::CatalogScope> &catalogue, Known known)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const QStringList first = names.mid(0, mostRows);
    for (const QString &name : first) {
        const auto found = catalogue.constFind(name);
        m_rows->addWidget(makeRow(name, found == catalogue.cend() ? nullptr : &*found, known));
    }
    if (names.size() > mostRows) {
        auto *rest = new widgets::LongValue(names.mid(mostRows).join(QLatin1Char(' ')), theme::style::value, this);
        rest->setContentsMargins(theme::space::l, theme::space::s, theme::space::l, theme::space::s);
        m_rows->addWidget(rest);
    }
    if (names.isEmpty()) {
        auto *none = new widgets::PlainLabel(this);
        none->setTextStyle(theme::style::muted);
        none->setContentsMargins(theme::space::l, theme::space::s, theme::space::l, theme::space::s);
        none->setOwnText(tr("None. By itself it may do nothing."));
        m_rows->addWidget(none);
    }
    update();
}

void ScopeRows::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    theme::paintFrame(painter, rect(), {t.surface, t.line, theme::radius::large});
    for (int i = 1; i < m_rows->count(); ++i)
        painter.fillRect(QRectF(1, m_rows->itemAt(i)->geometry().top(), width() - 2, 1), t.line);
}

}  // namespace countersign::clients
