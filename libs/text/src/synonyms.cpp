#include "synonyms.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "compound_reader.h"
#include "stemmer.h"
#include "wenyuan/base/files.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

// A Han character, or a run of letters or digits; English ones by their stem.
struct Unit {
  std::string term;
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  bool han = false;
  bool follows = false;  // the one before, as in a phrase
};

std::string TermOf(const std::vector<Folded>& text, std::size_t begin, std::size_t end) {
  std::string term;
  bool english = end - begin >= 3;
  for (std::size_t i = begin; i < end; ++i) {
    AppendCharacter(term, text[i].character);
    english = english && text[i].character >= U'a' && text[i].character <= U'z';
  }
  return english ? EnglishStem(term) : term;
}

std::vector<Unit> UnitsOf(std::string_view text, const Folder& folder) {
  std::vector<Folded> folded;
  folder.Fold(text, folded);
  std::vector<Unit> units;
  bool follows = false;  // only blanks and hyphens since the last unit
  bool adjacent = true;
  for (std::size_t at = 0; at < folded.size();) {
    const bool han = folded[at].kind == CharacterKind::kHan;
    if (!han && !IsWordCharacter(folded[at])) {
      const bool joins = folded[at].kind == CharacterKind::kBlank || IsHyphen(folded[at].character);
      follows = follows && joins;
      adjacent = false;
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (!han && end < folded.size() && IsWordCharacter(folded[end])) ++end;
    Unit unit{TermOf(folded, at, end), folded[at].begin, folded[end - 1].end, han, false};
    const bool both_han = han && !units.empty() && units.back().han;
    unit.follows = follows && (adjacent || !both_han);
    units.push_back(std::move(unit));
    follows = true;
    adjacent = true;
    at = end;
  }
  return units;
}

void AppendUnit(std::string& key, const Unit& unit) {
  key += unit.term;
  key += '\n';
}

}  // namespace

Result<Synonyms> Synonyms::Load(const std::filesystem::path& path, const Folder& folder) {
  if (path.empty() || !PosixFileSystem().Exists(path)) return Synonyms();
  WY_TRY(const std::string text, ReadAll(PosixFileSystem(), path, kMostWordListBytes));
  std::vector<LineProblem> problems;
  const std::vector<SynonymLine> lines = ReadSynonymLines(text, problems);
  if (!problems.empty()) return BrokenLines("synonyms", "同义词表", path.string(), problems);
  return Of(lines, folder);
}

Synonyms Synonyms::Of(const std::vector<SynonymLine>& lines, const Folder& folder) {
  Synonyms synonyms;
  for (const SynonymLine& line : lines) {
    const auto& looked_for = line.looked_for.empty() ? line.words : line.looked_for;
    for (const std::string_view word : line.words) {
      const std::vector<Unit> units = UnitsOf(word, folder);
      std::string key;
      for (const Unit& unit : units) AppendUnit(key, unit);
      const auto [at, is_new] =
          synonyms.groups_.try_emplace(key, static_cast<std::uint32_t>(synonyms.others_.size()));
      if (is_new) synonyms.others_.emplace_back();
      auto& others = synonyms.others_[at->second];
      for (const std::string_view other : looked_for) {
        const bool known = std::find(others.begin(), others.end(), other) != others.end();
        if (other != word && !known) others.emplace_back(other);
      }
      synonyms.longest_ = std::max(synonyms.longest_, units.size());
    }
  }
  return synonyms;
}

std::vector<Synonyms::Found> Synonyms::Find(std::string_view text, const Analysis& analysis,
                                            const std::vector<Range>& never,
                                            const Folder& folder) const {
  std::vector<Found> found;
  if (Empty()) return found;
  std::unordered_set<std::size_t> begins;
  std::unordered_set<std::size_t> ends;
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    if (analysis.kinds[i] > TokenKind::kHanSubWord) continue;
    begins.insert(analysis.tokens[i].begin);
    ends.insert(analysis.tokens[i].end);
  }
  const std::vector<Unit> units = UnitsOf(text, folder);
  auto barred = never.begin();
  std::string key;
  for (std::size_t i = 0; i < units.size();) {
    std::size_t next = i + 1;
    while (barred != never.end() && barred->end <= units[i].begin) ++barred;
    const bool begins_here = !units[i].han || begins.contains(units[i].begin);
    key.clear();
    for (std::size_t j = i; begins_here && j < units.size() && j - i < longest_; ++j) {
      const Unit& last = units[j];
      if (j > i && !last.follows) break;
      if (barred != never.end() && barred->begin < last.end) break;
      AppendUnit(key, last);
      if (last.han && !ends.contains(last.end)) continue;
      const auto group = groups_.find(key);
      if (group == groups_.end()) continue;
      if (next > i + 1 || (!found.empty() && found.back().at.begin == units[i].begin)) {
        found.pop_back();
      }
      found.push_back({{units[i].begin, last.end}, &others_[group->second]});
      next = j + 1;
    }
    i = next;
  }
  return found;
}

}  // namespace wenyuan::text
