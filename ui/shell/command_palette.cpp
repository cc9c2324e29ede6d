#include "ui/shell/command_palette.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::shell {

CommandPalette::CommandPalette(Commands commands, QWidget *parent)
    : QDialog(parent), m_commands(std::move(commands)), m_found(new QSortFilterProxyModel(this)), m_search(new widgets::SearchField(tr("Type a command"), this)),
      m_list(new QListView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Commands"));
    setWindowModality(Qt::WindowModal);
    QStringList titles;
    for (const Command &command : std::as_const(m_commands))
        titles.append(command.keys.isEmpty() ? command.title
                                             //: A command and its key: "Settings   Ctrl+,".
                                             : tr("%1   %2").arg(command.title, command.keys.first().toString(QKeySequence::NativeText)));
    m_found->setSourceModel(new QStringListModel(titles, m_found));
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setObjectName(QStringLiteral("commandField"));
    m_search->setAccessibleName(tr("Command"));
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_found);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);  // arrows work from the field
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setCurrentIndex(m_found->index(0, 0));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::m, theme::space::m, theme::space::m, theme::space::m);
    column->setSpacing(theme::space::s);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    const int character = fontMetrics().averageCharWidth();
    resize(character * 60, fontMetrics().height() * 20);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_found->setFilterFixedString(words);
        m_list->setCurrentIndex(m_found->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    m_search->setFocus();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int row = m_list->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Escape: close(); return true;  // at once; the field itself would only be emptied
    case Qt::Key_Down: m_list->setCurrentIndex(m_found->index(std::min(row + 1, m_found->rowCount() - 1), 0)); return true;
    case Qt::Key_Up: m_list->setCurrentIndex(m_found->index(std::max(row - 1, 0), 0)); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(m_list->currentIndex()); return true;
    default: return false;
    }
}

void CommandPalette::run(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const std::function<void()> command = m_commands.at(m_found->mapToSource(index).row()).run;
    close();
    if (command)
        QTimer::singleShot(0, parent(), command);  // after this dialog has given the focus back
}

}  // namespace countersign::shell
