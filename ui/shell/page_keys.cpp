#include "ui/shell/page_keys.h"

#include <QCoreApplication>

namespace countersign::shell {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PageKeys)
};

Commands clientKeys()
{
    return {{Words::tr("Search clients"), {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)}, {}},
            {Words::tr("New temporary client"), {QKeySequence(QKeySequence::New)}, {}},
            {Words::tr("Switch between list and client"), {QKeySequence(Qt::Key_F6)}, {}}};
}

Commands scopeKeys()
{
    return {{Words::tr("Search the catalogue"), {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)}, {}},
            {Words::tr("Edit the catalogue"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, {}},
            {Words::tr("Next finding, while editing"), {QKeySequence(Qt::Key_F8)}, {}},
            {Words::tr("Review what was edited"), {QKeySequence(Qt::CTRL | Qt::Key_S)}, {}},
            {Words::tr("Back"), {QKeySequence(Qt::Key_Escape)}, {}}};
}

Commands auditKeys()
{
    return {{Words::tr("Search the log"), {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)}, {}},
            {Words::tr("Go to a time"), {QKeySequence(Qt::CTRL | Qt::Key_G)}, {}},
            {Words::tr("Open the chosen entry"), {QKeySequence(Qt::Key_Return)}, {}},
            {Words::tr("Newest and oldest entry"), {QKeySequence(Qt::Key_Home), QKeySequence(Qt::Key_End)}, {}},
            {Words::tr("Switch between table and entry"), {QKeySequence(Qt::Key_F6)}, {}},
            {Words::tr("Close the entry"), {QKeySequence(Qt::Key_Escape)}, {}},
            {Words::tr("Choose a time in the chart, together with Shift"), {QKeySequence(Qt::Key_Left), QKeySequence(Qt::Key_Right)}, {}},
            {Words::tr("Take a filter away"), {QKeySequence(Qt::Key_Delete)}, {}}};
}

}  // namespace

Commands keysOfPage(const QString &id)
{
    if (id == QLatin1String("clients"))
        return clientKeys();
    if (id == QLatin1String("scopes"))
        return scopeKeys();
    if (id == QLatin1String("audit"))
        return auditKeys();
    if (id == QLatin1String("grants"))
        return {{Words::tr("Search active access"), {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)}, {}},
                {Words::tr("Switch between list and entry"), {QKeySequence(Qt::Key_F6)}, {}},
                {Words::tr("Back to the list"), {QKeySequence(Qt::Key_Escape)}, {}}};
    return {};
}

}  // namespace countersign::shell
