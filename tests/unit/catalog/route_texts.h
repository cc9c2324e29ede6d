// Texts for route_test.cpp. In a header of their own: moc loses its way in raw strings like these.
#pragma once

#include <QByteArray>

namespace countersign::tests {

inline const QByteArray kHead = R"(format = 1
name = "Routes"
[[resource]]
id = "https://a.example"
name = "A"
[[resource]]
id = "https://b.example"
name = "B"
[[scope]]
name = "a:read"
title = "Read"
owner = "o@a.example"
reason = "Reading"
resource = "https://a.example"
risk = "low"
[[action]]
type = "a.pay"
title = "Pay {amount} to {who}"
resource = "https://a.example"
scopes = ["a:read"]
risk = "low"
approvers = ["g"]
  [[action.param]]
  name = "who"
  label = "Who"
  kind = "string"
  pattern = "^[a-z]{1,9}$"
  [[action.param]]
  name = "amount"
  label = "Amount"
  kind = "integer"
  min = 1
  max = 99
  [[action.param]]
  name = "note"
  label = "Note"
  kind = "text"
  optional = true
)";

inline const QByteArray kPay = R"([[route]]
method = "POST"
path = "/pay/{who}"
resource = "https://a.example"
action = "a.pay"
params = { who = "path.who", amount = "query.amount", note = "query.note" }
)";

}  // namespace countersign::tests
