#include "read_entry.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>

#include "problem.h"
#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {
namespace {

constexpr std::string_view kTokens = "tokenizer.ggml.tokens";

// 0: no such type, or one without a fixed size.
std::uint64_t BytesOf(ValueType type) {
  switch (type) {
    case ValueType::kUint8:
    case ValueType::kInt8:
    case ValueType::kBool:
      return 1;
    case ValueType::kUint16:
    case ValueType::kInt16:
      return 2;
    case ValueType::kUint32:
    case ValueType::kInt32:
    case ValueType::kFloat32:
      return 4;
    case ValueType::kUint64:
    case ValueType::kInt64:
    case ValueType::kFloat64:
      return 8;
    case ValueType::kText:
    case ValueType::kList:
      return 0;
  }
  return 0;
}

template <typename Wide, typename Number>
Result<Value::Scalar> TakeAs(Cursor& cursor) {
  WY_TRY(const Number number, cursor.Take<Number>());
  return Value::Scalar(static_cast<Wide>(number));
}

Result<Value::Scalar> TakeNumber(Cursor& cursor, ValueType type) {
  switch (type) {
    case ValueType::kUint8:
      return TakeAs<std::uint64_t, std::uint8_t>(cursor);
    case ValueType::kInt8:
      return TakeAs<std::int64_t, std::int8_t>(cursor);
    case ValueType::kUint16:
      return TakeAs<std::uint64_t, std::uint16_t>(cursor);
    case ValueType::kInt16:
      return TakeAs<std::int64_t, std::int16_t>(cursor);
    case ValueType::kUint32:
      return TakeAs<std::uint64_t, std::uint32_t>(cursor);
    case ValueType::kInt32:
      return TakeAs<std::int64_t, std::int32_t>(cursor);
    case ValueType::kUint64:
      return TakeAs<std::uint64_t, std::uint64_t>(cursor);
    case ValueType::kInt64:
      return TakeAs<std::int64_t, std::int64_t>(cursor);
    case ValueType::kFloat32:
      return TakeAs<double, float>(cursor);
    case ValueType::kFloat64:
      return TakeAs<double, double>(cursor);
    default: {
      WY_TRY(const std::uint8_t flag, cursor.Take<std::uint8_t>());
      if (flag > 1) return Problem("a yes or no is neither", "布尔值既不是真也不是假");
      return Value::Scalar(flag == 1);
    }
  }
}

Error OfKey(const std::string& key, const Error& error) {
  return Problem("'" + Shown(key) + "': " + error.message,
                 "“" + Shown(key) + "”：" + error.message_zh);
}

Result<ValueType> TakeType(Cursor& cursor) {
  WY_TRY(const std::uint32_t number, cursor.Take<std::uint32_t>());
  if (number > static_cast<std::uint32_t>(ValueType::kFloat64)) {
    return Problem("its type " + std::to_string(number) + " is unknown",
                   "类型 " + std::to_string(number) + " 未知");
  }
  return static_cast<ValueType>(number);
}

// FNV-1a. What meets by chance in 64 bits among a million tokens is refused in error once in
// 30 million files.
std::uint64_t Hash(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

}  // namespace

Result<std::string> TakeText(Cursor& cursor, std::uint64_t most, const std::string& what,
                             const std::string& what_zh) {
  WY_TRY(const std::uint64_t size, cursor.Take<std::uint64_t>());
  if (size > most) {
    return Problem(what + " has " + std::to_string(size) + " bytes; at most " +
                       std::to_string(most) + " are allowed",
                   what_zh + "有 " + std::to_string(size) + " 字节，最多允许 " +
                       std::to_string(most) + " 字节");
  }
  WY_TRY(const std::string_view bytes, cursor.TakeBytes(size));
  if (!IsUtf8(bytes)) return Problem(what + " is not UTF-8", what_zh + "不是 UTF-8 文本");
  return std::string(bytes);
}

Result<std::pair<std::string, Value>> EntryReader::Next() {
  WY_TRY(std::string key, TakeText(cursor_, kLongestKey, "a key", "键名"));
  if (key.empty()) return Problem("a key is empty", "存在空的键名");
  Result<Value> value = ReadValue(key);
  if (!value) return OfKey(key, value.error());
  return std::pair{std::move(key), *std::move(value)};
}

Result<Value> EntryReader::ReadValue(const std::string& key) {
  Value value;
  WY_TRY(value.type, TakeType(cursor_));
  if (value.type == ValueType::kList) return ReadList(key);
  value.offset = cursor_.at();
  if (value.type == ValueType::kText) {
    WY_TRY(std::string text, TakeText(cursor_, kLongestText, "the text", "文本"));
    if (text.size() <= kLongestKeptText && kept_text_bytes_ + text.size() <= kMostKeptText) {
      kept_text_bytes_ += text.size();
      value.scalar = std::move(text);
    }
  } else {
    WY_TRY(value.scalar, TakeNumber(cursor_, value.type));
    if (const auto real = value.AsReal(); real && !std::isfinite(*real)) {
      return Problem("it is no finite number", "不是有限的数");
    }
  }
  value.bytes = cursor_.at() - value.offset;
  return value;
}

Result<Value> EntryReader::ReadList(const std::string& key) {
  Value list;
  list.is_list = true;
  WY_TRY(list.type, TakeType(cursor_));
  if (list.type == ValueType::kList) return Problem("it is a list of lists", "不支持列表的列表");
  WY_TRY(list.count, cursor_.Take<std::uint64_t>());
  if (list.count > kLongestList) {
    return Problem("it has " + std::to_string(list.count) + " elements; at most " +
                       std::to_string(kLongestList) + " are allowed",
                   "有 " + std::to_string(list.count) + " 个元素，最多允许 " +
                       std::to_string(kLongestList) + " 个");
  }
  list.offset = cursor_.at();
  if (list.type == ValueType::kText) {
    WY_CHECK(ReadListOfTexts(key, list));
  } else if (list.count <= kLongestKeptList) {
    for (std::uint64_t i = 0; i < list.count; ++i) {
      Value element;
      WY_TRY(element.scalar, TakeNumber(cursor_, list.type));
      const auto flag = element.AsFlag();
      list.numbers.push_back(flag ? static_cast<double>(*flag) : element.AsReal().value_or(0));
    }
  } else {
    WY_CHECK(cursor_.Skip(list.count * BytesOf(list.type)));
  }
  list.bytes = cursor_.at() - list.offset;
  return list;
}

Result<void> EntryReader::ReadListOfTexts(const std::string& key, Value& list) {
  const bool tokens = key == kTokens;
  if (tokens && list.count > kMostTokens) {
    return Problem("it has more than " + std::to_string(kMostTokens) + " tokens",
                   "词表超过 " + std::to_string(kMostTokens) + " 个");
  }
  std::unordered_set<std::uint64_t> seen;
  for (std::uint64_t i = 0; i < list.count; ++i) {
    const std::string number = std::to_string(i);
    WY_TRY(const std::string text,
           TakeText(cursor_, kLongestListElement, "element " + number, "第 " + number + " 个元素"));
    // libllama gives empty tokens names of their own, and ends the process over equal ones.
    if (tokens && !text.empty() && !seen.insert(Hash(text)).second) {
      return Problem("token " + number + " ('" + Shown(text) + "') is there twice",
                     "第 " + number + " 个词元（“" + Shown(text) + "”）重复");
    }
  }
  return {};
}

}  // namespace wenyuan::gguf
