// A value that must not leak: it cannot be copied, compared loosely, streamed or logged; using it wrongly does not
// compile. The memory is wiped when it goes.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace countersign::base {

class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray &&bytes);
    // Wipes the source when its memory is not shared with others.
    static Secret take(QByteArray &bytes);
    ~Secret();

    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    bool operator==(const Secret &) const = delete;
    template <class Stream>
    friend Stream &operator<<(Stream &, const Secret &) = delete;

    [[nodiscard]] bool isEmpty() const noexcept { return m_bytes.isEmpty(); }
    [[nodiscard]] qsizetype size() const noexcept { return m_bytes.size(); }
    // The only way to the bytes. The view lives as long as the secret; do not store or log it.
    [[nodiscard]] QByteArrayView reveal() const noexcept { return m_bytes; }
    [[nodiscard]] Secret clone() const;
    // Time depends on the lengths alone.
    [[nodiscard]] bool equals(QByteArrayView other) const noexcept;

private:
    void wipe() noexcept;

    QByteArray m_bytes;
};

}  // namespace countersign::base
