// One question to the authority and its answer, as all parts of the backend ask them: signed in, bounded, read strictly.
#pragma once

#include "app/backends/countersign/token_keeper.h"
#include "app/base/json.h"

#include <QThreadPool>

namespace countersign::backends {

[[nodiscard]] HttpRequest jsonRequest(const QByteArray &method, const QString &url);
[[nodiscard]] HttpRequest jsonRequest(const QByteArray &method, const QString &url, const QJsonObject &body);
// One segment of a path, or one value of a query, percent-encoded.
[[nodiscard]] QString urlSegment(const QString &text);
// What an answer that was not hoped for means to whoever asked.
[[nodiscard]] base::Error refusedBy(const HttpAnswer &answer);
[[nodiscard]] base::json::Limits answerLimits(const HttpAnswer &answer);

// Large answers are read in another thread, so that no screen stands still; `read` must then touch its arguments alone.
enum class ReadIn { AskersThread, AnyThread };

inline constexpr qsizetype kLargeAnswer = 64 * 1024;

// Gives `read(answer, body)`. An answer whose body is no JSON object gives that error.
template <ReadIn where, class T, class Read>
void giveRead(const base::Asked<T> &asked, const HttpAnswer &answer, Read read)
{
    const auto work = [asked, answer, read] {
        const base::Result<QJsonObject> body = base::json::parseObject(answer.body, answerLimits(answer));
        if (body)
            asked.give(read(answer, *body));
        else
            asked.give(body.error());
    };
    if (where == ReadIn::AnyThread && answer.body.size() > kLargeAnswer)
        QThreadPool::globalInstance()->start(work);
    else
        work();
}

// Sends, expects 200, and gives what `read(answer, body)` makes of it.
template <class T, ReadIn where = ReadIn::AskersThread, class Read>
[[nodiscard]] base::Answer<T> askAndRead(TokenKeeper &tokens, const HttpRequest &request, Read read)
{
    base::Asked<T> asked;
    base::whenAnswered(&tokens, tokens.send(request), [asked, read](const base::Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status != 200)
            asked.give(refusedBy(*answer));
        else
            giveRead<where>(asked, *answer, read);
    });
    return asked.answer();
}

}  // namespace countersign::backends
