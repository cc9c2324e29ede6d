// Why a file was not saved, in words.
#pragma once

#include "app/console/audit/audit_download.h"

namespace countersign::text {

// `detail`: of the failure; shown, made visible, where it helps.
[[nodiscard]] QString saveFailureSentence(console::SaveFailure failure, const QString &detail);

// "12.4 MB", in the units of the locale.
[[nodiscard]] QString byteCount(qint64 bytes);

}  // namespace countersign::text
