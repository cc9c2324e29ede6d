// Names both sides put on the wire: grant types, assertion types, JOSE types, the built-in client.
#pragma once

#include <QLatin1String>

namespace countersign::oauth {

inline constexpr QLatin1StringView kGrantClientCredentials{"client_credentials"};
inline constexpr QLatin1StringView kGrantAuthorizationCode{"authorization_code"};
inline constexpr QLatin1StringView kGrantRefreshToken{"refresh_token"};
inline constexpr QLatin1StringView kGrantCiba{"urn:openid:params:grant-type:ciba"};
inline constexpr QLatin1StringView kGrantJwtBearer{"urn:ietf:params:oauth:grant-type:jwt-bearer"};

inline constexpr QLatin1StringView kAssertionJwtBearer{"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"};
inline constexpr QLatin1StringView kRequestUriPrefix{"urn:ietf:params:oauth:request_uri:"};

inline constexpr char kTypeAccessToken[] = "at+jwt";          // RFC 9068
inline constexpr char kTypeActionToken[] = "jit-action+jwt";  // protocol.md 3.2
inline constexpr char kTypeDecision[] = "jit-decision+jwt";   // protocol.md 6
inline constexpr char kTypeDpopProof[] = "dpop+jwt";          // RFC 9449

// The console: a public native client every authority knows.
inline constexpr QLatin1StringView kConsoleClientId{"countersign-console"};
// The built-in user of an authority that the console starts on its own machine.
inline constexpr QLatin1StringView kLocalUserName{"local"};

// `acr` values: signed in with a password; with a password and a one-time code; with the key of a trusted device.
inline constexpr QLatin1StringView kAcrPassword{"pwd"};
inline constexpr QLatin1StringView kAcrTwoFactors{"mfa"};
inline constexpr QLatin1StringView kAcrDevice{"device"};

// Skew tolerated on `iat` and `nbf` from others, never on our own `exp` (protocol.md 12).
inline constexpr qint64 kSkewSeconds = 10;

}  // namespace countersign::oauth
