#include "history.h"

#include <string>
#include <string_view>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostTurns = 6;
constexpr std::size_t kMostBytes = 2'000;
constexpr std::string_view kThinks = "<think>";
constexpr std::string_view kHasThought = "</think>";

// What was thought must not say what a later question means. A thought that never ends, or whose
// beginning was cut off, is one as well.
std::string WithoutThinking(std::string text) {
  if (const std::size_t end = text.rfind(kHasThought); end != std::string::npos) {
    const std::size_t begin = text.find(kThinks);
    const std::size_t from = begin < end ? begin : 0;
    text.erase(from, end + kHasThought.size() - from);
  }
  if (const std::size_t begin = text.find(kThinks); begin != std::string::npos) text.erase(begin);
  return text;
}

std::string Bounded(const std::string& text) {
  std::string bounded = text::RepairUtf8(text);
  if (bounded.size() <= kMostBytes) return bounded;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(bounded[end]) & 0xC0U) == 0x80U) --end;
  bounded.resize(end);
  return bounded;
}

}  // namespace

std::vector<Turn> RecentTurns(std::span<const Turn> before) {
  if (before.size() > kMostTurns) before = before.last(kMostTurns);
  std::vector<Turn> turns;
  for (const Turn& turn : before) {
    turns.push_back({Bounded(turn.question), Bounded(WithoutThinking(turn.answer))});
  }
  return turns;
}

}  // namespace wenyuan::answer
