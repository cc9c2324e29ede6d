#include "app/crypto/secure_memory.h"

#include <openssl/crypto.h>

namespace countersign::crypto {

bool lockKeyMemory()
{
    constexpr size_t heap = 256 * 1024, smallest = 32;
    return CRYPTO_secure_malloc_init(heap, smallest) == 1;
}

}  // namespace countersign::crypto
