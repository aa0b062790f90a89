#include <algorithm>
#include <cmath>
#include <string>

#include "ofd/ofd_page.h"
#include "wenyuan/charset/charset.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxGlyphs = 2'000'000;
constexpr float kTurned = 90;
constexpr double kTightGap = 0.2;  // of the font's size
constexpr double kEvenGap = 0.7;

double Number(pugi::xml_node node, std::string_view name, double otherwise) {
  const std::vector<double> numbers = Numbers(Attribute(node, name), 1);
  return numbers.empty() ? otherwise : numbers[0];
}

// "3.5 g 4 2 7": from each character to the next; "g 4 2" is four times 2. The last goes on when
// there are more characters.
std::vector<double> Steps(std::string_view text, std::size_t most) {
  std::vector<double> steps;
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  int wanted = 0;  // numbers of a "g" that are still to come
  double repeats = 0;
  for (std::size_t at = 0; at < text.size() && steps.size() < most;) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    at = end;
    if (word == "g" || word == "G") {
      wanted = 2;
      continue;
    }
    const std::vector<double> number = Numbers(word, 1);
    if (number.empty()) continue;
    if (wanted == 2) {
      repeats = number[0];
      wanted = 1;
    } else if (wanted == 1) {
      for (double i = 0; i < repeats && steps.size() < most; ++i) steps.push_back(number[0]);
      wanted = 0;
    } else {
      steps.push_back(number[0]);
    }
  }
  return steps;
}

class TextReader {
 public:
  TextReader(pugi::xml_node object, const RunLook& look, const Transform& transform,
             std::vector<PlacedGlyph>& glyphs)
      : look_(look), transform_(transform), glyphs_(glyphs) {
    stretch_ = Number(object, "HScale", 1);
    down_ = std::fmod(Number(object, "ReadDirection", 0), 180) == 90;
    const double turn = Number(object, "CharDirection", 0) * 3.14159265358979 / 180;
    turn_ = {std::cos(turn), std::sin(turn), -std::sin(turn), std::cos(turn), 0, 0};
  }

  void Add(pugi::xml_node code) {
    x_ = Number(code, "X", x_);
    y_ = Number(code, "Y", y_);
    const std::vector<char32_t> text = Characters(charset::Clean(code.text().get()));
    const std::vector<double> right = Steps(Attribute(code, "DeltaX"), text.size());
    const std::vector<double> down = Steps(Attribute(code, "DeltaY"), text.size());
    // For the layout a column of upright characters is a turned line: it keeps them together.
    const bool column = text.size() > 1 && (down.empty() ? right.empty() && down_ : right.empty());
    // Characters at one pitch are one word, however wide it is; else a wider step is a space.
    const bool even =
        std::all_of(right.begin(), right.end(), [&](double step) { return step == right.front(); });
    const double tolerance = (even ? kEvenGap : kTightGap) * look_.size;
    double x = x_;
    double y = y_;
    for (std::size_t i = 0; i < text.size() && glyphs_.size() < kMaxGlyphs; ++i) {
      const double guess = GuessedWidth(text[i]) * look_.size * stretch_;
      const double width = right.empty() ? guess : Width(guess, At(right, i), tolerance);
      Place(text[i], x, y, width);
      if (column) glyphs_.back().angle = kTurned;
      if (right.empty() && down.empty()) {
        (down_ ? y : x) += down_ ? look_.size : guess;
      } else {
        x += At(right, i);
        y += At(down, i);
      }
    }
  }

 private:
  static double At(const std::vector<double>& steps, std::size_t i) {
    return steps.empty() ? 0 : i < steps.size() ? steps[i] : steps.back();
  }

  // Of a character: up to the next one, unless that is too far away.
  static double Width(double guess, double step, double tolerance) {
    return step > 0 && step <= guess + tolerance ? step : guess;
  }

  // A turned character turns around its own origin.
  void Place(char32_t character, double x, double y, double width) {
    Transform own = turn_;
    own.e = x;
    own.f = y;
    glyphs_.push_back(PlaceCharacter(character, 0, 0, width, look_, transform_.After(own)));
  }

  const RunLook& look_;
  const Transform& transform_;
  std::vector<PlacedGlyph>& glyphs_;
  Transform turn_;
  double stretch_ = 1;
  bool down_ = false;
  double x_ = 0;
  double y_ = 0;
};

}  // namespace

void AddOfdText(pugi::xml_node object, const RunLook& look, const Transform& transform,
                std::vector<PlacedGlyph>& glyphs) {
  TextReader reader(object, look, transform, glyphs);
  for (const pugi::xml_node code : object.children()) {
    if (LocalName(code) == "TextCode") reader.Add(code);
  }
}

}  // namespace wenyuan::parse
