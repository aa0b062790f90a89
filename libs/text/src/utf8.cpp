#include "wenyuan/text/utf8.h"

#include <cassert>

namespace wenyuan::text {
namespace {

unsigned char Byte(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// How a character goes on after its first byte: how many bytes, and what the second may be
// (Unicode 3.9, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
struct Lead {
  std::size_t length = 0;  // 0: cannot start a character
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead LeadOf(unsigned char byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xC2) return {0};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

// The well-formed part that starts at `at`: all of a character, or the longest start of one.
struct Piece {
  std::size_t length = 1;
  bool whole = false;
};

Piece PieceAt(std::string_view text, std::size_t at) {
  const Lead lead = LeadOf(Byte(text, at));
  if (lead.length == 0) return {};
  Piece piece;
  while (piece.length < lead.length && at + piece.length < text.size()) {
    const unsigned char next = Byte(text, at + piece.length);
    const bool second = piece.length == 1;
    if (next < (second ? lead.low : 0x80) || next > (second ? lead.high : 0xBF)) return piece;
    ++piece.length;
  }
  piece.whole = piece.length == lead.length;
  return piece;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Piece piece = PieceAt(text, at);
    if (!piece.whole) return false;
    at += piece.length;
  }
  return true;
}

std::string RepairUtf8(std::string_view bytes) {
  std::string repaired;
  repaired.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Piece piece = PieceAt(bytes, at);
    repaired += piece.whole ? bytes.substr(at, piece.length) : "\uFFFD";
    at += piece.length;
  }
  return repaired;
}

char32_t NextCharacter(std::string_view text, std::size_t& at) {
  assert(at < text.size());
  const unsigned char first = Byte(text, at++);
  if (first < 0x80) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t character = first & (0x3FU >> more);
  for (int i = 0; i < more && at < text.size(); ++i) {
    character = character << 6 | (Byte(text, at++) & 0x3FU);
  }
  return character;
}

void AppendCharacter(std::string& text, char32_t character) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0 | character >> 6);
    add(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    add(0xE0 | character >> 12);
    add(0x80 | (character >> 6 & 0x3F));
    add(0x80 | (character & 0x3F));
  } else {
    add(0xF0 | character >> 18);
    add(0x80 | (character >> 12 & 0x3F));
    add(0x80 | (character >> 6 & 0x3F));
    add(0x80 | (character & 0x3F));
  }
}

std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  return count;
}

bool IsHan(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
  return within(0x4E00, 0x9FFF) || within(0x3400, 0x4DBF) || c == 0x3005 || c == 0x3007 ||
         within(0xF900, 0xFAFF) || within(0x20000, 0x323AF) || within(0x2E80, 0x2FD5) ||
         within(0x3021, 0x3029) || within(0x3038, 0x303B);
}

}  // namespace wenyuan::text
