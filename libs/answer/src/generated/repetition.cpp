#include "repetition.h"

#include <set>
#include <string>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kStretch = 6;  // characters
// Of so many stretches a third are other ones even in lists and tables of figures.
constexpr std::size_t kFewest = 40;
constexpr std::size_t kOtherOnesOf = 3;

}  // namespace

bool GoesInCircles(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += text::NextCharacter(text, at);
  if (characters.size() < kFewest + kStretch) return false;
  std::set<std::u32string_view> stretches;
  const std::size_t count = characters.size() - kStretch + 1;
  for (std::size_t at = 0; at < count; ++at) {
    stretches.insert(std::u32string_view(characters).substr(at, kStretch));
  }
  return stretches.size() * kOtherOnesOf < count;
}

}  // namespace wenyuan::answer
