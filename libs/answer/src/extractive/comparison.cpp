#include "comparison.h"

#include <algorithm>
#include <map>
#include <set>

#include "thing_facts.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostRows = 8;
constexpr std::size_t kMostPairs = 4;       // of sentences
constexpr double kLeastAlike = 0.4;         // share of the words that two sentences have in common
constexpr std::size_t kLongestAspect = 48;  // bytes

// The longest run that two sentences have in common, of Han characters or of whole words; what the
// things are called is not looked for in it.
std::string CommonRun(std::string_view left, std::string_view right,
                      const std::vector<std::string>& things) {
  std::string best;
  for (std::size_t at = 0; at < left.size();) {
    std::size_t end = at;
    std::size_t good = at;
    while (end < left.size() && end - at < kLongestAspect) {
      const char32_t c = text::NextCharacter(left, end);
      const bool word =
          text::IsHan(c) || (c < 0x80 && (std::isalpha(static_cast<int>(c)) != 0 || c == ' '));
      if (!word || right.find(left.substr(at, end - at)) == std::string_view::npos) break;
      const bool whole = text::IsHan(c) || end == left.size() || left[end] == ' ';
      if (whole) good = end;
    }
    std::string_view run = left.substr(at, good - at);
    while (run.starts_with(" ")) run.remove_prefix(1);
    const bool name = std::any_of(things.begin(), things.end(), [run](const std::string& thing) {
      return thing.find(run) != std::string::npos;
    });
    if (run.size() > best.size() && !name) best = run;
    text::NextCharacter(left, at);
  }
  for (const std::string_view end : {"为", "是", "的", "有", "在"}) {
    if (best.size() > end.size() && best.ends_with(end)) best.erase(best.size() - end.size());
  }
  for (const std::string_view begin : {"的", "是", "为"}) {
    if (best.size() > begin.size() && best.starts_with(begin)) best.erase(0, begin.size());
  }
  return best;
}

double Alike(const ThingFact& left, const ThingFact& right) {
  if (left.words.empty() || right.words.empty()) return 0;
  const auto common = static_cast<double>(
      std::count_if(left.words.begin(), left.words.end(),
                    [&right](const std::string& word) { return right.words.contains(word); }));
  return common / static_cast<double>(std::max(left.words.size(), right.words.size()));
}

// Aspects that are named alike.
void ByAspect(const std::vector<std::vector<ThingFact>>& facts, Comparison& comparison) {
  std::set<std::string> done;
  for (const std::vector<ThingFact>& of_one : facts) {
    for (const ThingFact& fact : of_one) {
      if (fact.aspect.empty() || !done.insert(fact.aspect).second) continue;
      ComparisonRow row{fact.aspect, {}};
      std::size_t told = 0;
      for (const std::vector<ThingFact>& others : facts) {
        const auto same =
            std::find_if(others.begin(), others.end(),
                         [&fact](const ThingFact& other) { return other.aspect == fact.aspect; });
        row.cells.push_back(same == others.end() ? std::nullopt : std::optional(same->sentence));
        told += same == others.end() ? 0 : 1;
      }
      if (told >= 2 && comparison.rows.size() < kMostRows)
        comparison.rows.push_back(std::move(row));
    }
  }
}

// Sentences of two things that say alike things, likest first.
void BySentences(const std::vector<std::vector<ThingFact>>& facts,
                 const std::vector<std::string>& things, Comparison& comparison) {
  std::multimap<double, std::pair<std::size_t, std::size_t>, std::greater<>> pairs;
  for (std::size_t i = 0; i < facts[0].size(); ++i) {
    for (std::size_t j = 0; j < facts[1].size(); ++j) {
      const double alike = Alike(facts[0][i], facts[1][j]);
      const bool same = facts[0][i].sentence.text == facts[1][j].sentence.text;
      if (alike >= kLeastAlike && !same) pairs.emplace(alike, std::pair{i, j});
    }
  }
  std::set<std::size_t> left;
  std::set<std::size_t> right;
  for (const auto& [alike, pair] : pairs) {
    if (left.size() == kMostPairs) break;
    if (left.contains(pair.first) || right.contains(pair.second)) continue;
    const Sentence& one = facts[0][pair.first].sentence;
    const Sentence& other = facts[1][pair.second].sentence;
    std::string aspect = CommonRun(one.text, other.text, things);
    if (aspect.size() < 4) continue;
    left.insert(pair.first);
    right.insert(pair.second);
    comparison.rows.push_back({std::move(aspect), {one, other}});
  }
}

}  // namespace

std::optional<Comparison> CompareThings(const text::Analyzer& analyzer,
                                        const std::vector<std::string>& things,
                                        std::span<const std::vector<search::Hit>> found,
                                        Language language) {
  std::vector<std::vector<ThingFact>> facts;
  for (std::size_t i = 0; i < things.size(); ++i) {
    facts.push_back(FactsAbout(analyzer, things[i], things, found[i], language));
  }
  Comparison comparison{things, {}};
  ByAspect(facts, comparison);
  if (comparison.rows.empty() && things.size() == 2) BySentences(facts, things, comparison);
  if (comparison.rows.empty()) return std::nullopt;
  return comparison;
}

}  // namespace wenyuan::answer
