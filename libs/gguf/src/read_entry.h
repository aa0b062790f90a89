#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "cursor.h"
#include "wenyuan/gguf/value.h"

namespace wenyuan::gguf {

// Reads keys with their values.
class EntryReader {
 public:
  explicit EntryReader(Cursor& cursor) : cursor_(cursor) {}
  Result<std::pair<std::string, Value>> Next();

 private:
  Result<Value> ReadValue(const std::string& key);
  Result<Value> ReadList(const std::string& key);
  Result<void> ReadListOfTexts(const std::string& key, Value& list);

  Cursor& cursor_;
  std::uint64_t kept_text_bytes_ = 0;
};

// A text with its length before it, of at most `most` bytes. `what` and `what_zh` name it.
Result<std::string> TakeText(Cursor& cursor, std::uint64_t most, const std::string& what,
                             const std::string& what_zh);

}  // namespace wenyuan::gguf
