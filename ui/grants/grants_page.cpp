#include "ui/grants/grants_page.h"

#include "ui/grants/grant_card.h"
#include "ui/grants/grant_delegate.h"
#include "ui/grants/grant_rows.h"
#include "ui/text/grant_text.h"
#include "ui/text/link_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::grants {

namespace {

constexpr int kNarrowColumns = 72;  // below, list or card, not both

}  // namespace

using console::GrantKind;
using console::GrantsModel;
using Reading = GrantsModel::Reading;

GrantsPage::GrantsPage(GrantsModel &model, console::AuthorityList &authorities, QWidget *parent)
    : QWidget(parent), m_model(model), m_authorities(authorities), m_rows(new GrantRows(model, this)), m_delegate(new GrantDelegate(this))
{
    setObjectName(QStringLiteral("grantsPage"));
    widgets::setAccessibleRole(*this, QAccessible::Pane, tr("Active access"));
    build();
    connectModel();
    refresh();
}

void GrantsPage::build()
{
    m_link = new widgets::Banner(theme::Tone::Warn);
    m_state = new widgets::EmptyState(theme::Glyph::Key);
    m_left = makeList();
    m_right = makeDetail();
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_left, 2);
    line->addWidget(m_right, 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_link);
    column->addLayout(line, 1);
}

QWidget *GrantsPage::makeList()
{
    auto *side = new QWidget;
    m_header = new widgets::SectionHeader(tr("Active access"));
    auto *again = widgets::makeIconButton(theme::Glyph::Refresh, tr("Read the list again"));
    again->setObjectName(QStringLiteral("grantsReload"));
    connect(again, &QPushButton::clicked, &m_model, &GrantsModel::reload);
    m_header->addControl(again);
    m_search = new widgets::SearchField(tr("Filter by action, program, person or scope"));
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("grantKind"));
    m_kind->setAccessibleName(tr("Kind of access"));
    m_kind->addItem(tr("All kinds"));
    m_kind->addItem(tr("Credentials"), static_cast<int>(GrantKind::Credential));
    m_kind->addItem(tr("Windows"), static_cast<int>(GrantKind::Window));
    m_kind->addItem(tr("Sessions"), static_cast<int>(GrantKind::Session));
    m_kind->addItem(tr("Base tokens"), static_cast<int>(GrantKind::Base));
    m_loading = new widgets::ProgressLine(tr("Reading what is active…"));
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("grantsList"));
    m_list->setAccessibleName(tr("Active access"));
    m_list->setModel(m_rows);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->viewport()->installEventFilter(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, 0);
    column->setSpacing(theme::space::m);
    column->addWidget(m_header);
    column->addWidget(m_search);
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    column->addWidget(m_loading);
    column->addWidget(m_state, 1);
    column->addWidget(m_list, 1);
    column->addStretch(0);  // takes the room while nothing else does
    return side;
}

QWidget *GrantsPage::makeDetail()
{
    auto *side = new QWidget;
    m_card = new GrantCard;
    m_back = widgets::makeButton(theme::ButtonRole::Quiet, theme::Glyph::ChevronLeft, tr("Back to the list"));
    m_back->setObjectName(QStringLiteral("grantsBack"));
    connect(m_back, &QPushButton::clicked, this, &GrantsPage::leaveCard);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &GrantsPage::leaveCard);
    m_nothingChosen = new widgets::EmptyState(theme::Glyph::Key);
    m_nothingChosen->setMessage(tr("Nothing is chosen"), tr("Choose an entry to see who approved it, how it was used and how it ends."));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(1, 0, 1, 0);  // room for the line that parts it from the list
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addWidget(m_card, 1);
    column->addWidget(m_nothingChosen, 1);
    connect(m_card, &GrantCard::revokeRequested, this, &GrantsPage::revoke);
    return side;
}

void GrantsPage::connectModel()
{
    connect(&m_model, &GrantsModel::readingChanged, this, &GrantsPage::refresh);
    connect(&m_authorities, &console::AuthorityList::anyChanged, this, &GrantsPage::refresh);
    connect(&m_authorities, &console::AuthorityList::rowsRemoved, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::rowsInserted, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::rowsRemoved, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::modelReset, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const QModelIndex current = m_list->currentIndex();
        if (current.isValid() && current.row() >= first.row() && current.row() <= last.row())
            showCurrent();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &GrantsPage::showCurrent);
    // Merely moving in the list opens nothing in its place.
    for (const auto signal : {&QListView::clicked, &QListView::activated}) {
        connect(m_list, signal, this, [this] {
            m_cardOpen = true;
            arrange();
            if (isNarrow())
                m_back->setFocus(Qt::OtherFocusReason);
        });
    }
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_rows->setSearch(words);
        refresh();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant kind = m_kind->currentData();
        m_rows->setKind(kind.isValid() ? std::optional(static_cast<GrantKind>(kind.toInt())) : std::nullopt);
        refresh();
    });
    connect(m_link, &widgets::Banner::actionRequested, this, [this] {
        for (int row = 0; row < m_authorities.rowCount(); ++row)
            m_authorities.at(row)->retry();
        m_model.reload();
    });
    connect(m_state, &widgets::EmptyState::actionRequested, this, &GrantsPage::onStateAction);
}

void GrantsPage::refresh()
{
    m_delegate->setAuthorities(m_authorities.rowCount() > 1 ? GrantDelegate::Authorities::Several : GrantDelegate::Authorities::One);
    m_header->setCount(m_rows->rowCount());
    showLink();
    showStates();
    showCurrent();
}

void GrantsPage::showLink()
{
    qint64 since = 0;
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        const console::AuthoritySession *session = m_authorities.at(row);
        if (session->link() == console::Link::Offline && (since == 0 || session->offlineSinceMs() < since))
            since = std::max<qint64>(1, session->offlineSinceMs());
    }
    const bool failed = m_model.reading() == Reading::Failed && m_model.rowCount() > 0;
    m_link->setVisible(since > 0 || failed);
    m_link->setAction(tr("Retry"));
    if (since > 0) {
        //: %1: "offline since 14:02".
        m_link->setMessage(tr("The connection is %1").arg(text::linkText(console::Link::Offline, since)),
                           tr("What stands here may have been used or have ended meanwhile. A revocation counts only once the authority confirms it."));
    } else if (failed) {
        m_link->setMessage(tr("The list could not be read again"), tr("What stands here is from before. Revoking still works if the authority answers."));
    }
}

void GrantsPage::showStates()
{
    const Reading reading = m_model.reading();
    const bool empty = m_rows->rowCount() == 0;
    const bool nothingKnown = m_model.rowCount() == 0;
    const bool loading = nothingKnown && (reading == Reading::Now || reading == Reading::Never);
    m_loading->setVisible(loading);
    m_list->setVisible(!empty);
    m_state->setVisible(empty && !loading);
    m_search->setVisible(!nothingKnown);
    m_kind->setVisible(!nothingKnown);
    if (!nothingKnown) {
        m_state->setGlyph(theme::Glyph::Search);
        m_state->setMessage(tr("Nothing matches"), tr("There is active access, but none of this kind with these words."));
        m_state->setAction(tr("Show everything"));
    } else if (reading == Reading::NotPermitted) {
        m_state->setGlyph(theme::Glyph::Lock);
        m_state->setMessage(tr("You may not see this"), tr("Your sign-in does not allow you to list active access. An administrator of the authority can."));
        m_state->setAction({});
    } else if (reading == Reading::Failed) {
        m_state->setGlyph(theme::Glyph::Warning, theme::Tone::Warn);
        m_state->setMessage(tr("The list could not be read"), tr("The authority did not answer as expected. There may be active access that is not shown."));
        m_state->setAction(tr("Retry"));
    } else {
        m_state->setGlyph(theme::Glyph::ShieldCheck);
        m_state->setMessage(tr("Nothing is active"), tr("No credential, window or session is alive at the moment. What you approve appears here until it ends."));
        m_state->setAction({});
    }
    // A list that stays when the connection goes says so in its banner; an empty one says it here.
    m_list->setFocusPolicy(empty ? Qt::NoFocus : Qt::StrongFocus);
}

void GrantsPage::showCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    m_card->setVisible(current.isValid());
    m_nothingChosen->setVisible(!current.isValid());
    if (current.isValid())
        m_card->show(current);
    arrange();
}

bool GrantsPage::isNarrow() const
{
    return width() < fontMetrics().averageCharWidth() * kNarrowColumns;
}

// Side by side where there is room for both; else the list, and the card in its place when something is chosen.
void GrantsPage::arrange()
{
    const bool chosen = m_cardOpen && m_list->currentIndex().isValid();
    const bool narrow = isNarrow();
    m_left->setVisible(!narrow || !chosen);
    m_right->setVisible(m_model.rowCount() > 0 && (!narrow || chosen));
    m_back->setVisible(narrow);
    fitRows();
}

void GrantsPage::fitRows()
{
    if (m_delegate->setRoom(m_list->viewport()->width()))
        m_list->doItemsLayout();
}

// The list is as wide as it will be only after the page has laid it out.
bool GrantsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_list->viewport())
        fitRows();
    return QWidget::eventFilter(watched, event);
}

// Not a focus proxy: Tab would go through it past the search field.
void GrantsPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_list->isVisible())
        m_list->setFocus(event->reason());
}

void GrantsPage::leaveCard()
{
    const bool back = isNarrow() && m_right->isAncestorOf(QApplication::focusWidget());
    m_cardOpen = false;
    arrange();
    if (back)
        m_list->setFocus(Qt::OtherFocusReason);
}

void GrantsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void GrantsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

void GrantsPage::revoke(const QString &reason)
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_model.revoke(m_rows->mapToSource(current).row(), reason);
}

void GrantsPage::onStateAction()
{
    if (m_rows->isFiltering() && m_model.rowCount() > 0) {
        m_search->clear();
        m_kind->setCurrentIndex(0);
        m_search->setFocus(Qt::OtherFocusReason);
    } else {
        m_model.reload();
    }
}

void GrantsPage::paintEvent(QPaintEvent *)
{
    if (!m_right->isVisible())
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? m_right->geometry().right() : m_right->geometry().left();
    painter.fillRect(x, m_right->y(), 1, m_right->height(), theme::tokens().line);
}

}  // namespace countersign::grants
