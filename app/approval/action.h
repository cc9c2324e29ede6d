// The action: the one thing that is asked for, shown, signed, issued, consumed and logged (protocol.md 3.1).
#pragma once

#include "app/approval/action_type.h"
#include "app/base/result.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QJsonObject>

namespace countersign::approval {

inline constexpr qsizetype kMaxParamsBytes = 8 * 1024;
inline constexpr int kMaxParamsDepth = 8;

struct Action {
    QString type;
    QJsonObject params;
    QString rs;
    base::ClientId client;
    base::Subject subject;
    base::SessionId session;  // empty where the type does not bind the session
    base::ApprovalId txn;
};

// RFC 8785 form of {type, params, rs, client_id, sub, sid?, txn}. These bytes are stored, shown, hashed and signed.
[[nodiscard]] QByteArray canonicalAction(const Action &action);
// "v1." + base64url(SHA-256("countersign-action/v1" 0x00 canonical)).
[[nodiscard]] QByteArray actionHash(QByteArrayView canonical);
// Reads canonical bytes back. Malformed unless they are exactly what canonicalAction would write.
[[nodiscard]] base::Result<Action> parseCanonicalAction(QByteArrayView canonical);

// Checks the text of one `{"type", "params"}` object against the rules that hold for every type: names, depth, size,
// integers only, display text in NFC without control, format or bidi characters. Nothing is normalised.
[[nodiscard]] base::Status checkParamsForm(const QJsonObject &params);
// Checks params against the type: unknown, missing, wrong kind, out of bounds. InvalidArgument names the parameter.
[[nodiscard]] base::Status checkParams(const ActionType &type, const QJsonObject &params);

// The sentence for the approver, from the type's template; values are inserted as text, once, never re-read as template.
[[nodiscard]] QString actionSentence(const ActionType &type, const QJsonObject &params);

struct ParamLine {
    QString name, label, value;  // value: canonical, independent of locale
};
[[nodiscard]] std::vector<ParamLine> paramLines(const ActionType &type, const QJsonObject &params);
[[nodiscard]] QString canonicalValue(const QJsonValue &value);
// "1 hour", "1 hour 30 minutes", "2 days": English, exact to the second. For the sentence that the authority builds.
[[nodiscard]] QString durationText(qint64 seconds);

}  // namespace countersign::approval
