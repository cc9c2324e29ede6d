// Memory for private keys that is neither swapped to disk nor dumped (security.md, Cryptography).
#pragma once

namespace countersign::crypto {

// Lets private keys made or read from now on live in locked memory. Once, at the start of a program. False when the system
// does not allow locking (RLIMIT_MEMLOCK); keys then live in ordinary memory and everything works.
bool lockKeyMemory();

}  // namespace countersign::crypto
