// The evidence bundle: a page for people that carries the same export for programs (export_format.md), here both sides of that.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace countersign::audit {

// The element of the page that holds the lines: in it &, < and > are escaped, and nothing else.
[[nodiscard]] QByteArray evidenceElement(QByteArrayView lines);
// The lines again. Malformed when the page has no such element, more than one, or markup in it. Pure; any thread.
[[nodiscard]] base::Result<QByteArray> evidenceIn(QByteArrayView page);

}  // namespace countersign::audit
