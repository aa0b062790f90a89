#include "sentence_pool.h"

#include <algorithm>
#include <fstream>

#include "wenyuan/base/files.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::bench {
namespace {

constexpr std::uint64_t kLargestDictionary = 64 << 20;
constexpr std::size_t kLongestSentence = 1000;  // bytes; tables and code without sentence ends
constexpr std::size_t kJumpPercent = 30;
constexpr std::size_t kReplacePercent = 25;

}  // namespace

Result<WordFinder> WordFinder::Load(const std::string& dictionary_folder) {
  FileSystem& files = PosixFileSystem();
  const std::filesystem::path folder(dictionary_folder);
  WY_TRY(const std::string dictionary,
         ReadAll(files, folder / "jieba.dict.utf8", kLargestDictionary));
  WY_TRY(const std::string model, ReadAll(files, folder / "hmm_model.utf8", kLargestDictionary));
  WY_TRY(auto segmenter, text::Segmenter::Parse(dictionary, model));
  WY_TRY(auto folding, text::MakeFolder());
  return WordFinder(std::move(folding), std::move(segmenter));
}

std::vector<text::Range> WordFinder::Words(std::string_view text) const {
  const text::Analysis analysis = text::Tokenize(text, {*folder_, segmenter_, nullptr});
  std::vector<text::Range> words;
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    const text::Token& token = analysis.tokens[i];
    if (analysis.kinds[i] != text::TokenKind::kHanWord &&
        analysis.kinds[i] != text::TokenKind::kUnit) {
      continue;
    }
    if (words.empty() || token.begin >= words.back().end) words.push_back({token.begin, token.end});
  }
  return words;
}

Result<SentencePool> SentencePool::Read(const std::string& path, const WordFinder& words) {
  std::ifstream file(path);
  if (!file) return Error{ErrorCode::kNotFound, "reading articles failed: no file " + path};
  SentencePool pool;
  std::string article;
  while (std::getline(file, article)) {
    article = text::RepairUtf8(article);
    std::replace(article.begin(), article.end(), '\t', '\n');
    for (const text::Range& range : text::SplitSentences(article)) {
      Sentence sentence;
      sentence.text = article.substr(range.begin, range.end - range.begin);
      if (sentence.text.size() > kLongestSentence) continue;
      sentence.words = words.Words(sentence.text);
      if (!sentence.words.empty()) pool.sentences_.push_back(std::move(sentence));
    }
    if (!pool.sentences_.empty()) pool.sentences_.back().ends_article = true;
  }
  if (pool.sentences_.empty()) {
    return Error{ErrorCode::kInvalidArgument, "reading articles failed: no sentence in " + path};
  }
  for (std::uint32_t sentence = 0; sentence < pool.sentences_.size(); ++sentence) {
    for (std::uint32_t word = 0; word < pool.sentences_[sentence].words.size(); ++word) {
      pool.words_.emplace_back(sentence, word);
    }
  }
  return pool;
}

std::string SentencePool::Text(Cursor& cursor, std::size_t words, Chance& chance) const {
  std::string text;
  for (std::size_t count = 0; count < words;) {
    const Sentence& sentence = sentences_[cursor.sentence];
    AppendChanged(sentence, chance, text);
    text += ' ';
    count += sentence.words.size();
    if (sentence.ends_article || chance.Percent(kJumpPercent)) {
      cursor = Anywhere(chance);
    } else {
      ++cursor.sentence;
    }
  }
  return text;
}

void SentencePool::AppendChanged(const Sentence& sentence, Chance& chance,
                                 std::string& text) const {
  std::size_t at = 0;
  for (const text::Range& word : sentence.words) {
    if (!chance.Percent(kReplacePercent)) continue;
    const auto [other, number] = words_[chance.Below(words_.size())];
    const text::Range& drawn = sentences_[other].words[number];
    text.append(sentence.text, at, word.begin - at);
    text.append(sentences_[other].text, drawn.begin, drawn.end - drawn.begin);
    at = word.end;
  }
  text.append(sentence.text, at);
}

}  // namespace wenyuan::bench
