#include "app/programs/ctl/interrupt.h"

#include <csignal>

namespace countersign::ctl {
namespace {

volatile std::sig_atomic_t caught = 0;

void note(int)
{
    caught = 1;
}

}  // namespace

Interrupt::Interrupt()
{
    caught = 0;
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::happened() const
{
    return caught != 0;
}

}  // namespace countersign::ctl
