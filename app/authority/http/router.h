#pragma once

#include "app/authority/http/message.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <variant>
#include <vector>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::http {

// What a handler wants done with state: run by the store on its one writer thread inside one database
// transaction. Its response leaves only after the commit.
using Work = std::function<Response(store::Transaction &)>;

// A handler runs on an HTTP worker thread: it parses and verifies signatures. Whatever reads and then writes
// state is returned as Work.
using Outcome = std::variant<Response, Work, EventStream, LongBody>;
using Handler = std::function<Outcome(const Request &)>;

// What kind of body an endpoint takes. None: the body must be empty. Ignored: it and what is said about it belong to another request.
enum class BodyKind { None, Form, Json, Ignored };

// Finds the handler of a request, and answers itself whatever no handler may see: limits, media types, paths
// and verbs (protocol.md 11). Filled once before the server starts, then read by many threads.
class Router {
public:
    // `pathTemplate` like "/approvals/{id}/decision": a segment is fixed text or one parameter of
    // [A-Za-z0-9._~-]{1,128}; a last segment "{name*}" takes the rest, whatever it holds, and is no parameter. The same path may
    // take several methods.
    void add(QByteArray method, QByteArray pathTemplate, BodyKind body, Handler handler);

    // Fills in `request.pathParams` and calls the handler. Paths are compared raw, byte by byte: nothing is
    // decoded, collapsed or trimmed before. Thread safe once filled.
    Outcome dispatch(Request &request) const;

    // "GET /approvals/{id}" and so on, sorted.
    std::vector<QByteArray> routes() const;

private:
    struct Method {
        BodyKind body;
        Handler handler;
    };
    struct Route {
        std::vector<QByteArray> segments; // "{name}" for a parameter
        std::map<QByteArray, Method> methods;
    };

    const Route *find(Request &request) const;

    std::vector<Route> m_routes;
};

} // namespace countersign::authority::http
