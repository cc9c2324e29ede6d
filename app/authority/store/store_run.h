// How Store::read and Store::write turn whatever a function returns into a Result. Included by store.h only.
#pragma once

namespace countersign::authority::store {

template <class T>
struct AsResult {
    using type = base::Result<T>;
};
template <>
struct AsResult<void> {
    using type = base::Status;
};
template <class T>
struct AsResult<base::Result<T>> {
    using type = base::Result<T>;
};

template <class F>
auto Store::run(F &fn, base::Status (Store::*how)(const Body &))
{
    using Given = std::invoke_result_t<F &, Transaction &>;
    using Answer = typename AsResult<Given>::type;
    std::optional<Answer> answer;
    const base::Status status = (this->*how)([&](Transaction &tx) -> base::Status {
        if constexpr (std::is_void_v<Given>) {
            fn(tx);
            answer.emplace(base::Done{});
        } else {
            answer.emplace(fn(tx));
        }
        return *answer ? base::Status(base::Done{}) : base::Status(answer->error());
    });
    if (!status)
        return Answer(status.error());
    return *std::move(answer);
}

}  // namespace countersign::authority::store
