#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pinyin.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/search/suggester.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Words of the open documents of one library, in order. Constant after construction.
class Vocabulary {
 public:
  struct Parts {
    const text::Analyzer& analyzer;
    const Pinyin* pinyin = nullptr;  // nullptr: not known
    std::size_t most_terms = 0;
  };
  // Reads all terms of the index and keeps those that a person would write, the most frequent
  // first: no pairs of characters that are no word, no stems, no codes without their signs.
  static Result<std::shared_ptr<const Vocabulary>> Read(const index::LibraryIndex& index,
                                                        const Parts& parts);

  struct Word {
    std::string_view term;
    std::uint32_t count = 0;  // passages
    Completion::Kind kind = Completion::Kind::kWord;
    bool whole = false;  // all of the initials were typed
  };
  // Adds the `most` best for what was typed, and for its pinyin if it has one.
  void Complete(std::string_view typed, std::string_view pinyin, std::size_t most,
                std::vector<Word>& found) const;
  // 0: not among them.
  [[nodiscard]] std::uint32_t CountOf(std::string_view term) const;
  // Words that are read like this.
  [[nodiscard]] std::vector<Word> ReadAs(std::string_view full_pinyin) const;
  // English words within `most_errors` typing errors.
  [[nodiscard]] std::vector<Word> Near(std::string_view word, std::size_t most_errors) const;
  // Chinese words of as many characters, all but one of them the same.
  [[nodiscard]] std::vector<Word> OneCharacterOff(std::string_view word) const;

 private:
  struct Entry {
    std::uint32_t begin = 0;  // in text_
    std::uint32_t count = 0;
    std::uint32_t letters = 0;  // which of a to z it has; 0: not an English word
    std::uint16_t bytes = 0;
  };
  struct Key {
    std::uint32_t begin = 0;  // in text_
    std::uint32_t entry = 0;
    std::uint16_t bytes = 0;
  };
  [[nodiscard]] std::string_view TextOf(const Entry& entry) const {
    return std::string_view(text_).substr(entry.begin, entry.bytes);
  }
  [[nodiscard]] std::string_view TextOf(const Key& key) const {
    return std::string_view(text_).substr(key.begin, key.bytes);
  }
  void AddReadings(std::uint32_t entry, const Pinyin& pinyin);
  void Sort(std::vector<Key>& keys) const;

  std::string text_;
  std::vector<Entry> entries_;  // by term
  std::vector<Key> full_;       // by pinyin
  std::vector<Key> initials_;   // by initials
};

}  // namespace wenyuan::search
