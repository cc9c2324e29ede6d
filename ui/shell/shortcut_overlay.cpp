#include "ui/shell/shortcut_overlay.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"

#include <QGridLayout>
#include <QScrollArea>

namespace countersign::shell {

ShortcutOverlay::ShortcutOverlay(const Commands &commands, QWidget *parent) : QDialog(parent)
{
    using namespace theme;
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    setWindowModality(Qt::WindowModal);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::l);
    auto *title = new widgets::PlainLabel(this);
    title->setTextStyle(style::title);
    title->setOwnText(tr("Keys"));
    column->addWidget(title);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::xl);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Command &command : commands) {
        if (command.keys.isEmpty())
            continue;
        QStringList keys;
        for (const QKeySequence &key : command.keys)
            keys.append(key.toString(QKeySequence::NativeText));
        auto *chip = new widgets::Chip(keys.join(QStringLiteral("  ")), this);
        auto *words = new widgets::PlainLabel(this);
        words->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        words->setOwnText(command.title);
        grid->addWidget(chip, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(words, row, 1);
        ++row;
    }
    column->addLayout(grid);
    column->addStretch(1);
    QPushButton *close = widgets::makeButton(ButtonRole::Plain, tr("Close"), this);
    close->setObjectName(QStringLiteral("closeButton"));
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
}

}  // namespace countersign::shell
