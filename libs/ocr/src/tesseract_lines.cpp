#include "tesseract_lines.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>

namespace wenyuan::ocr {
namespace {

using parse::RecognisedLine;

constexpr float kFarApart = 1.5F;  // heights of the line

char32_t Decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return lead;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
    character = (character << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return character;
}

// Han, kana, and the signs that go with them.
bool IsWide(char32_t character) {
  return (character >= 0x2E80 && character <= 0x9FFF) ||
         (character >= 0xF900 && character <= 0xFAFF) ||
         (character >= 0xFF00 && character <= 0xFF60) ||
         (character >= 0x20000 && character <= 0x3FFFF);
}

std::string TextOf(const TesseractApi& api, const TessIterator* at) {
  char* const text = api.text(at, kTessWord);
  if (text == nullptr) return {};
  std::string copy(text);
  api.destroy_text(text);
  while (!copy.empty() && (copy.back() == '\n' || copy.back() == ' ')) copy.pop_back();
  return copy;
}

std::optional<LineFrame> FrameOf(const TesseractApi& api, const TessIterator* at, int level) {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  if (api.box(at, level, &left, &top, &right, &bottom) == 0 || right <= left || bottom <= top) {
    return std::nullopt;
  }
  LineFrame frame{double(left), double(top), double(right), double(bottom), 0};
  int x1 = 0;
  int y1 = 0;
  int x2 = 0;
  int y2 = 0;
  if (api.baseline(at, level, &x1, &y1, &x2, &y2) != 0 && (x1 != x2 || y1 != y2)) {
    frame.angle = std::atan2(y2 - y1, x2 - x1);
  }
  return frame;
}

// Where a word's box begins and ends along the line.
std::pair<float, float> Along(const LineFrame& word, const RecognisedLine& line, double angle) {
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  const double x = (word.left + word.right) / 2 - static_cast<double>(line.middle_x);
  const double y = (word.top + word.bottom) / 2 - static_cast<double>(line.middle_y);
  RecognisedLine placed;
  PlaceLine({word.left, word.top, word.right, word.bottom, angle}, placed);
  const double middle = (x * cosine + y * sine) / static_cast<double>(line.length) + 0.5;
  const double half = static_cast<double>(placed.length) / static_cast<double>(line.length) / 2;
  return {static_cast<float>(std::clamp(middle - half, 0.0, 1.0)),
          static_cast<float>(std::clamp(middle + half, 0.0, 1.0))};
}

void AddWord(std::string text, std::pair<float, float> place, RecognisedLine& line) {
  // What stands far apart is of another column.
  const bool apart = !line.words.empty() &&
                     (place.first - line.words.back().end) * line.length > kFarApart * line.height;
  if (line.words.empty() || apart || SpaceBetween(line.text, text)) {
    if (!line.text.empty()) line.text += ' ';
    line.words.push_back({{}, place.first, place.second});
  }
  RecognisedLine::Word& word = line.words.back();
  word.begin = std::min(word.begin, place.first);
  word.end = std::max(word.end, place.second);
  word.text += text;
  line.text += text;
}

}  // namespace

HanEvidence FindHanEvidence(const TesseractApi& api, TessBase* base) {
  HanEvidence found;
  TessIterator* const at = api.iterator(base);
  if (at == nullptr) return found;
  do {
    const std::string text = TextOf(api, at);
    const double confidence = static_cast<double>(api.confidence(at, kTessWord)) / 100;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80) continue;
      const char32_t character = Decode(text, i);
      if (!IsWide(character)) continue;
      ++found.characters;
      found.sure += confidence;
      if (character >= 0x3040 && character <= 0x30FF) ++found.kana;
    }
  } while (api.next(at, kTessWord) != 0);
  api.destroy_iterator(at);
  return found;
}

bool SpaceBetween(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return false;
  std::size_t last = left.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(left[last]) & 0xC0U) == 0x80) --last;
  return !IsWide(Decode(left, last)) && !IsWide(Decode(right, 0));
}

void PlaceLine(const LineFrame& frame, RecognisedLine& line) {
  const double width = frame.right - frame.left;
  const double height = frame.bottom - frame.top;
  const double cosine = std::abs(std::cos(frame.angle));
  const double sine = std::abs(std::sin(frame.angle));
  const double twice = cosine * cosine - sine * sine;
  double length = std::max(width, height);
  double across = std::min(width, height);
  if (std::abs(twice) > 0.3) {  // width = length·cos + across·sin, and so on
    const double least = std::min(width, height) / 4;
    length = std::max(least, (width * cosine - height * sine) / twice);
    across = std::max(least, (height * cosine - width * sine) / twice);
  }
  line.middle_x = static_cast<float>((frame.left + frame.right) / 2);
  line.middle_y = static_cast<float>((frame.top + frame.bottom) / 2);
  line.length = static_cast<float>(length);
  line.height = static_cast<float>(across);
  line.angle = static_cast<float>(frame.angle * 180 / std::numbers::pi);
}

int MiddleOfInk(const parse::GreyPicture& picture) {
  constexpr int kDark = 128;
  std::uint32_t first = picture.height;
  std::uint32_t last = 0;
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    const auto row = picture.pixels.begin() + std::ptrdiff_t{picture.width} * y;
    if (std::any_of(row, row + picture.width, [](std::uint8_t pixel) { return pixel < kDark; })) {
      first = std::min(first, y);
      last = y;
    }
  }
  return static_cast<int>(first > last ? picture.height / 2 : (first + last) / 2);
}

std::vector<RecognisedLine> TakeLines(const TesseractApi& api, TessBase* base) {
  std::vector<RecognisedLine> lines;
  TessIterator* const at = api.iterator(base);
  if (at == nullptr) return lines;
  LineFrame frame;
  float weight = 0;
  do {
    if (api.begins(at, kTessLine) != 0 || lines.empty()) {
      lines.emplace_back();
      frame = FrameOf(api, at, kTessLine).value_or(LineFrame{0, 0, 1, 1, 0});
      PlaceLine(frame, lines.back());
      weight = 0;
    }
    std::string text = TextOf(api, at);
    const auto word = FrameOf(api, at, kTessWord);
    if (text.empty() || !word) continue;
    RecognisedLine& line = lines.back();
    const auto letters = static_cast<float>(text.size());
    line.confidence = (line.confidence * weight + api.confidence(at, kTessWord) / 100 * letters) /
                      (weight + letters);
    weight += letters;
    AddWord(std::move(text), Along(*word, line, frame.angle), line);
  } while (api.next(at, kTessWord) != 0);
  api.destroy_iterator(at);
  return lines;
}

}  // namespace wenyuan::ocr
