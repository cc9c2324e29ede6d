// What every command that acts as an OAuth client is told, and how it finds the client's secret: never in the arguments.
#pragma once

#include "app/programs/ctl/commands.h"
#include "app/programs/ctl/requester.h"

#include <memory>

namespace countersign::ctl {

[[nodiscard]] std::vector<OptionSpec> withClientOptions(std::vector<OptionSpec> more);
// For commands that may also use a client registered for private_key_jwt.
[[nodiscard]] OptionSpec clientKeyOption();
// Connected and ready, or why not. Environment: COUNTERSIGN_ISSUER, COUNTERSIGN_CLIENT, COUNTERSIGN_SECRET_FILE.
[[nodiscard]] base::Result<std::shared_ptr<Requester>> makeRequester(const Arguments &arguments);

// The same without a client: for what an initial access token gives the right to.
[[nodiscard]] base::Result<std::shared_ptr<Requester>> makeAnonymousRequester(const Arguments &arguments);

// Names the authority where it is only said that nobody answered.
[[nodiscard]] base::Error atAuthority(const Arguments &arguments, const base::Error &error);

[[nodiscard]] QString optionOr(const Arguments &arguments, const char *name, const char *environment);
[[nodiscard]] base::Result<QByteArray> extraCertificates(const Arguments &arguments);
[[nodiscard]] QString clientSecretName(const QString &issuer, const QString &clientId);

// `name=value` is a text, `name:=json` any JSON value. InvalidArgument names the parameter.
[[nodiscard]] base::Result<QJsonObject> readParams(const QStringList &words);

[[nodiscard]] int failWire(const WireError &error);

}  // namespace countersign::ctl
