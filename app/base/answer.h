// How questions that take time are answered: a future of a result, delivered in the asker's thread.
#pragma once

#include "app/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <memory>

namespace countersign::base {

template <class T>
using Answer = QFuture<Result<T>>;

// The giving end. Copies share one promise; a promise that goes away unanswered answers Cancelled by itself, so no asker
// waits for ever.
template <class T>
class Asked {
public:
    Asked() : m_state(std::make_shared<State>()) {}

    [[nodiscard]] Answer<T> answer() const { return m_state->promise.future(); }
    [[nodiscard]] bool isAnswered() const { return m_state->done; }
    // The first answer counts, later ones are dropped.
    void give(Result<T> result) const { m_state->give(std::move(result)); }

private:
    struct State {
        State() { promise.start(); }
        ~State() { give({Errc::Cancelled, QStringLiteral("nobody is left to answer")}); }
        void give(Result<T> result)
        {
            if (done)
                return;
            done = true;
            promise.addResult(std::move(result));
            promise.finish();
        }
        QPromise<Result<T>> promise;
        bool done = false;
    };
    std::shared_ptr<State> m_state;
};

template <class T>
[[nodiscard]] Answer<T> answered(Result<T> result)
{
    Asked<T> asked;
    asked.give(std::move(result));
    return asked.answer();
}

// Calls `then(const Result<T> &)` once, from the event loop of the context's thread, never inline, and never after the
// context has gone. (QFuture::then with a context neither promises the one nor the other in Qt 6.4.)
template <class T, class Then>
void whenAnswered(QObject *context, const Answer<T> &answer, Then then)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
        watcher->deleteLater();
        const auto future = watcher->future();
        if (future.resultCount() > 0)
            then(future.result());
        else
            then(Result<T>(Errc::Cancelled, QStringLiteral("the question was cancelled")));
    });
    watcher->setFuture(answer);
}

}  // namespace countersign::base
