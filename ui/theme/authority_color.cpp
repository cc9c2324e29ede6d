#include "ui/theme/authority_color.h"

#include "ui/theme/theme.h"

#include <array>

namespace countersign::theme {

QColor authorityColor(int index)
{
    // Neighbours differ in lightness too, for eyes that do not tell red from green.
    static constexpr std::array<unsigned, authorityColors> light{0x2f6fde, 0xb4520b, 0x0f7f6d, 0xa32a86, 0x5b6b1c, 0x6a45c9, 0xb3263f, 0x3d5568};
    static constexpr std::array<unsigned, authorityColors> dark{0x7fadff, 0xf0a35e, 0x4fd0b8, 0xee8fd3, 0xb9cc62, 0xb49bff, 0xff8e9d, 0xa9bfd0};
    const auto at = static_cast<size_t>(((index % authorityColors) + authorityColors) % authorityColors);
    return QColor(tokens().dark ? dark[at] : light[at]);
}

}  // namespace countersign::theme
