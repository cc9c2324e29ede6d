#include "ui/clients/pick_list.h"

#include "app/approval/visible_text.h"
#include "ui/text/risk_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/row_text.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::clients {

using approval::visibleText;

// --- what can be chosen --------------------------------------------------------------------------------------------------

QList<PickItem> pickItems(const QList<console::CatalogScope> &scopes)
{
    QList<PickItem> items;
    for (const console::CatalogScope &scope : scopes) {
        //: %1 is the scope's title, %2 who answers for it.
        const QString detail = PickList::tr("%1 · owner: %2").arg(approval::visibleText(scope.title), approval::visibleText(scope.owner));
        items.append({scope.name, detail, scope.risk, scope.deprecated ? PickItem::State::Deprecated : PickItem::State::Current});
    }
    return items;
}

QList<PickItem> pickItems(const QList<console::CatalogAction> &actions)
{
    QList<PickItem> items;
    for (const console::CatalogAction &action : actions) {
        //: %1 is the sentence of an action with places for its values, %2 groups of people.
        const QString detail = PickList::tr("%1 · decided by: %2").arg(approval::visibleText(action.title), approval::visibleText(action.approvers.join(QStringLiteral(", "))));
        items.append({action.type, detail, action.risk, PickItem::State::Current});
    }
    return items;
}

void PickModel::setItems(const QList<PickItem> &items)
{
    m_items = items;
    filter();
}

void PickModel::setSearch(const QString &words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    filter();
}

void PickModel::filter()
{
    beginResetModel();
    m_shown.clear();
    for (int i = 0; i < m_items.size(); ++i) {
        const PickItem &item = m_items.at(i);
        const bool fits = std::all_of(m_words.begin(), m_words.end(), [&item](const QString &word) {
            return item.name.contains(word, Qt::CaseInsensitive) || item.detail.contains(word, Qt::CaseInsensitive);
        });
        if (fits)
            m_shown.append(i);
    }
    endResetModel();
}

void PickModel::setChosen(const QStringList &names)
{
    m_chosen = QSet<QString>(names.begin(), names.end());
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

QStringList PickModel::chosen() const
{
    QStringList found;
    QSet<QString> left = m_chosen;
    for (const PickItem &item : m_items) {
        if (left.remove(item.name))
            found.append(item.name);
    }
    QStringList gone(left.begin(), left.end());
    gone.sort();
    return found + gone;
}

int PickModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PickModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const PickItem &item = m_items.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole: return visibleText(item.name);
    case Qt::CheckStateRole: return m_chosen.contains(item.name) ? Qt::Checked : Qt::Unchecked;
    case DetailRole: return item.detail;
    case RiskRole: return static_cast<int>(item.risk);
    case DeprecatedRole: return item.state == PickItem::State::Deprecated;
    case Qt::AccessibleTextRole:
        //: For screen readers: a scope's name, its risk, its title and owner.
        return (item.state == PickItem::State::Deprecated ? tr("%1. %2. Deprecated. %3") : tr("%1. %2. %3"))
            .arg(visibleText(item.name), text::riskWord(item.risk), item.detail);
    default: return {};
    }
}

bool PickModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const QString name = m_items.at(m_shown.at(index.row())).name;
    if (value.toInt() == Qt::Checked)
        m_chosen.insert(name);
    else
        m_chosen.remove(name);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags PickModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

// --- how it looks --------------------------------------------------------------------------------------------------------

QSize PickDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int text = widgets::lineHeight(theme::style::strong) + 2 + widgets::lineHeight(theme::style::caption);
    return {theme::space::xxl * 6, std::max(theme::minimumTarget, text + 2 * theme::space::s)};
}

void PickDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const theme::Tokens &t = theme::tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, t.hover);
    const auto visual = [&option](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const int start = static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(option.direction, Qt::AlignLeft));
    const int end = static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(option.direction, Qt::AlignRight));
    QRect line = option.rect.adjusted(theme::space::m, theme::space::s, -theme::space::m, -theme::space::s);

    QStyleOptionViewItem box(option);
    const int side = option.widget->style()->pixelMetric(QStyle::PM_IndicatorWidth, &option, option.widget);
    box.rect = visual({line.left(), option.rect.top() + (option.rect.height() - side) / 2, side, side});
    box.state &= ~QStyle::State_HasFocus;
    box.state |= index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
    option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
    line.setLeft(line.left() + side + theme::space::m);

    QRect top(line.left(), line.top(), line.width(), widgets::lineHeight(theme::style::strong));
    const auto tier = static_cast<approval::Tier>(index.data(PickModel::RiskRole).toInt());
    const widgets::Chip::Kind kind = widgets::riskKind(tier);
    const bool deprecated = index.data(PickModel::DeprecatedRole).toBool();
    const QString word = deprecated ? tr("%1, deprecated", "a risk such as Low risk").arg(text::riskWord(tier)) : text::riskWord(tier);
    painter->setFont(theme::fontOf(theme::style::caption));
    painter->setPen(t.tone(kind.tone).strong);
    const int width = painter->fontMetrics().horizontalAdvance(word);
    widgets::drawLine(*painter, visual(top), end, word);
    const double mark = top.height() * 0.5;
    const QRect place(top.right() - width - theme::space::s - static_cast<int>(mark), top.top() + static_cast<int>((top.height() - mark) / 2), static_cast<int>(mark), static_cast<int>(mark));
    widgets::paintMark(*painter, visual(place), kind.mark, t.tone(kind.tone));
    top.setRight(place.left() - theme::space::m);

    painter->setFont(theme::fontOf({theme::Type::Body, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Text}));
    painter->setPen(t.text);
    widgets::drawLine(*painter, visual(top), start, widgets::fittedText(index.data(Qt::DisplayRole).toString(), painter->fontMetrics(), top.width()));
    const QRect foot(line.left(), top.bottom() + 3, line.width(), widgets::lineHeight(theme::style::caption));
    painter->setFont(theme::fontOf(theme::style::caption));
    painter->setPen(t.textMuted);
    widgets::drawLine(*painter, visual(foot), start, widgets::fittedText(index.data(PickModel::DetailRole).toString(), painter->fontMetrics(), foot.width()));

    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(*painter, option.rect, theme::radius::small);
    painter->restore();
}

bool PickDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    bool toggles = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        toggles = mouse->button() == Qt::LeftButton && option.rect.contains(mouse->pos());
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        toggles = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    if (!toggles)
        return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

// --- the list ------------------------------------------------------------------------------------------------------------

PickList::PickList(const QString &name, const QString &search, QWidget *parent)
    : QWidget(parent), m_model(new PickModel(this)), m_search(new widgets::SearchField(search, this)), m_none(new widgets::PlainLabel(this)),
      m_view(new QListView(this))
{
    m_search->setObjectName(QStringLiteral("pickSearch"));
    m_search->setAccessibleName(search);
    m_none->setTextStyle(theme::style::muted);
    m_none->setOwnText(tr("Nothing matches."));
    m_view->setAccessibleName(name);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PickDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTabKeyNavigation(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(m_search);
    column->addWidget(m_none);
    column->addWidget(m_view);
    connect(m_search, &QLineEdit::textChanged, m_model, &PickModel::setSearch);
    connect(m_model, &PickModel::chosenChanged, this, &PickList::chosenChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PickList::fit);
    fit();
}

void PickList::setItems(const QList<PickItem> &items)
{
    m_model->setItems(items);
}

// As high as its rows, at most five and a half of them: the half says that there are more.
void PickList::fit()
{
    const int rows = m_model->rowCount();
    const int row = m_view->itemDelegate()->sizeHint({}, {}).height();
    m_view->setFixedHeight((rows > 5 ? row * 11 / 2 : row * std::max(1, rows)) + 2);
    m_view->setVisible(rows > 0);
    m_none->setVisible(rows == 0 && m_model->total() > 0);
    m_search->setVisible(m_model->total() >= searchFrom);
}

void PickList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        fit();
    QWidget::changeEvent(event);
}

}  // namespace countersign::clients
