// The result type of every fallible public function.
//
// std::expected is C++23 and absent from the compilers we support, so this keeps its member names for an easy exchange
// later (app/decisions/0006-result-type.md).
#pragma once

#include <QString>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace countersign::base {

// The closed list of reasons callers may act on. Anything finer is for the log and stands in Error::detail.
enum class Errc {
    InvalidArgument,  // the caller's value breaks a rule stated in the documentation
    Malformed,        // bytes do not follow the format they claim
    TooLarge,         // a stated limit is exceeded
    NotFound,
    Conflict,         // somebody else was first, or the state has moved on
    Denied,           // understood and refused
    Unauthenticated,  // no, wrong or expired proof of identity
    Expired,
    Unavailable,      // a network, store or daemon is not there now; trying again may help
    Timeout,
    Cancelled,
    Corrupt,          // stored or received data contradicts itself
    Locked,           // a keychain or data directory is locked by its owner
    Unsupported,
    Io,
    Internal,
};

struct Error {
    Errc code = Errc::Internal;
    QString detail;  // English, for logs and command lines; never holds a secret
};

// What a function without a value returns on success.
struct Done {};

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}
    Result(Errc code, QString detail) : Result(Error{code, std::move(detail)}) {}

    [[nodiscard]] bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const & { return *std::get_if<0>(&m_state); }
    T &operator*() & { return *std::get_if<0>(&m_state); }
    T &&operator*() && { return std::move(*std::get_if<0>(&m_state)); }
    const T *operator->() const { return std::get_if<0>(&m_state); }
    T *operator->() { return std::get_if<0>(&m_state); }

    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }
    template <class U>
    [[nodiscard]] T value_or(U &&fallback) const
    {
        return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
    }

private:
    std::variant<T, Error> m_state;
};

using Status = Result<Done>;

}  // namespace countersign::base
