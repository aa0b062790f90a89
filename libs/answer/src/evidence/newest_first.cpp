#include "newest_first.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wenyuan/search/freshness.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::u32string_view kNumerals =
    U"0123456789０１２３４５６７８９一二三四五六七八九十百千万两零〇半.";

// Of versions: what both have at their beginning, and there and at their end.
constexpr double kSharedAhead = 0.3;
constexpr double kShared = 0.6;

std::u32string WithoutNumbers(std::string_view text) {
  std::u32string form;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    if (kNumerals.find(c) == std::u32string_view::npos) form += c;
  }
  return form;
}

// Whether one may contradict the other: they say the same but for numbers, or for one stretch of
// words ("由总监审批", "由总经理审批").
bool AreVersions(const std::u32string& left, const std::u32string& right) {
  if (left == right) return true;
  const std::size_t shorter = std::min(left.size(), right.size());
  const auto ahead = std::mismatch(
      left.begin(), left.begin() + static_cast<std::ptrdiff_t>(shorter), right.begin());
  const auto begin = static_cast<std::size_t>(ahead.first - left.begin());
  std::size_t end = 0;
  while (end < shorter - begin && left[left.size() - 1 - end] == right[right.size() - 1 - end]) {
    ++end;
  }
  // What it is about stands at the beginning: 年假15天 and 病假15天 are no versions.
  const auto length = static_cast<double>(std::max(left.size(), right.size()));
  return static_cast<double>(begin) >= kSharedAhead * length &&
         static_cast<double>(begin + end) >= kShared * length;
}

// In the order in which they are told.
enum class Holding : std::uint8_t { kNow, kLater, kNoLonger };

struct Age {
  Holding holding = Holding::kNow;
  UnixMillis date = 0;
};

Age AgeOf(const Sentence& sentence, std::span<const search::Hit> hits, UnixMillis now) {
  const auto hit = std::find_if(hits.begin(), hits.end(), [&sentence](const search::Hit& one) {
    return !sentence.citations.empty() && one.document.id == sentence.citations.front().document_id;
  });
  if (hit == hits.end()) return {};
  Age age{Holding::kNow, search::DateOf(hit->document)};
  if (!search::HoldsFrom(hit->document, now).empty()) age.holding = Holding::kLater;
  if (search::IsExpired(hit->document, now)) age.holding = Holding::kNoLonger;
  return age;
}

}  // namespace

void NewestFirst(std::span<const search::Hit> hits, UnixMillis now,
                 std::vector<Sentence>& sentences) {
  std::stable_sort(sentences.begin(), sentences.end(),
                   [&](const Sentence& left, const Sentence& right) {
                     return AgeOf(left, hits, now).holding < AgeOf(right, hits, now).holding;
                   });
  std::vector<std::u32string> forms;
  for (const Sentence& sentence : sentences) forms.push_back(WithoutNumbers(sentence.text));
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    for (std::size_t j = i + 1; j < sentences.size(); ++j) {
      const Age first = AgeOf(sentences[i], hits, now);
      const Age second = AgeOf(sentences[j], hits, now);
      if (first.holding != second.holding || first.date >= second.date) continue;
      if (!AreVersions(forms[i], forms[j])) continue;
      std::swap(sentences[i], sentences[j]);
      std::swap(forms[i], forms[j]);
    }
  }
}

}  // namespace wenyuan::answer
