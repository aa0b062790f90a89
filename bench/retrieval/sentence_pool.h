#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "folding.h"
#include "segmenter.h"
#include "tokenizer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::bench {

// The same numbers for the same seed on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  std::size_t Below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool Percent(std::size_t percent) { return Below(100) < percent; }

 private:
  std::mt19937_64 random_;
};

// Finds the words of a text: the analyzer's first stream, without bigrams and stems.
class WordFinder {
 public:
  static Result<WordFinder> Load(const std::string& dictionary_folder);
  [[nodiscard]] std::vector<text::Range> Words(std::string_view text) const;

 private:
  WordFinder(std::unique_ptr<text::Folder> folder, text::Segmenter segmenter)
      : folder_(std::move(folder)), segmenter_(std::move(segmenter)) {}
  std::unique_ptr<text::Folder> folder_;
  text::Segmenter segmenter_;
};

// The sentences of one language, and new texts made of them: they follow an article, now and then
// jump to another, and some of their words are replaced by others, drawn as often as they occur.
class SentencePool {
 public:
  // One article a line, its lines parted by tabs.
  static Result<SentencePool> Read(const std::string& path, const WordFinder& words);
  [[nodiscard]] std::size_t sentences() const { return sentences_.size(); }

  struct Cursor {
    std::size_t sentence = 0;
  };
  [[nodiscard]] Cursor Anywhere(Chance& chance) const { return {chance.Below(sentences_.size())}; }
  // Sentences from the cursor on until they hold `words` words.
  [[nodiscard]] std::string Text(Cursor& cursor, std::size_t words, Chance& chance) const;

 private:
  struct Sentence {
    std::string text;
    std::vector<text::Range> words;
    bool ends_article = false;
  };
  void AppendChanged(const Sentence& sentence, Chance& chance, std::string& text) const;

  std::vector<Sentence> sentences_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words_;  // sentence, word
};

}  // namespace wenyuan::bench
