// What a request may measure (protocol.md 11), and how far beyond that we still read in order to answer 413, 414 or 431.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace countersign::authority::http {

inline constexpr std::size_t kMaxBody = 64 * 1024;
inline constexpr std::size_t kMaxLargeBody = 3 * 1024 * 1024;
inline constexpr std::size_t kMaxTarget = 8 * 1024;
inline constexpr std::size_t kMaxHeader = 8 * 1024;  // name and value
inline constexpr std::size_t kMaxHeaders = 64;

// Beyond these nothing is read any more. Of what is between, only enough is kept to know that it is too much.
inline constexpr uint32_t kMostHead = 600 * 1024;  // request line and headers; above 64 headers of 8 KiB
inline constexpr std::size_t kMostHeaders = 256;
inline constexpr std::size_t kMostBody = 128 * 1024 * 1024;

// The catalogue of a big house has thousands of scopes; nothing else that comes in is long.
[[nodiscard]] constexpr std::size_t maxBody(std::string_view target)
{
    return target == "/catalog" || target == "/catalog/check" ? kMaxLargeBody : kMaxBody;
}

}  // namespace countersign::authority::http
