#include "line_end_hyphens.h"

#include <algorithm>

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kFewestStaying = 5;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view LettersAtEnd(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && IsLetter(text[begin - 1])) --begin;
  return text.substr(begin);
}

std::string_view LettersAtStart(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && IsLetter(text[end])) ++end;
  return text.substr(0, end);
}

}  // namespace

LineEndHyphens::LineEndHyphens(const std::vector<LaidOutPage>& pages) {
  const bool needed = std::any_of(pages.begin(), pages.end(), [](const LaidOutPage& page) {
    return std::any_of(page.items.begin(), page.items.end(),
                       [](const PageItem& item) { return item.line.hyphen_end; });
  });
  if (!needed) return;
  bool after_hyphen = false;
  for (const LaidOutPage& page : pages) {
    for (const PageItem& item : page.items) {
      Read(item.line.text, after_hyphen);
      if (!item.line.running) after_hyphen = item.line.hyphen_end;
      for (const parse::TableCell& cell : item.table.cells) Read(cell.text, false);
    }
  }
  CountVerdicts(pages);
}

void LineEndHyphens::CountVerdicts(const std::vector<LaidOutPage>& pages) {
  std::size_t stay = 0;
  std::size_t go = 0;
  std::string_view before;
  for (const LaidOutPage& page : pages) {
    for (const PageItem& item : page.items) {
      if (item.line.running || item.is_table) continue;
      const Verdict verdict = before.empty() ? Verdict::kUnknown : Judge(before, item.line.text);
      stay += verdict == Verdict::kStays ? 1 : 0;
      go += verdict == Verdict::kGoes ? 1 : 0;
      before = item.line.hyphen_end ? item.line.text : std::string_view();
    }
  }
  breaks_words_ = go > 0 || stay < kFewestStaying;
}

// A piece of a word before or after a line's end says nothing.
void LineEndHyphens::Read(std::string_view text, bool after_hyphen) {
  std::string before;
  for (std::size_t at = 0; at < text.size();) {
    if (!IsLetter(text[at])) {
      ++at;
      continue;
    }
    const std::string_view word = LettersAtStart(text.substr(at));
    const bool first_piece = after_hyphen && at == 0;
    at += word.size();
    const bool last_piece = at + 1 == text.size() && text[at] == '-';
    std::string lower = Lower(word);
    if (!before.empty()) compounds_.insert(before + "-" + lower);
    before.clear();
    if (at + 1 < text.size() && text[at] == '-' && IsLetter(text[at + 1])) before = lower;
    if (!first_piece && !last_piece) words_.insert(std::move(lower));
  }
}

LineEndHyphens::Verdict LineEndHyphens::Judge(std::string_view text, std::string_view next) const {
  text.remove_suffix(1);
  const std::string before = Lower(LettersAtEnd(text));
  const std::string after = Lower(LettersAtStart(next));
  if (before.empty() || after.empty()) return Verdict::kUnknown;
  if (compounds_.contains(before + "-" + after)) return Verdict::kStays;
  if (words_.contains(before + after)) return Verdict::kGoes;
  const bool both = words_.contains(before) && words_.contains(after);
  return both ? Verdict::kStays : Verdict::kUnknown;
}

bool LineEndHyphens::Stay(std::string_view text, std::string_view next) const {
  const std::string_view token = text.substr(text.rfind(' ') + 1);
  if (token.find("://") != std::string_view::npos) return true;
  const Verdict verdict = Judge(text, next);
  return verdict == Verdict::kStays || (verdict == Verdict::kUnknown && !breaks_words_);
}

}  // namespace wenyuan::parse_pdf
