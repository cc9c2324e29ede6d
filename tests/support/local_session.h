// A session of the console on a real authority of its own, as the console itself puts one together.
#pragma once

#include "app/console/authority_list.h"
#include "tests/support/local_backend.h"

#include <QFileInfo>

namespace countersign::tests {

// Starts the authority and the session; what the session then says is the caller's to wait for. With a folder there is a witness
// that remembers in it. The session must be taken off the list before `local` ends.
inline console::AuthoritySession *startSession(LocalBackend &local, console::AuthorityList &authorities, const QString &witnessFolder = {})
{
    if (!QFileInfo(backends::LocalAuthority::defaultProgram()).isExecutable())
        qFatal("build countersign-authority first");
    local.start();
    console::AuthoritySession::Parts parts;
    parts.id = console::AuthorityId(QStringLiteral("local"));
    parts.kind = console::AuthoritySession::Kind::Local;
    parts.backend = local.take();
    parts.clock = &local.clock;
    if (!witnessFolder.isEmpty())
        parts.witness = std::make_unique<console::LogWitness>(
            console::LogWitness::Parts{parts.backend.get(), witnessFolder + QStringLiteral("/seen.json"), witnessFolder + QStringLiteral("/evidence")});
    console::AuthoritySession *session = authorities.add(std::make_unique<console::AuthoritySession>(std::move(parts)));
    session->start();
    return session;
}

}  // namespace countersign::tests
