#include "wenyuan/search/new_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gram_table.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

// Begin or end phrases, hardly ever words.
constexpr std::u32string_view kParticles =
    U"的了是在和与及或也都把被将为对从到之其而但就不有这那我你他她它们个等";
constexpr double kMostBits = 12;  // of cohesion that counts
constexpr std::size_t kExampleCharacters = 12;

std::string Utf8(std::u32string_view characters) {
  std::string text;
  for (const char32_t c : characters) text::AppendCharacter(text, c);
  return text;
}

// Runs of Han characters as terms have them, with a boundary wherever anything else stands.
class RunReader {
 public:
  explicit RunReader(const text::Analyzer& analyzer, std::size_t most)
      : analyzer_(analyzer), most_(most) {}

  bool Take(std::string_view passage) {
    for (std::size_t at = 0; at < passage.size();) {
      const std::size_t begin = at;
      const char32_t c = text::NextCharacter(passage, at);
      if (text::IsHan(c)) {
        runs_ += Folded(c, passage.substr(begin, at - begin));
        if (++characters_ == most_) return false;
      } else if (runs_.back() != GramTable::kBoundary) {
        runs_ += GramTable::kBoundary;
      }
    }
    if (runs_.back() != GramTable::kBoundary) runs_ += GramTable::kBoundary;
    return true;
  }

  [[nodiscard]] std::u32string Runs() && {
    if (runs_.back() != GramTable::kBoundary) runs_ += GramTable::kBoundary;
    return std::move(runs_);
  }
  [[nodiscard]] std::uint64_t characters() const { return characters_; }

 private:
  char32_t Folded(char32_t c, std::string_view written) {
    char32_t& known = folded_[c & 0xFFFFU];
    if (c > 0xFFFF) return c;
    if (known == 0) {
      const std::vector<text::Token> tokens = analyzer_.Tokens(written);
      std::size_t at = 0;
      known = tokens.empty() ? c : text::NextCharacter(tokens.front().term, at);
    }
    return known;
  }

  const text::Analyzer& analyzer_;
  const std::size_t most_;
  std::u32string runs_ = std::u32string(1, GramTable::kBoundary);
  std::uint64_t characters_ = 0;
  std::vector<char32_t> folded_ = std::vector<char32_t>(0x10000, 0);
};

class Finder {
 public:
  Finder(const GramTable& grams, std::uint64_t characters, const text::Analyzer& analyzer,
         const NewWordOptions& options)
      : grams_(grams),
        all_(static_cast<double>(characters)),
        analyzer_(analyzer),
        options_(options) {}

  std::vector<NewWord> Find() {
    std::vector<NewWord> found;
    grams_.Visit(options_.least_count, [&](const GramTable::Gram& gram) {
      const double freedom = std::min(gram.before, gram.behind);
      if (freedom < options_.least_freedom || HasParticleAtAnEnd(gram.text)) return;
      const double cohesion = Cohesion(gram);
      if (cohesion < options_.least_cohesion || IsKnown(gram.text)) return;
      found.push_back({Utf8(gram.text), gram.count, cohesion, freedom, Example(gram)});
    });
    std::sort(found.begin(), found.end(), [](const NewWord& left, const NewWord& right) {
      const double first = Score(left);
      const double second = Score(right);
      return first != second ? first > second : left.word < right.word;
    });
    if (found.size() > options_.most) found.resize(options_.most);
    return found;
  }

 private:
  static bool HasParticleAtAnEnd(std::u32string_view word) {
    return kParticles.find(word.front()) != std::u32string_view::npos ||
           kParticles.find(word.back()) != std::u32string_view::npos;
  }

  static double Score(const NewWord& word) {
    return std::log2(1.0 + word.count) * word.freedom * std::min(word.cohesion, kMostBits);
  }

  [[nodiscard]] double Cohesion(const GramTable::Gram& gram) const {
    double weakest = kMostBits * 2;
    for (std::size_t cut = 1; cut < gram.text.size(); ++cut) {
      const double left = grams_.Count(gram.text.substr(0, cut));
      const double right = grams_.Count(gram.text.substr(cut));
      weakest = std::min(weakest, std::log2(gram.count * all_ / (left * right)));
    }
    return weakest;
  }

  // A word of a dictionary, or several: what finds them finds this.
  [[nodiscard]] bool IsKnown(std::u32string_view word) const {
    std::array<bool, GramTable::kLongest + 1> known = {true};
    for (std::size_t end = 2; end <= word.size(); ++end) {
      for (std::size_t begin = 0; begin + 2 <= end && !known.at(end); ++begin) {
        known.at(end) = known.at(begin) && analyzer_.IsWord(Utf8(word.substr(begin, end - begin)));
      }
    }
    return known.at(word.size());
  }

  [[nodiscard]] std::string Example(const GramTable::Gram& gram) const {
    const std::u32string& text = grams_.text();
    std::size_t begin = gram.place;
    while (begin > 0 && text[begin - 1] != GramTable::kBoundary &&
           gram.place - begin < kExampleCharacters) {
      --begin;
    }
    std::size_t end = gram.place + gram.text.size();
    while (end < text.size() && text[end] != GramTable::kBoundary &&
           end - gram.place < kExampleCharacters + gram.text.size()) {
      ++end;
    }
    return Utf8(std::u32string_view(text).substr(begin, end - begin));
  }

  const GramTable& grams_;
  const double all_;
  const text::Analyzer& analyzer_;
  const NewWordOptions& options_;
};

}  // namespace

Result<NewWords> FindNewWords(const EachText& each_text, const text::Analyzer& analyzer,
                              const NewWordOptions& options) {
  NewWords found;
  RunReader reader(analyzer, options.most_characters);
  WY_CHECK(each_text([&](std::string_view passage) {
    found.all = reader.Take(passage);
    return found.all;
  }));
  found.characters = reader.characters();
  const GramTable grams(std::move(reader).Runs());
  found.words = Finder(grams, found.characters, analyzer, options).Find();
  return found;
}

}  // namespace wenyuan::search
