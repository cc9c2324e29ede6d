// Ctrl+C and SIGTERM as a fact to ask for, so that what is under way can be tidied up.
#pragma once

namespace countersign::ctl {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;
    [[nodiscard]] bool happened() const;
};

}  // namespace countersign::ctl
