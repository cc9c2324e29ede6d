// A catalogue with one harmless action. In a header of its own: moc loses its way in a raw string like this one.
#pragma once

namespace countersign::tests {

inline constexpr char kSmallCatalog[] = R"(format = 1
name = "Test"
[naming]
pattern = "^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*){1,3}$"
forbid = ["*"]
[[resource]]
id = "https://orders.example"
name = "Orders API"
[[scope]]
name = "orders:refund:create"
title = "Refund an order"
owner = "payments@example"
reason = "Support refunds customers"
resource = "https://orders.example"
risk = "low"
[[action]]
type = "orders.refund"
title = "Refund order {order_id}"
resource = "https://orders.example"
scopes = ["orders:refund:create"]
risk = "low"
approvers = ["payments-approvers"]
bind_session = false
code_required = false
  [[action.param]]
  name = "order_id"
  label = "Order"
  kind = "string"
  pattern = "^[0-9]{1,12}$"
)";

}  // namespace countersign::tests
