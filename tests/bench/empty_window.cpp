// The least a Qt Widgets window costs in time and memory.
#include <QApplication>
#include <QLabel>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QLabel window(QStringLiteral("empty"));
    window.setWindowTitle(QStringLiteral("Empty Qt window"));
    window.resize(1100, 720);
    window.show();
    return QApplication::exec();
}
