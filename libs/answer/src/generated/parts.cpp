#include "parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "clauses.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// Words that say something, of a part that can be looked up for itself.
constexpr std::size_t kFewestWords = 6;
constexpr std::size_t kLongestSource = 90;  // bytes

std::size_t WordsIn(const TextReading& said, std::size_t begin, std::size_t end) {
  return static_cast<std::size_t>(std::count_if(
      said.atoms.begin(), said.atoms.end(),
      [&](const Atom& atom) { return atom.begin >= begin && atom.end <= end && !atom.function; }));
}

// Inside a list nothing is cut: its items share what is said of them.
bool CanCutAt(std::string_view text, std::size_t end) {
  constexpr std::array kCuts = {"，"sv, "；"sv, "。"sv, ", "sv, "; "sv};
  constexpr std::array kLists = {"分别"sv, "分別"sv,   "包括"sv,      "即"sv,
                                 "其中"sv, "namely"sv, "including"sv, "and "sv};
  const auto cut = std::find_if(kCuts.begin(), kCuts.end(), [&](std::string_view mark) {
    return text.substr(end).starts_with(mark);
  });
  if (cut == kCuts.end()) return false;
  const std::string_view behind = text.substr(end + cut->size());
  return std::none_of(kLists.begin(), kLists.end(),
                      [&](std::string_view list) { return behind.starts_with(list); });
}

}  // namespace

std::vector<std::string> PartsOf(const TextReading& said) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  std::size_t begin = 0;
  const auto clauses = ClausesOf(said.text);
  for (std::size_t at = 0; at < clauses.size(); ++at) {
    const std::size_t end = clauses[at].second;
    const bool last = at + 1 == clauses.size();
    if (!last && !CanCutAt(said.text, end)) continue;
    if (WordsIn(said, begin, end) >= kFewestWords) {
      parts.emplace_back(begin, end);
      begin = last ? end : clauses[at + 1].first;
    } else if (last && !parts.empty()) {
      parts.back().second = end;
    } else if (last) {
      parts.emplace_back(begin, end);
    }
  }
  std::vector<std::string> texts;
  for (const auto& [from, to] : parts) texts.push_back(said.text.substr(from, to - from));
  return texts;
}

std::string_view WithoutSource(std::string_view statement) {
  constexpr std::array kBegins = {"根据"sv,          "依据"sv,      "按照"sv,   "据"sv,
                                  "According to "sv, "Based on "sv, "As per "sv};
  constexpr std::array kReports = {"报告中提到"sv, "报告提到"sv,   "报告显示"sv, "报告指出"sv,
                                   "报告表明"sv,   "判决书显示"sv, "病历显示"sv, "记录显示"sv};
  const auto clauses = ClausesOf(statement);
  const std::size_t end = clauses.front().second;
  const std::string_view source = statement.substr(0, end);
  const bool names_one =
      std::any_of(kBegins.begin(), kBegins.end(),
                  [&](std::string_view begin) { return statement.starts_with(begin); }) ||
      std::any_of(kReports.begin(), kReports.end(),
                  [&](std::string_view report) { return source.ends_with(report); });
  if (!names_one || clauses.size() < 2 || end > kLongestSource) return statement;
  return statement.substr(clauses[1].first);
}

}  // namespace wenyuan::answer
