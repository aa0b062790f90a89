#include "lines.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace wenyuan::parse_pdf {
namespace {

constexpr float kSpaceGap = 0.10F;      // of the font size
constexpr float kWideSpaceGap = 1.5F;   // between Han characters
constexpr float kFollowsGap = 1.5F;     // next in the content stream
constexpr float kNeighbourGap = 0.8F;   // found by position only
constexpr std::size_t kSearched = 400;  // lines of a page that may belong together
constexpr float kRaisedSize = 0.8F;     // of the word before
constexpr float kRaisedBy = 0.15F;
constexpr float kSharedHeight = 0.5F;  // of the lower one: on one line

bool OnOneLine(const Box& a, const Box& b) {
  const float shared = Overlap(a.top, a.bottom, b.top, b.bottom);
  return shared >= kSharedHeight * std::min(a.height(), b.height()) && shared > 0;
}

bool Follows(const Line& line, const Word& word) {
  const Word& last = line.words.back();
  if (std::abs(last.angle - word.angle) > 2) return false;
  const float size = std::max(last.size, word.size);
  if (std::abs(word.angle) > 2) {  // turned text: keep what the content stream keeps together
    return std::hypot(word.box.middle_x() - last.box.middle_x(),
                      word.box.middle_y() - last.box.middle_y()) <
           (std::max(last.box.height(), last.box.width()) +
            std::max(word.box.height(), word.box.width())) /
                   2 +
               kFollowsGap * size;
  }
  const float gap =
      word.rtl || last.rtl ? last.box.left - word.box.right : word.box.left - last.box.right;
  return OnOneLine(last.box, word.box) && gap > -0.5F * size && gap < kFollowsGap * size;
}

void Measure(Line& line) {
  float characters = 0;
  float bold = 0;
  float sizes = 0;
  line.box = line.words.front().box;
  line.angle = line.words.front().angle;
  for (const Word& word : line.words) {
    const auto length = static_cast<float>(word.text.size());
    characters += length;
    sizes += length * word.size;
    if (word.bold) bold += length;
    line.box.Add(word.box);
  }
  line.size = sizes / characters;
  line.bold = bold > 0.8F * characters;
}

bool LeftOf(const Word& a, const Word& b) { return a.box.left < b.box.left; }

bool IsFree(const Line& line, const Box& box, float tolerance) {
  return std::none_of(line.words.begin(), line.words.end(), [&](const Word& word) {
    return Overlap(word.box.left, word.box.right, box.left, box.right) > tolerance;
  });
}

// Beside each other, or one in a gap of the other (a raised mark drawn later).
bool Neighbours(const Line& a, const Line& b) {
  if (std::abs(a.angle) > 2 || std::abs(b.angle) > 2 || !OnOneLine(a.box, b.box)) return false;
  const float size = std::max(a.size, b.size);
  const float gap = std::max(a.box.left, b.box.left) - std::min(a.box.right, b.box.right);
  if (gap > kNeighbourGap * size) return false;
  if (gap > -0.2F * size) return true;
  const Line& longer = a.box.width() > b.box.width() ? a : b;
  const Line& shorter = a.box.width() > b.box.width() ? b : a;
  return IsFree(longer, shorter.box, 0.2F * size);
}

// Pieces of one line that the content stream has apart, as a word in bold drawn later.
void JoinNeighbours(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = i + 1; j < std::min(lines.size(), i + kSearched); ++j) {
      Line& a = lines[i];
      Line& b = lines[j];
      if (a.words.empty() || b.words.empty() || !Neighbours(a, b)) continue;
      for (Word& word : b.words) a.words.push_back(std::move(word));
      b.words.clear();
      std::stable_sort(a.words.begin(), a.words.end(), LeftOf);
      Measure(a);
    }
  }
  std::erase_if(lines, [](const Line& line) { return line.words.empty(); });
}

bool HasRightToLeft(const Line& line) {
  return std::any_of(line.words.begin(), line.words.end(),
                     [](const Word& word) { return word.rtl; });
}

// The words as they are read where some are written from right to left: the line runs as most of
// its letters do, and what runs the other way keeps its own order.
std::vector<const Word*> ReadingOrderOf(const Line& line) {
  std::size_t rtl = 0;
  std::size_t all = 0;
  for (const Word& word : line.words) {
    all += word.text.size();
    if (word.rtl) rtl += word.text.size();
  }
  const bool from_right = rtl * 2 > all;
  std::vector<const Word*> order;
  for (const Word& word : line.words) order.push_back(&word);
  if (from_right) std::reverse(order.begin(), order.end());
  for (auto begin = order.begin(); begin != order.end();) {
    auto end = begin;
    while (end != order.end() && (*end)->rtl != from_right) ++end;
    std::reverse(begin, end);
    begin = end == order.end() ? end : std::next(end);
  }
  return order;
}

std::string MixedText(const Line& line) {
  std::string text;
  const Word* last = nullptr;
  for (const Word* word : ReadingOrderOf(line)) {
    if (last != nullptr) {
      const float gap =
          std::max(word->box.left, last->box.left) - std::min(word->box.right, last->box.right);
      if (word->space_before || gap > kSpaceGap * std::max(word->size, last->size)) text += ' ';
    }
    text += word->text;
    last = word;
  }
  return text;
}

}  // namespace

bool JoinsWithoutSpace(const Word& word, const Word& next) {
  const float size = std::max(word.size, next.size);
  if (std::abs(word.angle) > 2) return false;
  const float gap = next.box.left - word.box.right;
  if (word.wide && next.wide_start) return !next.space_before && gap < kWideSpaceGap * size;
  return !next.space_before && gap < kSpaceGap * size;
}

namespace {

// "^" between 10 and its raised 6; a space before the mark of a note behind a word.
std::string_view BeforeRaised(const Word& word, const Word& next) {
  const bool raised = next.size < kRaisedSize * word.size &&
                      word.box.bottom - next.box.bottom > kRaisedBy * word.size;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!raised || !is_digit(next.text.front())) return {};
  if (is_digit(word.text.back()) || word.text.size() <= 2) return "^";
  return static_cast<unsigned char>(word.text.back()) < 0x80 ? " " : "";
}

}  // namespace

std::string LineText(const Line& line) {
  if (HasRightToLeft(line)) return MixedText(line);
  std::string text;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    if (i > 0 && !JoinsWithoutSpace(line.words[i - 1], line.words[i])) {
      text += ' ';
    } else if (i > 0) {
      text += BeforeRaised(line.words[i - 1], line.words[i]);
    }
    text += line.words[i].text;
  }
  return text;
}

Line MakeLine(std::vector<Word> words) {
  Line line;
  line.words = std::move(words);
  std::stable_sort(line.words.begin(), line.words.end(), LeftOf);
  Measure(line);
  return line;
}

std::vector<Line> BuildLines(std::vector<Word> words) {
  std::vector<Line> lines;
  for (Word& word : words) {
    if (lines.empty() || !Follows(lines.back(), word)) lines.emplace_back();
    lines.back().words.push_back(std::move(word));
  }
  for (Line& line : lines) {
    if (HasRightToLeft(line)) std::stable_sort(line.words.begin(), line.words.end(), LeftOf);
    Measure(line);
  }
  JoinNeighbours(lines);
  return lines;
}

}  // namespace wenyuan::parse_pdf
