#include "rewording.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "../question/question_reading.h"
#include "../units.h"
#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Terms = std::set<std::string, std::less<>>;

constexpr std::size_t kMostOfAWord = 3;  // ways to say it that one passage has
constexpr std::array kAskHowMuch = {"多"sv, "几"sv};
constexpr std::array kAskWhat = {"什么"sv, "怎么"sv, "怎样"sv, "咋"sv, "哪"sv, "为什么"sv};
constexpr std::array kAskInEnglish = {"how "sv, "what "sv};
constexpr std::array kAskAtTheEnd = {"是多少"sv, "是什么"sv};
constexpr std::string_view kIs = "是";
constexpr std::string_view kOf = "的";
constexpr std::string_view kWho = "谁";
constexpr std::string_view kEnglishWho = "who ";

Terms TermsOf(const text::Analyzer& analyzer, std::string_view text) {
  Terms terms;
  for (Unit& unit : UnitsOf(analyzer, text)) terms.insert(std::move(unit.term));
  return terms;
}

bool Says(const Terms& passage, const Terms& words) {
  return std::includes(passage.begin(), passage.end(), words.begin(), words.end());
}

// What stands for the words that asked still asks: 多重 is 质量是多少.
std::string Asking(std::string_view words, const std::string& other) {
  const std::string lower = Lower(words);
  if (HasHan(words)) {
    if (words.find(kWho) != std::string_view::npos) return std::string(kWho) + other;
    if (HasAny(words, kAskWhat)) return other + "是什么";
    if (HasAny(words, kAskHowMuch)) return other + "是多少";
    return other;
  }
  if (lower.starts_with(kEnglishWho)) return std::string(kEnglishWho) + other;
  const bool asks = std::any_of(kAskInEnglish.begin(), kAskInEnglish.end(),
                                [&lower](auto word) { return lower.starts_with(word); });
  return asks ? "what " + other : other;
}

bool AsksAtItsEnd(std::string_view way) {
  return std::any_of(kAskAtTheEnd.begin(), kAskAtTheEnd.end(),
                     [way](std::string_view end) { return way.ends_with(end); });
}

// "CF-450是多少千瓦的" becomes "CF-450功率是多少".
std::string Joined(std::string way, std::string_view between, std::string_view said) {
  way += between;
  if (AsksAtItsEnd(said) && way.ends_with(kIs)) way.resize(way.size() - kIs.size());
  way += said;
  return way;
}

class Rewriter {
 public:
  Rewriter(const text::Analyzer& analyzer, std::string_view question,
           std::span<const text::OtherWords> words)
      : analyzer_(analyzer), question_(question), words_(words) {
    for (const text::OtherWords& word : words) {
      own_.push_back(TermsOf(analyzer, question.substr(word.begin, word.end - word.begin)));
      std::vector<Terms>& others = others_.emplace_back();
      for (const std::string& other : word.others) others.push_back(TermsOf(analyzer, other));
    }
  }

  // The ways in which a text of these terms says the question, as far as it does.
  [[nodiscard]] std::vector<std::string> Ways(const Terms& passage) const {
    std::vector<std::string> ways{""};
    std::size_t done = 0;
    bool any = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::vector<std::string> said = Said(i, passage);
      any = any || !said.empty();
      const text::OtherWords& word = words_[i];
      if (said.empty()) said.emplace_back(question_.substr(word.begin, word.end - word.begin));
      const std::string_view between = question_.substr(done, word.begin - done);
      std::vector<std::string> longer;
      for (const std::string& way : ways) {
        for (const std::string& one : said) {
          if (longer.size() < kMostOfAWord) longer.push_back(Joined(way, between, one));
        }
      }
      ways = std::move(longer);
      done = word.end;
    }
    if (!any) return {};
    for (std::string& way : ways) {
      std::string_view rest = question_.substr(done);
      if (AsksAtItsEnd(way) && rest.starts_with(kOf)) rest.remove_prefix(kOf.size());
      way += rest;
    }
    return ways;
  }

 private:
  // What a word is called there; nothing where it is said itself, or in no way that is known.
  [[nodiscard]] std::vector<std::string> Said(std::size_t word, const Terms& passage) const {
    std::vector<std::string> said;
    if (Says(passage, own_[word])) return said;
    const text::OtherWords& at = words_[word];
    for (std::size_t i = 0; i < at.others.size() && said.size() < kMostOfAWord; ++i) {
      if (!Says(passage, others_[word][i])) continue;
      said.push_back(Asking(question_.substr(at.begin, at.end - at.begin), at.others[i]));
    }
    return said;
  }

  const text::Analyzer& analyzer_;
  const std::string_view question_;
  const std::span<const text::OtherWords> words_;
  std::vector<Terms> own_;
  std::vector<std::vector<Terms>> others_;
};

// The share of the question's words that are there.
double Share(const QuestionReading& question, const Terms& passage) {
  if (question.words.empty()) return 0;
  const auto said =
      std::count_if(question.words.begin(), question.words.end(), [&](const QuestionWord& word) {
        return std::all_of(word.terms.begin(), word.terms.end(), [&](std::size_t term) {
          return passage.contains(question.terms[term].term);
        });
      });
  return static_cast<double>(said) / static_cast<double>(question.words.size());
}

}  // namespace

std::vector<std::string> Rewordings(const text::Analyzer& analyzer, std::string_view question,
                                    std::span<const text::OtherWords> words,
                                    std::span<const search::Hit> hits, std::size_t most) {
  const Rewriter rewriter(analyzer, question, words);
  std::vector<std::pair<double, std::string>> found;
  for (const search::Hit& hit : hits) {
    const Terms passage = TermsOf(
        analyzer, hit.document.title + "\n" + hit.chunk.heading_path + "\n" + hit.chunk.text);
    for (std::string& way : rewriter.Ways(passage)) {
      const double share = Share(ReadQuestion(analyzer, way), passage);
      const auto known = std::find_if(found.begin(), found.end(),
                                      [&way](const auto& one) { return one.second == way; });
      if (known == found.end()) {
        found.emplace_back(share, std::move(way));
      } else {
        known->first = std::max(known->first, share);
      }
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& left, const auto& right) { return left.first > right.first; });
  if (found.size() > most) found.resize(most);
  std::vector<std::string> ways;
  for (auto& [share, way] : found) ways.push_back(std::move(way));
  return ways;
}

}  // namespace wenyuan::answer
