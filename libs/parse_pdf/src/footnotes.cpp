#include "footnotes.h"

#include <cmath>
#include <map>
#include <string_view>

namespace wenyuan::parse_pdf {
namespace {

constexpr float kSmaller = 0.93F;       // than the body's type
constexpr std::size_t kMostDigits = 2;  // of its number: three are a year, a street, a telephone
constexpr float kLowest = 0.4F;         // of the page's height: notes stand below

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

float BodySize(const std::vector<LaidOutPage>& pages) {
  std::map<long, std::size_t> bytes_of_size;
  for (const LaidOutPage& page : pages) {
    for (const PageItem& item : page.items) {
      if (!item.is_table && !item.line.running) {
        bytes_of_size[std::lround(item.line.size * 5)] += item.line.text.size();
      }
    }
  }
  std::size_t most = 0;
  float body = 0;
  for (const auto& [size, bytes] : bytes_of_size) {
    if (bytes <= most) continue;
    most = bytes;
    body = static_cast<float>(size) / 5;
  }
  return body;
}

// The notes of the column that ends with item `last`; returns where they begin.
void MarkColumn(LaidOutPage& page, std::size_t first, std::size_t last, float body) {
  std::size_t begin = last + 1;
  bool text_above = false;
  for (std::size_t i = last + 1; i-- > first;) {
    const PageItem& item = page.items[i];
    if (!item.is_table && item.line.running) continue;
    const bool small = !item.is_table && !item.line.turned && item.line.size < kSmaller * body &&
                       item.line.box.top > kLowest * page.height;
    if (!small) {
      text_above = true;
      break;
    }
    if (StartsFootnote(item.line.text)) begin = i;
  }
  if (!text_above) return;
  for (std::size_t i = begin; i <= last; ++i) {
    if (!page.items[i].line.running) page.items[i].line.note = true;
  }
}

}  // namespace

bool StartsFootnote(std::string_view text) {
  for (const std::string_view mark :
       {"*", "†", "‡", "§", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩", "注：", "注:"}) {
    if (text.starts_with(mark)) return true;
  }
  const bool open = text.starts_with('[') || text.starts_with('(');
  if (open) text.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < text.size() && IsDigit(text[digits])) ++digits;
  if (digits == 0 || digits > kMostDigits || digits + 1 >= text.size()) return false;
  const char next = text[digits];
  if (open) return next == ')' || next == ']';
  const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
                      static_cast<unsigned char>(next) >= 0x80;
  return letter || next == ' ' || next == ')' || (next == '.' && text[digits + 1] == ' ');
}

void MarkFootnotes(std::vector<LaidOutPage>& pages) {
  const float body = BodySize(pages);
  for (LaidOutPage& page : pages) {
    for (std::size_t first = 0; first < page.items.size();) {
      std::size_t last = first;
      while (last + 1 < page.items.size() &&
             page.items[last + 1].column == page.items[first].column) {
        ++last;
      }
      MarkColumn(page, first, last, body);
      first = last + 1;
    }
  }
}

}  // namespace wenyuan::parse_pdf
