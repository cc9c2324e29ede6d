#include "ui/widgets/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace countersign::widgets {

SecretClipboard::SecretClipboard(int keepMs, QObject *parent) : QObject(parent)
{
    m_end.setInterval(keepMs);
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &SecretClipboard::clear);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &SecretClipboard::clear);
}

SecretClipboard::~SecretClipboard()
{
    clear();
}

void SecretClipboard::copy(const base::SharedSecret &secret)
{
    if (!secret)
        return;
    auto *data = new QMimeData;  // the clipboard takes it over
    data->setText(QString::fromUtf8(secret->reveal()));
    // The sign KDE's and other clipboard managers look for.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(data, QClipboard::Clipboard);
    m_secret = secret;
    m_end.start();
}

void SecretClipboard::clear()
{
    m_end.stop();
    if (!m_secret)
        return;
    QClipboard *clipboard = QGuiApplication::clipboard();
    // Also where a manager has taken the text over; never what a person has copied meanwhile.
    if (m_secret->equals(clipboard->text(QClipboard::Clipboard).toUtf8()))
        clipboard->clear(QClipboard::Clipboard);
    m_secret.reset();
    Q_EMIT cleared();
}

}  // namespace countersign::widgets
