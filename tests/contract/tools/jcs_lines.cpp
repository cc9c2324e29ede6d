// Reads JSON texts, one a line, and prints each in canonical form (RFC 8785), or "!" and the reason. For comparison with
// other implementations; see jcs_agreement.test.mjs.
#include "app/base/json.h"

#include <cstdio>
#include <iostream>
#include <string>

int main()
{
    std::ios::sync_with_stdio(false);
    namespace json = countersign::base::json;
    for (std::string line; std::getline(std::cin, line);) {
        const auto value = json::parse(QByteArrayView(line.data(), static_cast<qsizetype>(line.size())));
        if (value) {
            const QByteArray text = json::canonical(*value);
            std::cout.write(text.constData(), text.size()).put('\n');
        } else {
            std::cout << "!refused\n";
        }
    }
    return std::cout.flush() ? 0 : 1;
}
