// The pages people see in the browser: sign-in, one-time code, error. Plain HTML without script, nothing from outside.
#pragma once

#include "app/authority/http/message.h"

#include <QString>

namespace countersign::authority::endpoints {

struct SignInPage {
    QString applicationName;
    QString redirectUri;  // where the form may lead to in the end
    QByteArray ticket;    // hidden: the request itself, sealed
    QByteArray csrf;      // hidden: binds it to this browser
    QString userName;     // what was typed before
    QString problem;      // empty, or what was wrong with the last attempt
};

[[nodiscard]] http::Response passwordPage(int status, const SignInPage &page);
[[nodiscard]] http::Response codePage(int status, const SignInPage &page);
// An end: the person goes back to the application.
[[nodiscard]] http::Response errorPage(int status, const QString &text);

}  // namespace countersign::authority::endpoints
