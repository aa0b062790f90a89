#include "text_pieces.h"

#include <algorithm>
#include <cstdint>

namespace wenyuan::model {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

// Bytes of the character that begins with this one; 0 when none does.
std::size_t CharacterBytes(unsigned char first) {
  if (first < 0x80U) return 1;
  if (first < 0xC2U) return 0;
  if (first < 0xE0U) return 2;
  if (first < 0xF0U) return 3;
  return first < 0xF5U ? 4 : 0;
}

// Whether `text` is the beginning of a character, or all of it: RFC 3629's table.
bool MayBeCharacter(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 1; i < text.size(); ++i) {
    unsigned char least = 0x80;
    unsigned char most = 0xBF;
    if (i == 1 && at(0) == 0xE0U) least = 0xA0;
    if (i == 1 && at(0) == 0xED) most = 0x9F;
    if (i == 1 && at(0) == 0xF0U) least = 0x90;
    if (i == 1 && at(0) == 0xF4U) most = 0x8F;
    if (at(i) < least || at(i) > most) return false;
  }
  return true;
}

}  // namespace

std::string Utf8Joiner::Take(std::string_view bytes, bool last) {
  held_ += bytes;
  std::string whole;
  std::size_t at = 0;
  while (at < held_.size()) {
    const std::size_t size = CharacterBytes(static_cast<unsigned char>(held_[at]));
    const std::string_view have = std::string_view(held_).substr(at, size);
    if (size == 0 || !MayBeCharacter(have)) {
      whole += kReplacement;
      ++at;
    } else if (have.size() == size) {
      whole += have;
      at += size;
    } else {
      break;
    }
  }
  held_.erase(0, at);
  if (last && !held_.empty()) {
    whole += kReplacement;
    held_.clear();
  }
  return whole;
}

std::string StopFinder::Take(std::string_view text, bool last) {
  if (found_) return {};
  held_ += text;
  std::size_t first = std::string::npos;
  for (const std::string& stop : stops_) first = std::min(first, held_.find(stop));
  if (first != std::string::npos) {
    found_ = true;
    return held_.substr(0, first);
  }
  std::size_t kept = 0;
  for (const std::string& stop : stops_) {
    for (std::size_t size = std::min(stop.size() - 1, held_.size()); size > kept; --size) {
      if (std::string_view(held_).ends_with(std::string_view(stop).substr(0, size))) kept = size;
    }
  }
  if (last) kept = 0;
  std::string shown = held_.substr(0, held_.size() - kept);
  held_.erase(0, shown.size());
  return shown;
}

}  // namespace wenyuan::model
