#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::parse {

// The key of a comment: a scalar that explains the value after it.
constexpr std::string_view kCommentKey = "#";

// What JSON, YAML and TOML have in common, as one flat list: a value stands before the values in
// it. Numbers stay as they were written. A value is known by its place in the list.
class DataTree {
 public:
  enum class Kind : std::uint8_t { kScalar, kArray, kObject };
  static constexpr std::size_t kMaxValues = 4'000'000;
  static constexpr std::size_t kMaxDepth = 256;

  // Building, in document order. False above a bound; nothing more is taken then.
  bool Begin(Kind kind);
  void End();
  void Key(std::string_view key);  // of the value that comes next
  bool Scalar(std::string_view text);
  // The same values once more; ends with what Begin and Scalar return.
  bool Copy(std::size_t value);

  [[nodiscard]] bool Full() const { return full_; }
  [[nodiscard]] bool Open(std::size_t value) const { return values_[value].end == 0; }
  [[nodiscard]] std::size_t Depth() const { return open_.size(); }
  [[nodiscard]] std::size_t Size() const { return values_.size(); }
  [[nodiscard]] Kind KindOf(std::size_t value) const { return values_[value].kind; }
  [[nodiscard]] std::string_view KeyOf(std::size_t value) const;
  [[nodiscard]] std::string_view TextOf(std::size_t value) const;
  // The values directly in an array or object.
  [[nodiscard]] std::vector<std::size_t> ChildrenOf(std::size_t value) const;
  // The place behind the last value inside.
  [[nodiscard]] std::size_t EndOf(std::size_t value) const { return values_[value].end; }

 private:
  struct Text {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  struct Value {
    Text key;
    Text text;
    std::uint32_t end = 0;  // 0 while it is open
    Kind kind = Kind::kScalar;
  };

  Text Store(std::string_view text);
  [[nodiscard]] std::string_view View(Text text) const {
    return std::string_view(texts_).substr(text.at, text.size);
  }

  std::vector<Value> values_;
  std::vector<std::size_t> open_;
  std::string texts_;
  Text key_;
  bool full_ = false;
};

}  // namespace wenyuan::parse
