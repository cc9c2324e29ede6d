#include "ui/shell/shortcut_overlay.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/own_text.h"
#include "ui/widgets/scroll_page.h"

#include <QGridLayout>
#include <QScrollArea>

namespace countersign::shell {
namespace {

// As it is printed on the key, and as the pages call it.
QString nameOf(const QKeySequence &key)
{
    static const QString unprinted = QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText);
    return key.toString(QKeySequence::NativeText).replace(unprinted, ShortcutOverlay::tr("Enter", "name of a key"));
}

}  // namespace

ShortcutOverlay::ShortcutOverlay(const QList<KeySection> &sections, QWidget *parent) : QDialog(parent)
{
    using namespace theme;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    setWindowModality(Qt::WindowModal);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::m);
    column->setSpacing(space::m);
    for (const KeySection &section : sections)
        addSection(*column, section);
    column->addStretch(1);
    QScrollArea *page = widgets::makeScrollPage(content);
    page->setObjectName(QStringLiteral("keysScroll"));
    page->setAccessibleName(tr("Keys"));
    page->setFocusPolicy(Qt::StrongFocus);
    QPushButton *close = widgets::makeButton(ButtonRole::Plain, tr("Close"));
    close->setObjectName(QStringLiteral("closeButton"));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, space::l);
    whole->setSpacing(space::s);
    whole->addWidget(page, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::xl, 0, space::xl, 0);
    foot->addStretch(1);
    foot->addWidget(close);
    whole->addLayout(foot);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    const int character = fontMetrics().averageCharWidth();
    setMinimumWidth(character * 56);
    // As high as it needs, as far as the window behind it goes.
    const int wanted = content->sizeHint().height() + close->sizeHint().height() + 2 * space::l + space::s;
    resize(character * 64, parent ? std::min(wanted, parent->window()->height() - 2 * space::xl) : wanted);
}

void ShortcutOverlay::addSection(QVBoxLayout &column, const KeySection &section)
{
    using namespace theme;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Command &command : section.keys) {
        if (command.keys.isEmpty())
            continue;
        auto *keys = new QHBoxLayout;
        keys->setSpacing(space::xs);
        for (const QKeySequence &key : command.keys)
            keys->addWidget(new widgets::Chip(nameOf(key)));
        auto *words = widgets::ownText(command.title);
        words->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        grid->addLayout(keys, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(words, row, 1);
        ++row;
    }
    if (row == 0) {
        delete grid;
        return;
    }
    grid->setColumnMinimumWidth(0, QFontMetrics(fontOf(style::body)).averageCharWidth() * 20);
    column.addWidget(widgets::ownText(section.title, style::title));
    column.addLayout(grid);
    column.addSpacing(space::s);
}

}  // namespace countersign::shell
