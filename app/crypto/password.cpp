#include "app/crypto/password.h"

#include "app/crypto/digest.h"

#include <argon2.h>

#include <cstdlib>
#include <semaphore>

namespace countersign::crypto {

namespace {

constexpr uint32_t kIterations = 2, kMemoryKiB = 19 * 1024, kLanes = 1;
constexpr size_t kSaltBytes = 16, kHashBytes = 32;

std::counting_semaphore<2> &slots()
{
    static std::counting_semaphore<2> two(2);
    return two;
}

class Slot {
public:
    Slot() { slots().acquire(); }
    ~Slot() { slots().release(); }
    Slot(const Slot &) = delete;
    Slot &operator=(const Slot &) = delete;
};

}  // namespace

QByteArray hashPassword(QByteArrayView password)
{
    const Slot slot;
    const QByteArray salt = randomBytes(kSaltBytes);
    QByteArray phc(static_cast<qsizetype>(argon2_encodedlen(kIterations, kMemoryKiB, kLanes, kSaltBytes, kHashBytes, Argon2_id)), '\0');
    if (argon2id_hash_encoded(kIterations, kMemoryKiB, kLanes, password.data(), static_cast<size_t>(password.size()), salt.constData(),
                              kSaltBytes, kHashBytes, phc.data(), static_cast<size_t>(phc.size())) != ARGON2_OK)
        std::abort();
    return QByteArray(phc.constData());
}

bool verifyPassword(QByteArrayView password, const QByteArray &phc)
{
    const Slot slot;
    return argon2id_verify(phc.constData(), password.data(), static_cast<size_t>(password.size())) == ARGON2_OK;
}

bool verifyNoPassword(QByteArrayView password)
{
    static const QByteArray stand_in = hashPassword(randomToken());
    return verifyPassword(password, stand_in) && false;
}

}  // namespace countersign::crypto
