#include "made_up_lines.h"

#include <array>
#include <string>

namespace wenyuan {
namespace {

constexpr std::size_t kMaxLines = 40;
constexpr std::array<const char*, 8> kWords = {"合同",  "Total", "1,234",   "年假",
                                               "$(16)", "-",     "第 3 条", "x"};

}  // namespace

Result<std::vector<parse::RecognisedLine>> MadeUpLines::Recognise(
    const parse::GreyPicture& picture) {
  std::vector<parse::RecognisedLine> lines;
  const std::vector<std::uint8_t>& pixels = picture.pixels;
  if (pixels.empty()) return lines;
  std::size_t at = 0;
  // A step that is no divisor of usual widths, so that every region of the picture has its say.
  const auto next = [&] { return pixels[(at += 1'009) % pixels.size()]; };
  const auto share = [&](std::uint32_t of) { return static_cast<float>(of) * next() / 255.0F; };
  const std::size_t count = next() % kMaxLines;
  for (std::size_t i = 0; i < count; ++i) {
    parse::RecognisedLine line;
    line.middle_x = share(picture.width);
    line.middle_y = share(picture.height);
    line.length = share(picture.width);
    line.height = 1 + share(60);
    line.angle = next() % 4 == 0 ? 90.0F * static_cast<float>(next() % 4) : share(6) - 3;
    line.confidence = share(1);
    const int words = 1 + next() % 4;
    for (int word = 0; word < words; ++word) {
      const std::string text = kWords[next() % kWords.size()];
      line.text += (line.text.empty() ? "" : " ") + text;
      line.words.push_back({text, static_cast<float>(word) / static_cast<float>(words),
                            static_cast<float>(word + 1) / static_cast<float>(words)});
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace wenyuan
