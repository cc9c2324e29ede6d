#include "ui/scopes/scope_form_panel.h"

#include "app/approval/visible_text.h"
#include "ui/text/risk_text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/source_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace countersign::scopes {

using approval::Tier;
using console::ScopeForm;
using widgets::shownSource;
using widgets::sourceOf;

namespace {

constexpr qint64 kDay = 86'400;

// How much of two names is the same, in parts: "orders:refund:create" and "orders:read" share one.
int sharedParts(const QString &a, const QString &b)
{
    const QStringList left = a.split(QLatin1Char(':'));
    const QStringList right = b.split(QLatin1Char(':'));
    int shared = 0;
    while (shared < left.size() && shared < right.size() && left.at(shared) == right.at(shared))
        ++shared;
    return shared;
}

void complete(QLineEdit *edit, const QStringList &words)
{
    auto *completer = new QCompleter(words, edit);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    delete edit->completer();
    edit->setCompleter(completer);
}

}  // namespace

ScopeFormPanel::ScopeFormPanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("scopeForm"));
    build();
}

QLineEdit *ScopeFormPanel::field(const char *objectName, const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QString::fromLatin1(objectName));
    edit->setAccessibleName(name);
    edit->setMaxLength(500);
    connect(edit, &QLineEdit::textChanged, this, &ScopeFormPanel::showMissing);
    return edit;
}

void ScopeFormPanel::build()
{
    m_title = new widgets::SectionHeader(QString());
    auto *close = widgets::makeIconButton(theme::Glyph::Cross, tr("Close the form"));
    close->setObjectName(QStringLiteral("formClose"));
    m_title->addControl(close);
    m_error = new widgets::Banner(theme::Tone::Danger);
    m_error->hide();
    m_scope = field("formName", tr("Name of the scope"));
    m_scope->setPlaceholderText(tr("orders:refund:create", "example of a scope's name"));
    m_words = field("formTitle", tr("Title"));
    m_words->setPlaceholderText(tr("Refund an order", "example of a scope's title"));
    m_owner = field("formOwner", tr("Owner"));
    m_owner->setPlaceholderText(tr("Who answers for it", "placeholder of the owner's field"));
    m_reason = field("formReason", tr("Why it exists"));
    m_resource = new QComboBox;
    m_resource->setObjectName(QStringLiteral("formResource"));
    m_resource->setAccessibleName(tr("Service"));
    m_resource->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_resource->setMinimumContentsLength(12);
    m_risk = new QComboBox;
    m_risk->setObjectName(QStringLiteral("formRisk"));
    m_risk->setAccessibleName(tr("Risk"));
    for (const Tier tier : {Tier::Low, Tier::Medium, Tier::High, Tier::Critical})
        m_risk->addItem(text::riskWord(tier), approval::tierName(tier));
    auto *content = new QWidget;
    auto *rows = new QFormLayout(content);
    rows->setContentsMargins(0, 0, theme::space::s, 0);
    rows->setRowWrapPolicy(QFormLayout::WrapAllRows);
    rows->setVerticalSpacing(theme::space::xs);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [rows](const QString &label, QWidget *widget) {
        rows->addRow(new widgets::PlainLabel(label, theme::style::caption), widget);
    };
    add(tr("Name"), m_scope);
    add(tr("Title"), m_words);
    add(tr("Why it exists"), m_reason);
    add(tr("Service"), m_resource);
    add(tr("Owner"), m_owner);
    add(tr("Risk"), m_risk);
    addDeprecation(*rows);
    m_missing = new widgets::PlainLabel(QString(), theme::style::caption);
    m_write = widgets::makeButton(theme::ButtonRole::Plain, tr("Put it into the text"));
    m_write->setObjectName(QStringLiteral("formWrite"));
    m_remove = widgets::makeButton(theme::ButtonRole::Danger, tr("Remove the scope"));
    m_remove->setObjectName(QStringLiteral("formRemove"));
    auto *foot = new widgets::FlowLayout;
    foot->addWidget(m_write);
    foot->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_title);
    column->addWidget(m_error);
    column->addWidget(widgets::makeScrollPage(content), 1);
    column->addWidget(m_missing);
    column->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &ScopeFormPanel::closed);
    connect(m_write, &QPushButton::clicked, this, &ScopeFormPanel::written);
    connect(m_remove, &QPushButton::clicked, this, &ScopeFormPanel::removeRequested);
    connect(m_scope, &QLineEdit::textEdited, this, &ScopeFormPanel::guess);
    // What the person chose is no guess any more.
    connect(m_owner, &QLineEdit::textEdited, this, [this] { m_guesses = false; });
    connect(m_resource, &QComboBox::activated, this, [this] { m_guesses = false; });
    connect(m_risk, &QComboBox::activated, this, [this] { m_guesses = false; });
}

void ScopeFormPanel::addDeprecation(QFormLayout &rows)
{
    m_deprecated = new QCheckBox(tr("Deprecated"));
    m_deprecated->setObjectName(QStringLiteral("formDeprecated"));
    m_since = field("formSince", tr("Deprecated since"));
    m_sunset = field("formSunset", tr("Ends"));
    m_use = field("formUse", tr("Use instead"));
    m_why = field("formWhy", tr("Why deprecated"));
    for (QLineEdit *date : {m_since, m_sunset})
        date->setPlaceholderText(tr("year-month-day", "format of a date: 2027-01-31"));
    m_path = new QWidget;
    auto *path = new QFormLayout(m_path);
    path->setContentsMargins(0, 0, 0, 0);
    path->setRowWrapPolicy(QFormLayout::WrapAllRows);
    path->setVerticalSpacing(theme::space::xs);
    path->addRow(new widgets::PlainLabel(tr("Deprecated since"), theme::style::caption), m_since);
    path->addRow(new widgets::PlainLabel(tr("Ends"), theme::style::caption), m_sunset);
    path->addRow(new widgets::PlainLabel(tr("Use instead"), theme::style::caption), m_use);
    path->addRow(new widgets::PlainLabel(tr("Why"), theme::style::caption), m_why);
    rows.addRow(m_deprecated);
    rows.addRow(m_path);
    connect(m_deprecated, &QCheckBox::toggled, this, [this](bool on) {
        m_path->setVisible(on);
        showMissing();
    });
}

void ScopeFormPanel::edit(const console::AuthorityCatalog &catalog, const QString &toml, const QString &name, const QString &suggestion)
{
    m_name = name;
    m_known = catalog.state().scopes;
    m_error->hide();
    m_resource->clear();
    for (const auto &resource : catalog.state().resources)
        m_resource->addItem(approval::visibleText(catalog.resourceName(resource.id)), resource.id);
    QStringList owners, names;
    for (const console::CatalogScope &scope : std::as_const(m_known)) {
        owners.append(shownSource(scope.owner));
        names.append(shownSource(scope.name));
    }
    owners.removeDuplicates();
    complete(m_owner, owners);
    complete(m_use, names);
    m_title->setTitle(name.isEmpty() ? tr("Add a scope") : tr("Edit a scope"));
    m_remove->setVisible(!name.isEmpty());
    ScopeForm form;
    form.name = suggestion;
    form.risk = approval::tierName(Tier::Medium);
    m_guesses = name.isEmpty();
    if (!name.isEmpty()) {
        const auto read = console::readScopeForm(toml, name);
        if (read)
            form = *read;
        else
            showError(tr("This scope can only be changed in the text"), tr("It is written in a way the form cannot keep as it is, for example over several lines."));
        form.name = name;
        m_write->setEnabled(read.has_value());
    }
    fill(form);
    if (m_guesses)
        guess();
    // A new deprecation begins today unless somebody says otherwise.
    if (form.since.isEmpty())
        m_since->setText(QDate(1970, 1, 1).addDays(catalog.now() / kDay).toString(Qt::ISODate));
    showMissing();
    m_scope->setFocus(Qt::OtherFocusReason);
}

void ScopeFormPanel::fill(const ScopeForm &form)
{
    m_scope->setText(shownSource(form.name));
    m_words->setText(shownSource(form.title));
    m_owner->setText(shownSource(form.owner));
    m_reason->setText(shownSource(form.reason));
    int resource = m_resource->findData(form.resource);
    if (resource < 0 && !form.resource.isEmpty()) {
        m_resource->addItem(approval::visibleText(form.resource), form.resource);  // one that only the text knows
        resource = m_resource->count() - 1;
    }
    m_resource->setCurrentIndex(std::max(0, resource));
    m_risk->setCurrentIndex(std::max(0, m_risk->findData(form.risk)));
    m_deprecated->setChecked(form.deprecated);
    m_path->setVisible(form.deprecated);
    m_since->setText(form.since);
    m_sunset->setText(form.sunset);
    m_use->setText(shownSource(form.use));
    m_why->setText(shownSource(form.why));
}

// The scope whose name begins alike most likely has the same service and owner.
void ScopeFormPanel::guess()
{
    if (!m_guesses)
        return;
    const QString name = sourceOf(m_scope->text());
    const console::CatalogScope *nearest = nullptr;
    int shared = 0;
    for (const console::CatalogScope &scope : std::as_const(m_known)) {
        if (const int parts = sharedParts(scope.name, name); parts > shared) {
            shared = parts;
            nearest = &scope;
        }
    }
    if (!nearest)
        return;
    m_resource->setCurrentIndex(std::max(0, m_resource->findData(nearest->resource)));
    m_owner->setText(shownSource(nearest->owner));
}

ScopeForm ScopeFormPanel::form() const
{
    ScopeForm form;
    form.name = sourceOf(m_scope->text()).trimmed();
    form.title = sourceOf(m_words->text()).trimmed();
    form.owner = sourceOf(m_owner->text()).trimmed();
    form.reason = sourceOf(m_reason->text()).trimmed();
    form.resource = m_resource->currentData().toString();
    form.risk = m_risk->currentData().toString();
    form.deprecated = m_deprecated->isChecked();
    if (form.deprecated) {
        form.since = m_since->text().trimmed();
        form.sunset = m_sunset->text().trimmed();
        form.use = sourceOf(m_use->text()).trimmed();
        form.why = sourceOf(m_why->text()).trimmed();
    }
    return form;
}

void ScopeFormPanel::showMissing()
{
    if (!m_missing)
        return;
    const ScopeForm now = form();
    QString missing;
    const auto isDate = [](const QString &text) { return QDate::fromString(text, Qt::ISODate).isValid(); };
    if (now.name.isEmpty())
        missing = tr("A name is needed.");
    else if (now.title.isEmpty())
        missing = tr("A title is needed.");
    else if (now.reason.isEmpty())
        missing = tr("Say why it exists.");
    else if (now.owner.isEmpty())
        missing = tr("An owner is needed.");
    else if (now.resource.isEmpty())
        missing = tr("The text needs a [[resource]] first: a scope belongs to a service.");
    else if (now.deprecated && !isDate(now.since.left(10)))
        missing = tr("Since when it is deprecated is a date such as 2026-10-01.");
    else if (now.deprecated && !now.sunset.isEmpty() && !isDate(now.sunset.left(10)))
        missing = tr("Its end is a date such as 2027-01-01, or nothing.");
    m_missing->setOwnText(missing);
    m_missing->setVisible(!missing.isEmpty());
    m_write->setEnabled(missing.isEmpty());
}

void ScopeFormPanel::showError(const QString &title, const QString &sentence)
{
    m_error->setMessage(title, sentence);
    m_error->show();
}

}  // namespace countersign::scopes
