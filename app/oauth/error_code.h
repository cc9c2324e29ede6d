// The error codes of the wire, written once for the authority that sends them and the console that reads them.
#pragma once

#include <QLatin1String>

namespace countersign::oauth::error {

// RFC 6749 4.1.2.1, 5.2
inline constexpr QLatin1StringView kInvalidRequest{"invalid_request"};
inline constexpr QLatin1StringView kInvalidClient{"invalid_client"};
inline constexpr QLatin1StringView kInvalidGrant{"invalid_grant"};
inline constexpr QLatin1StringView kInvalidScope{"invalid_scope"};
inline constexpr QLatin1StringView kUnauthorizedClient{"unauthorized_client"};
inline constexpr QLatin1StringView kUnsupportedGrantType{"unsupported_grant_type"};
inline constexpr QLatin1StringView kUnsupportedResponseType{"unsupported_response_type"};
inline constexpr QLatin1StringView kAccessDenied{"access_denied"};
inline constexpr QLatin1StringView kServerError{"server_error"};
inline constexpr QLatin1StringView kTemporarilyUnavailable{"temporarily_unavailable"};
// RFC 8707 2
inline constexpr QLatin1StringView kInvalidTarget{"invalid_target"};
// RFC 9449 5, 8
inline constexpr QLatin1StringView kInvalidDpopProof{"invalid_dpop_proof"};
inline constexpr QLatin1StringView kUseDpopNonce{"use_dpop_nonce"};
// RFC 6750 3.1
inline constexpr QLatin1StringView kInvalidToken{"invalid_token"};
inline constexpr QLatin1StringView kInsufficientScope{"insufficient_scope"};
// No proof of identity at all: the challenge carries no code (RFC 6750 3.1), but every body has one (protocol.md 11).
inline constexpr QLatin1StringView kUnauthorized{"unauthorized"};
// RFC 9470 3, OpenID Connect Core 3.1.2.6, draft unmet-authentication-requirements
inline constexpr QLatin1StringView kInsufficientUserAuthentication{"insufficient_user_authentication"};
inline constexpr QLatin1StringView kUnmetAuthenticationRequirements{"unmet_authentication_requirements"};
inline constexpr QLatin1StringView kLoginRequired{"login_required"};
// RFC 7591 3.2.2
inline constexpr QLatin1StringView kInvalidClientMetadata{"invalid_client_metadata"};
inline constexpr QLatin1StringView kInvalidRedirectUri{"invalid_redirect_uri"};
inline constexpr QLatin1StringView kUnapprovedSoftwareStatement{"unapproved_software_statement"};
// RFC 9396 5
inline constexpr QLatin1StringView kInvalidAuthorizationDetails{"invalid_authorization_details"};
// CIBA Core 11, 13
inline constexpr QLatin1StringView kAuthorizationPending{"authorization_pending"};
inline constexpr QLatin1StringView kSlowDown{"slow_down"};
inline constexpr QLatin1StringView kExpiredToken{"expired_token"};
inline constexpr QLatin1StringView kUnknownUserId{"unknown_user_id"};
inline constexpr QLatin1StringView kInvalidBindingMessage{"invalid_binding_message"};
// RFC 7009 2.2.1
inline constexpr QLatin1StringView kUnsupportedTokenType{"unsupported_token_type"};
// The approver's side (protocol.md 6)
inline constexpr QLatin1StringView kNotAnApprover{"not_an_approver"};
inline constexpr QLatin1StringView kSelfApproval{"self_approval"};
inline constexpr QLatin1StringView kNotPending{"not_pending"};
inline constexpr QLatin1StringView kHashMismatch{"hash_mismatch"};
inline constexpr QLatin1StringView kStaleVersion{"stale_version"};
inline constexpr QLatin1StringView kWrongCode{"wrong_code"};
inline constexpr QLatin1StringView kInvalidDecision{"invalid_decision"};
inline constexpr QLatin1StringView kTransactionAuthorizationRequired{"transaction_authorization_required"};
inline constexpr QLatin1StringView kCallsUsedUp{"calls_used_up"};
// The gate: what two programs could read differently
inline constexpr QLatin1StringView kAmbiguousRequest{"ambiguous_request"};
inline constexpr QLatin1StringView kNotFound{"not_found"};
inline constexpr QLatin1StringView kForbidden{"forbidden"};
inline constexpr QLatin1StringView kConflict{"conflict"};

}  // namespace countersign::oauth::error
