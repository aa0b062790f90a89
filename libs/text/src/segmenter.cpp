#include "segmenter.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

// Of the dictionary as it comes: 349 thousand words.
constexpr std::size_t kExpectedNodes = 500'000;
constexpr double kNothing = -3.14e+100;

struct Entry {
  std::string_view word;
  double frequency = 0;
  bool name = false;
};

// nr, nrt, nrfg: people; ns: places; nt: organisations; nz: others.
bool IsTagOfNames(std::string_view tag) {
  return tag.starts_with("nr") || tag.starts_with("ns") || tag.starts_with("nt") ||
         tag.starts_with("nz");
}

Result<std::vector<Entry>> ParseEntries(std::string_view dictionary) {
  std::vector<Entry> entries;
  entries.reserve(dictionary.size() / 14);
  for (std::size_t line_number = 1; !dictionary.empty(); ++line_number) {
    const std::size_t end = std::min(dictionary.find('\n'), dictionary.size());
    const std::string_view line = dictionary.substr(0, end);
    dictionary.remove_prefix(std::min(end + 1, dictionary.size()));
    const std::size_t blank = line.find(' ');
    Entry entry{line.substr(0, blank)};
    if (blank == std::string_view::npos || blank == 0 ||
        std::from_chars(line.data() + blank + 1, line.data() + line.size(), entry.frequency).ec !=
            std::errc() ||
        entry.frequency <= 0) {
      return Error{ErrorCode::kCorruption, "cannot read the dictionary: line " +
                                               std::to_string(line_number) +
                                               " is not \"word frequency tag\"; install the "
                                               "program's data files again"};
    }
    const std::size_t tag = line.find(' ', blank + 1);
    entry.name = tag != std::string_view::npos && IsTagOfNames(line.substr(tag + 1));
    entries.push_back(entry);
  }
  if (entries.empty()) {
    return Error{ErrorCode::kCorruption,
                 "cannot read the dictionary: it is empty; install the program's data files again"};
  }
  return entries;
}

}  // namespace

// What the best path does at a character.
struct Segmenter::Choice {
  double sum = 0;  // of the weights from here to the end
  std::uint32_t length = 1;
  HanWord::Origin origin = HanWord::Origin::kCharacter;
};

Result<Segmenter> Segmenter::Parse(std::string_view dictionary, std::string_view model) {
  WY_TRY(auto entries, ParseEntries(dictionary));
  WY_TRY(auto markov, HiddenMarkov::Parse(model));
  double total = 0;
  for (const Entry& entry : entries) total += entry.frequency;
  Segmenter segmenter(WordTrie(kExpectedNodes), std::move(markov));
  std::u32string word;
  for (const Entry& entry : entries) {
    word.clear();
    for (std::size_t at = 0; at < entry.word.size();) word += NextCharacter(entry.word, at);
    segmenter.words_.Insert(word, std::log(entry.frequency / total));
    if (!entry.name) continue;
    const WordTrie::Node node = segmenter.words_.Find(word);
    if (segmenter.names_.size() <= node) segmenter.names_.resize(node + 1);
    segmenter.names_[node] = true;
  }
  const auto less = [](const Entry& a, const Entry& b) { return a.frequency < b.frequency; };
  const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(entries.size() / 2);
  std::nth_element(entries.begin(), middle, entries.end(), less);
  segmenter.median_weight_ = std::log(middle->frequency / total);
  segmenter.least_weight_ =
      std::log(std::min_element(entries.begin(), entries.end(), less)->frequency / total);
  return segmenter;
}

bool Segmenter::IsName(std::u32string_view word) const {
  const WordTrie::Node node = words_.Find(word);
  return node != WordTrie::kNone && node < names_.size() && names_[node];
}

// From the end to the beginning: the heaviest way to cut what follows each character. On a tie the
// shorter word stays, as in cppjieba.
double Segmenter::BestPath(std::u32string_view run, const WordTrie* user_words,
                           std::vector<Choice>& choices) const {
  using Origin = HanWord::Origin;
  choices.assign(run.size() + 1, Choice{});
  for (std::size_t i = run.size(); i-- > 0;) {
    Choice best{kNothing};
    const auto consider = [&](std::size_t end, double weight, Origin origin) {
      const double sum = choices[end].sum + weight;
      if (sum > best.sum) best = {sum, static_cast<std::uint32_t>(end - i), origin};
    };
    const auto walk = [&](const WordTrie& trie, Origin origin) {
      WordTrie::Node node = WordTrie::kRoot;
      for (std::size_t end = i; end < run.size();) {
        node = trie.Child(node, run[end++]);
        if (node == WordTrie::kNone) return;
        if (trie.IsWord(node)) consider(end, trie.Weight(node), origin);
      }
    };
    const WordTrie::Node single = words_.Child(WordTrie::kRoot, run[i]);
    if (single == WordTrie::kNone || !words_.IsWord(single)) {
      consider(i + 1, least_weight_, Origin::kCharacter);
    }
    if (single != WordTrie::kNone) walk(words_, Origin::kDictionary);
    if (user_words != nullptr) walk(*user_words, Origin::kUserDictionary);
    choices[i] = best;
  }
  return choices.front().sum;
}

void Segmenter::Cut(std::u32string_view run, const WordTrie* user_words,
                    std::vector<HanWord>& words) const {
  using Origin = HanWord::Origin;
  thread_local std::vector<Choice> choices;
  BestPath(run, user_words, choices);
  words.clear();
  const auto size = static_cast<std::uint32_t>(run.size());
  for (std::uint32_t i = 0; i < size;) {
    // Characters that stand alone are where an unknown word may hide.
    std::uint32_t end = i;
    while (end < size && choices[end].length == 1 &&
           choices[end].origin != Origin::kUserDictionary) {
      ++end;
    }
    if (end > i) {
      CutUnknown(run, i, end, words);
      i = end;
    } else {
      words.push_back({i, choices[i].length, choices[i].origin});
      i += choices[i].length;
    }
  }
}

void Segmenter::CutUnknown(std::u32string_view run, std::uint32_t begin, std::uint32_t end,
                           std::vector<HanWord>& words) const {
  thread_local std::vector<std::uint32_t> lengths;
  lengths.clear();
  model_.Cut(run.substr(begin, end - begin), lengths);
  for (const std::uint32_t length : lengths) {
    words.push_back(
        {begin, length, length > 1 ? HanWord::Origin::kUnknown : HanWord::Origin::kCharacter});
    begin += length;
  }
}

double Segmenter::UserWeight(std::u32string_view word) const {
  std::vector<Choice> choices;
  const double parts = BestPath(word, nullptr, choices);
  return std::max(median_weight_, parts + 1e-6);
}

}  // namespace wenyuan::text
