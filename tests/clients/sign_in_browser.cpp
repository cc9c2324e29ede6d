// Stands in for the browser: opens the address it is given, signs in as COUNTERSIGN_TEST_USER with COUNTERSIGN_TEST_PASSWORD
// and goes back to where the page sends it.
#include "tests/clients/sign_in_form.h"

#include <QCoreApplication>
#include <QTimer>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 2)
        return 2;
    countersign::tests::SignInForm form({qEnvironmentVariable("COUNTERSIGN_TEST_USER"), qEnvironmentVariable("COUNTERSIGN_TEST_PASSWORD")},
                                        [](const QByteArray &) { QCoreApplication::quit(); });
    form.open(QUrl(words.at(1), QUrl::StrictMode));
    QTimer::singleShot(20'000, &application, [] { QCoreApplication::exit(1); });
    return QCoreApplication::exec();
}
