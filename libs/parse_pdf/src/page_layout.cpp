#include "page_layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>

#include "reading_order.h"
#include "structure_order.h"
#include "tables.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kLettersOfAWord = 3;
constexpr std::size_t kFewestLetters = 2;  // of a formula
constexpr std::size_t kLeader = 4;         // dots: they lead to a page number

std::string WithShortLeaders(const std::string& text) {
  std::string shorter;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of('.', i), text.size());
    if (end - i >= kLeader) {
      shorter += shorter.empty() || shorter.back() == ' ' ? "… " : " … ";
      i = text.find_first_not_of(' ', end);
      if (i == std::string::npos) break;
    } else {
      shorter.append(text, i, std::max<std::size_t>(end - i, 1));
      i = std::max(end, i + 1);
    }
  }
  return shorter;
}

// The level of the heading that all words of a line belong to, or 0.
std::uint8_t HeadingTag(const Line& line) {
  const std::uint8_t tag = line.words.front().tag;
  if (tag == kUntagged || tag > kDeepestTaggedHeading) return 0;
  const bool all = std::all_of(line.words.begin(), line.words.end(),
                               [&](const Word& word) { return word.tag == tag; });
  return all ? tag : std::uint8_t{0};
}

// The smaller one that is not 0.
std::uint32_t FirstOf(std::uint32_t a, std::uint32_t b) {
  return a == 0 || b == 0 ? std::max(a, b) : std::min(a, b);
}

bool IsWordOfFormulas(std::string_view text) {
  for (const std::string_view word :
       {"sin",    "cos",    "tan", "log", "exp",   "lim",       "max",
        "min",    "sup",    "inf", "det", "dim",   "mod",       "arg",
        "argmax", "argmin", "for", "and", "where", "otherwise", "subject"}) {
    if (text == word) return true;
  }
  return false;
}

bool HasRelation(std::string_view text) {
  for (const std::string_view sign : {"=", "<", ">", "≤", "≥", "≈", "≡", "∝", "→", "↦", "∼", "≜"}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

// Whether a line relates letters or signs of formulas, and has nothing that reads as a word.
bool IsFormula(const Line& line) {
  std::size_t math = 0;
  bool relation = false;
  for (const Word& word : line.words) {
    relation = relation || HasRelation(word.text);
    if (word.math) {
      ++math;
      continue;
    }
    std::size_t letters = 0;
    for (const char c : word.text) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalpha(byte) != 0) ++letters;
      if (byte >= 0xC3) letters += 3;  // other scripts
    }
    std::string_view text = word.text;
    while (!text.empty() && (text.back() == ',' || text.back() == ':')) text.remove_suffix(1);
    if (letters >= kLettersOfAWord && !IsWordOfFormulas(text)) return false;
  }
  return math >= kFewestLetters && relation;
}

// "(3.1)": behind a formula.
bool IsFormulaNumber(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  return text.size() >= 3 && text.size() <= kLongest && text.front() == '(' && text.back() == ')' &&
         text.find_first_not_of("0123456789.", 1) == text.size() - 1;
}

}  // namespace

TextLine MakeTextLine(const Line& line) {
  TextLine text;
  text.text = WithShortLeaders(LineText(line));
  text.leader = text.text.find(" … ") != std::string::npos;
  text.box = line.box;
  text.size = line.size;
  text.first_word_width = line.words.front().box.width();
  text.bold = line.bold;
  text.wide_start = line.words.front().wide_start;
  text.wide_end = line.words.back().wide;
  text.hyphen_end = line.words.back().hyphen_end;
  text.turned = std::abs(line.angle) > 2;
  text.heading = HeadingTag(line);
  text.tagged = std::all_of(line.words.begin(), line.words.end(),
                            [](const Word& word) { return word.tag != kUntagged; });
  text.place = line.words.back().place;
  for (const Word& word : line.words)
    text.place.order = FirstOf(text.place.order, word.place.order);
  text.formula = IsFormula(line);
  text.formula_number = IsFormulaNumber(text.text);
  for (const Word& word : line.words) text.confidence = std::min(text.confidence, word.confidence);
  if (text.wide_start) text.first_word_width = text.size;  // breaks after any character
  return text;
}

LaidOutPage LayOut(PageContent& content, std::uint32_t number) {
  LaidOutPage page;
  page.number = number;
  page.width = content.width;
  page.height = content.height;
  std::vector<Word> words = std::exchange(content.words, {});
  std::vector<std::pair<Box, std::uint8_t>> doubts;
  std::vector<std::pair<Box, std::uint32_t>> orders;
  for (const Word& word : words) {
    if (word.confidence < parse::kCertain) doubts.emplace_back(word.box, word.confidence);
    if (word.place.order > 0) orders.emplace_back(word.box, word.place.order);
  }
  std::vector<PageItem> items;
  const auto add_tables = [&](std::vector<FoundTable> tables) {
    for (FoundTable& found : tables) {
      PageItem& item = items.emplace_back();
      item.is_table = true;
      item.line.box = found.box;
      for (const auto& [box, confidence] : doubts) {
        if (!found.box.Contains(box.middle_x(), box.middle_y())) continue;
        item.line.confidence = std::min(item.line.confidence, confidence);
      }
      for (const auto& [box, order] : orders) {
        if (!found.box.Contains(box.middle_x(), box.middle_y())) continue;
        item.line.place.order = FirstOf(item.line.place.order, order);
      }
      item.table = std::move(found.table);
    }
  };
  add_tables(FindRuledTables(content, number, words));
  add_tables(FindFilledTables(content, number, words));
  add_tables(FindAlignedTables(number, words));
  for (const Line& line : BuildLines(std::move(words))) {
    items.emplace_back().line = MakeTextLine(line);
  }
  std::vector<LayoutItem> boxes;
  boxes.reserve(items.size());
  for (const PageItem& item : items) boxes.push_back({item.line.box, item.is_table});
  std::uint32_t column = 0;
  for (const ColumnGroup& group : ReadingOrder(boxes)) {
    for (const std::size_t index : group.items) {
      PageItem& item = items[index];
      item.column = column;
      item.column_left = group.box.left;
      item.column_right = group.box.right;
      page.items.push_back(std::move(item));
    }
    ++column;
  }
  FollowStructure(page);
  return page;
}

}  // namespace wenyuan::parse_pdf
