// wenyuan_corpus FOLDER CHUNKS SEED DICTIONARY_FOLDER [texts]
// From the articles and questions that texts.py wrote into FOLDER: chunks.txt, documents.txt and
// questions of five kinds; with "texts" also texts.txt, the chunks as they read. What they hold:
// bench/retrieval/README.md.
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_set>
#include <vector>

#include "filters.h"
#include "sentence_pool.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::bench {
namespace {

constexpr std::size_t kLargestTerm = 200;  // bytes; Lucene cuts at 255 characters
constexpr std::size_t kMostChunks = 3;     // of a document
constexpr std::size_t kRestrictedPercent = 10;
constexpr std::size_t kShortQuestions = 500;
constexpr std::size_t kLongChinese = 300;
constexpr std::size_t kLongEnglish = 200;

struct Language {
  SentencePool pool;
  std::size_t least_words;  // of a chunk
  std::size_t spread;
};

struct Maker {
  const std::string folder;
  const WordFinder words;
  const std::unique_ptr<text::Analyzer> analyzer;

  // Terms parted by blanks; all of them, or each once.
  [[nodiscard]] std::string Line(std::string_view text, bool once, std::size_t& count) const {
    std::string line;
    std::unordered_set<std::string> seen;
    for (const text::Token& token : analyzer->Tokens(text)) {
      if (token.term.size() > kLargestTerm || token.term.find(' ') != std::string::npos) continue;
      if (once && !seen.insert(token.term).second) continue;
      if (!line.empty()) line += ' ';
      line += token.term;
      ++count;
    }
    return line;
  }

  Result<void> WriteChunks(std::size_t chunks, std::uint64_t seed, bool with_texts) const {
    WY_TRY(auto chinese, SentencePool::Read(folder + "/articles.zh.txt", words));
    WY_TRY(auto english, SentencePool::Read(folder + "/articles.en.txt", words));
    std::cout << chinese.sentences() << " Chinese and " << english.sentences()
              << " English sentences\n";
    const std::array<Language, 2> languages = {
        {{std::move(chinese), 70, 100}, {std::move(english), 34, 42}}};
    std::ofstream lines(folder + "/chunks.txt");
    std::ofstream texts;
    if (with_texts) texts.open(folder + "/texts.txt");
    std::vector<std::size_t> documents;
    std::size_t tokens = 0;
    Chance chance(seed);
    for (std::size_t made = 0; made < chunks;) {
      const Language& language = languages[chance.Below(2)];
      documents.push_back(std::min(1 + chance.Below(kMostChunks), chunks - made));
      SentencePool::Cursor cursor = language.pool.Anywhere(chance);
      for (std::size_t i = 0; i < documents.back(); ++i, ++made) {
        const std::size_t length = language.least_words + chance.Below(language.spread);
        std::string text = language.pool.Text(cursor, length, chance);
        std::replace(text.begin(), text.end(), '\n', ' ');
        lines << Line(text, false, tokens) << '\n';
        if (with_texts) texts << text << '\n';
      }
    }
    std::ofstream list(folder + "/documents.txt");
    for (std::size_t document = 0; document < documents.size(); ++document) {
      list << documents[document];
      for (const Filter& filter : kFilters) {
        if (filter.Holds(document, documents.size())) list << ' ' << filter.name;
      }
      if (chance.Percent(kRestrictedPercent)) list << ' ' << kRestricted;
      list << '\n';
    }
    std::cout << documents.size() << " documents, " << tokens << " tokens\n";
    if (!lines.flush() || !texts.flush() || !list.flush()) {
      return Error{ErrorCode::kResourceExhausted, "writing the corpus to " + folder + " failed"};
    }
    return {};
  }

  [[nodiscard]] Result<std::vector<std::string>> Questions(const std::string& language,
                                                           Chance& chance) const {
    std::ifstream file(folder + "/questions." + language + ".txt");
    std::vector<std::string> questions;
    for (std::string line; std::getline(file, line);) questions.push_back(text::RepairUtf8(line));
    if (questions.empty()) {
      return Error{ErrorCode::kNotFound, "no " + language + " questions in " + folder};
    }
    for (std::size_t i = questions.size() - 1; i > 0; --i) {
      std::swap(questions[i], questions[chance.Below(i + 1)]);
    }
    return questions;
  }

  // 2 to 6 of the words that say something, in their order; empty when there are too few.
  [[nodiscard]] std::string Keywords(const std::string& question, Chance& chance) const {
    std::vector<std::string> content;
    for (const text::Range& word : words.Words(question)) {
      std::string one = question.substr(word.begin, word.end - word.begin);
      std::transform(one.begin(), one.end(), one.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
      if (!text::IsFunctionWord(one)) content.push_back(std::move(one));
    }
    const std::size_t wanted = 2 + chance.Below(5);
    if (content.size() < wanted) return {};
    while (content.size() > wanted) {
      content.erase(content.begin() + static_cast<std::ptrdiff_t>(chance.Below(content.size())));
    }
    std::string joined;
    for (const std::string& word : content) joined += word + ' ';
    return joined;
  }

  Result<void> WriteQuestions(std::uint64_t seed) const {
    Chance chance(seed + 1);
    for (const std::string language : {"zh", "en"}) {
      const bool chinese = language == "zh";
      WY_TRY(const auto questions, Questions(language, chance));
      std::vector<std::string> few;
      std::vector<std::string> whole;
      std::vector<std::string> pruned;
      for (const std::string& question : questions) {
        std::size_t count = 0;
        if (few.size() < kShortQuestions) {
          if (const std::string keywords = Keywords(question, chance); !keywords.empty()) {
            few.push_back(Line(keywords, true, count));
            continue;  // the same question does not come twice
          }
        }
        const bool is_long = chinese ? text::CountCharacters(question) >= 17
                                     : std::count(question.begin(), question.end(), ' ') >= 7;
        if (!is_long || whole.size() == (chinese ? kLongChinese : kLongEnglish)) continue;
        whole.push_back(Line(question, true, count));
        std::string& line = pruned.emplace_back();
        for (const text::QueryTerm& term : analyzer->Query(question).terms) {
          line += (line.empty() ? "" : " ") + term.term;
        }
      }
      WY_CHECK(Write(chinese ? "zs" : "es", few));
      WY_CHECK(Write(chinese ? "zl" : "el", whole));
      if (chinese) WY_CHECK(Write("zp", pruned));
    }
    return {};
  }

  [[nodiscard]] Result<void> Write(const std::string& name,
                                   const std::vector<std::string>& lines) const {
    std::ofstream file(folder + "/" + name + ".txt");
    std::size_t terms = 0;
    for (const std::string& line : lines) {
      file << line << '\n';
      terms += 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
    }
    std::cout << name << ": " << lines.size() << " questions, "
              << static_cast<double>(terms) / static_cast<double>(lines.size()) << " terms\n";
    if (!file.flush()) return Error{ErrorCode::kResourceExhausted, "writing questions failed"};
    return {};
  }
};

Result<void> Run(const std::string& folder, std::size_t chunks, std::uint64_t seed,
                 const std::string& dictionaries, bool with_texts) {
  WY_TRY(auto words, WordFinder::Load(dictionaries));
  WY_TRY(auto analyzer, text::MakeAnalyzer({dictionaries, {}}));
  const Maker maker{folder, std::move(words), std::move(analyzer)};
  WY_CHECK(maker.WriteQuestions(seed));
  return maker.WriteChunks(chunks, seed, with_texts);
}

}  // namespace
}  // namespace wenyuan::bench

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  const bool with_texts = given.size() == 5 && given[4] == "texts";
  if (given.size() != 4 && !with_texts) {
    std::cerr << "usage: wenyuan_corpus FOLDER CHUNKS SEED DICTIONARY_FOLDER [texts]\n";
    return 2;
  }
  const auto done = wenyuan::bench::Run(given[0], std::stoull(given[1]), std::stoull(given[2]),
                                        given[3], with_texts);
  if (!done) std::cerr << done.error().message << '\n';
  return done ? 0 : 1;
}
