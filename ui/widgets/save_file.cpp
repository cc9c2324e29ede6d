#include "ui/widgets/save_file.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace countersign::widgets {

void askWhereToSave(const SaveQuestion &question, QWidget *parent, const std::function<void(const QString &path)> &then)
{
    static const QRegularExpression unfit(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = question.name;
    name.replace(unfit, QStringLiteral("-"));
    auto *dialog = new QFileDialog(parent, question.title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), question.kind);
    dialog->setObjectName(QStringLiteral("saveFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, then);
    // Whoever asked goes on by keys; without a window manager nobody else gives the keyboard back.
    QObject::connect(dialog, &QDialog::finished, parent, &QWidget::activateWindow);
    dialog->open();
}

}  // namespace countersign::widgets
