#include "newest_first.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "wenyuan/search/freshness.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::u32string_view kNumerals =
    U"0123456789０１２３４５６７８９一二三四五六七八九十百千万两零〇半.";

std::u32string WithoutNumbers(std::string_view text) {
  std::u32string form;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    if (kNumerals.find(c) == std::u32string_view::npos) form += c;
  }
  return form;
}

// Less is shown earlier.
std::pair<bool, UnixMillis> AgeOf(const Sentence& sentence, std::span<const search::Hit> hits,
                                  UnixMillis now) {
  const auto hit = std::find_if(hits.begin(), hits.end(), [&sentence](const search::Hit& one) {
    return !sentence.citations.empty() && one.document.id == sentence.citations.front().document_id;
  });
  if (hit == hits.end()) return {true, 0};
  return {search::IsExpired(hit->document, now), -search::DateOf(hit->document)};
}

}  // namespace

void NewestFirst(std::span<const search::Hit> hits, UnixMillis now,
                 std::vector<Sentence>& sentences) {
  std::map<std::u32string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    places[WithoutNumbers(sentences[i].text)].push_back(i);
  }
  for (const auto& [form, of_it] : places) {
    std::vector<Sentence> versions;
    for (const std::size_t place : of_it) versions.push_back(std::move(sentences[place]));
    std::stable_sort(versions.begin(), versions.end(),
                     [&](const Sentence& left, const Sentence& right) {
                       return AgeOf(left, hits, now) < AgeOf(right, hits, now);
                     });
    for (std::size_t i = 0; i < of_it.size(); ++i) sentences[of_it[i]] = std::move(versions[i]);
  }
}

}  // namespace wenyuan::answer
