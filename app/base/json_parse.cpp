#include "app/base/json.h"

#include <QStringDecoder>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace countersign::base::json {

namespace {

constexpr qint64 kMaxSafeInteger = (qint64{1} << 53) - 1;  // RFC 7493 2.2

// UTF-8 forms of U+D800…U+DFFF. The tokenizer checks well-formedness of raw bytes, but a lone `\udc00` escape can pass.
bool hasSurrogate(std::string_view text)
{
    for (size_t i = 0; i + 1 < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) == 0xED && static_cast<unsigned char>(text[i + 1]) >= 0xA0)
            return true;
    }
    return false;
}

// QString::fromUtf8 swallows a leading U+FEFF, by which two texts would become one; here it is a character like others.
QString textFrom(std::string_view bytes)
{
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

std::optional<QJsonValue> numberFrom(std::string_view token, Numbers allowed)
{
    if (token.find_first_of(".eE") == std::string_view::npos) {
        qint64 integer = 0;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), integer);
        const bool negativeZero = integer == 0 && token.front() == '-';
        if (error == std::errc{} && end == token.data() + token.size() && !negativeZero
            && integer >= -kMaxSafeInteger && integer <= kMaxSafeInteger)
            return QJsonValue(integer);
    }
    if (allowed == Numbers::IntegersOnly)
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
    if (error == std::errc::result_out_of_range && std::abs(number) < 1)
        return QJsonValue(0.0);
    if (error != std::errc{} || end != token.data() + token.size() || !std::isfinite(number))
        return std::nullopt;
    return QJsonValue(number);
}

// Builds the value bottom-up. Returning false stops the tokenizer; `problem` then says why.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
public:
    explicit Builder(const Limits &limits) : m_limits(limits) {}

    bool Null() { return add(QJsonValue(QJsonValue::Null)); }
    bool Bool(bool value) { return add(QJsonValue(value)); }
    bool RawNumber(const char *token, rapidjson::SizeType length, bool)
    {
        const auto number = numberFrom({token, length}, m_limits.numbers);
        return number ? add(*number) : fail(Errc::Malformed, QStringLiteral("a number is not of the form allowed here"));
    }
    bool String(const char *bytes, rapidjson::SizeType length, bool)
    {
        if (hasSurrogate({bytes, length}))
            return fail(Errc::Malformed, QStringLiteral("a lone surrogate"));
        return add(QJsonValue(textFrom({bytes, length})));
    }
    bool Key(const char *bytes, rapidjson::SizeType length, bool)
    {
        if (hasSurrogate({bytes, length}))
            return fail(Errc::Malformed, QStringLiteral("a lone surrogate"));
        m_frames.back().name = textFrom({bytes, length});
        return true;
    }
    bool StartObject() { return open(true); }
    bool StartArray() { return open(false); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    [[nodiscard]] const QJsonValue &result() const { return m_result; }
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

private:
    struct Frame {
        bool isObject = false;
        QString name;
        QJsonObject object;
        QJsonArray array;
    };

    bool fail(Errc code, QString detail)
    {
        m_problem = Error{code, std::move(detail)};
        return false;
    }
    bool open(bool isObject)
    {
        if (static_cast<int>(m_frames.size()) >= m_limits.depth)
            return fail(Errc::TooLarge, QStringLiteral("nested deeper than %1").arg(m_limits.depth));
        m_frames.push_back({isObject, {}, {}, {}});
        return true;
    }
    bool close()
    {
        const Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        return add(frame.isObject ? QJsonValue(frame.object) : QJsonValue(frame.array));
    }
    bool add(const QJsonValue &value)
    {
        if (++m_members > m_limits.names)
            return fail(Errc::TooLarge, QStringLiteral("more than %1 values").arg(m_limits.names));
        if (m_frames.empty()) {
            m_result = value;
            return true;
        }
        Frame &frame = m_frames.back();
        if (!frame.isObject) {
            frame.array.append(value);
            return true;
        }
        const qsizetype before = frame.object.size();
        frame.object.insert(frame.name, value);
        return frame.object.size() > before || fail(Errc::Malformed, QStringLiteral("a name stands twice in one object"));
    }

    const Limits &m_limits;
    std::vector<Frame> m_frames;
    QJsonValue m_result;
    std::optional<Error> m_problem;
    int m_members = 0;
};

}  // namespace

Result<QJsonValue> parse(QByteArrayView text, const Limits &limits)
{
    if (text.size() > limits.bytes)
        return Error{Errc::TooLarge, QStringLiteral("longer than %1 bytes").arg(limits.bytes)};
    // The tokenizer takes a NUL for the end of input, also in the middle.
    if (text.contains('\0'))
        return Error{Errc::Malformed, QStringLiteral("a NUL byte")};

    constexpr unsigned flags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag
        | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(text.data(), static_cast<size_t>(text.size()));
    rapidjson::Reader reader;
    Builder builder(limits);
    const auto outcome = reader.Parse<flags>(stream, builder);
    if (builder.problem())
        return *builder.problem();
    if (outcome.IsError())
        return Error{Errc::Malformed, QStringLiteral("%1 at byte %2").arg(QString::fromLatin1(rapidjson::GetParseError_En(outcome.Code()))).arg(outcome.Offset())};
    return builder.result();
}

Result<QJsonObject> parseObject(QByteArrayView text, const Limits &limits)
{
    const auto value = parse(text, limits);
    if (!value)
        return value.error();
    if (!value->isObject())
        return Error{Errc::Malformed, QStringLiteral("not an object")};
    return value->toObject();
}

}  // namespace countersign::base::json
