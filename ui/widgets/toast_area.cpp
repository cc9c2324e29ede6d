#include "ui/widgets/toast_area.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QPainter>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::widgets {

namespace {

constexpr int kMost = 3;
constexpr int kShadow = 6;

// Long enough to be read slowly: four seconds and a tenth of a second for each four characters.
int readingTime(const QString &sentence)
{
    return 4000 + static_cast<int>(std::min<qsizetype>(sentence.size(), 400)) * 25;
}

}  // namespace

class ToastArea::Toast : public QWidget {
public:
    Toast(const QString &sentence, theme::Tone tone, QWidget *parent) : QWidget(parent)
    {
        using namespace theme;
        setAccessibleRole(*this, QAccessible::Notification, sentence);
        auto *line = new QHBoxLayout(this);
        line->setContentsMargins(space::m + kShadow, space::s + kShadow, space::s + kShadow, space::s + kShadow);
        line->setSpacing(space::s);
        const Glyph glyph = tone == Tone::Ok ? Glyph::Check : tone == Tone::Neutral || tone == Tone::Accent ? Glyph::Info : Glyph::Warning;
        line->addWidget(new GlyphView(glyph, tone == Tone::Neutral ? Ink::Muted : inkOf(tone), this), 0, Qt::AlignVCenter);
        auto *words = new PlainLabel(this);
        words->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        words->setOwnText(sentence);
        line->addWidget(words, 1);
        action = makeButton(ButtonRole::Plain, QString(), this);
        action->setObjectName(QStringLiteral("toastAction"));
        action->hide();
        line->addWidget(action, 0, Qt::AlignVCenter);
        close = makeIconButton(Glyph::Cross, ToastArea::tr("Close this message"), this);
        line->addWidget(close, 0, Qt::AlignVCenter);
    }

    QPushButton *action = nullptr;
    QPushButton *close = nullptr;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const theme::Tokens &t = theme::tokens();
        const QRectF box = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
        theme::paintShadow(painter, box, theme::radius::medium);
        theme::paintFrame(painter, box, {t.raised, t.line, theme::radius::medium});
    }
};

ToastArea::ToastArea(QWidget *host) : QWidget(host), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, theme::space::s);
    m_column->setSpacing(0);
    host->installEventFilter(this);
    hide();
}

int ToastArea::standing() const
{
    return m_column->count();
}

ToastArea::Toast *ToastArea::put(const QString &sentence, theme::Tone tone)
{
    while (m_column->count() >= kMost)
        dismiss(m_column->itemAt(0)->widget());
    auto *toast = new Toast(sentence, tone, this);
    m_column->addWidget(toast, 0, Qt::AlignHCenter);
    connect(toast->close, &QPushButton::clicked, this, [this, toast] { dismiss(toast); });
    show();
    raise();
    place();
    announce(*toast);
    return toast;
}

void ToastArea::say(const QString &sentence, theme::Tone tone)
{
    Toast *toast = put(sentence, tone);
    auto *timer = new QTimer(toast);
    connect(timer, &QTimer::timeout, this, [this, toast, timer] {
        // Whoever points at it, or is in it, is still reading.
        if (toast->underMouse() || toast->isAncestorOf(toast->window()->focusWidget()))
            timer->start(1000);
        else
            dismiss(toast);
    });
    timer->setSingleShot(true);
    timer->start(readingTime(sentence));
}

void ToastArea::offer(const Offer &offer, std::function<void()> act)
{
    Toast *toast = put(offer.sentence, offer.tone);
    toast->action->setText(offer.action);
    toast->action->show();
    connect(toast->action, &QPushButton::clicked, this, [this, toast, act = std::move(act)] {
        dismiss(toast);
        act();
    });
    place();
}

void ToastArea::dismiss(QWidget *toast)
{
    m_column->removeWidget(toast);
    toast->hide();
    toast->deleteLater();
    if (m_column->isEmpty())
        hide();
    else
        place();
}

bool ToastArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void ToastArea::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(room.width() - 2 * theme::space::l, m_column->sizeHint().width());
    const int height = m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width) : m_column->sizeHint().height();
    setGeometry((room.width() - width) / 2, room.height() - height, width, height);
}

}  // namespace countersign::widgets
