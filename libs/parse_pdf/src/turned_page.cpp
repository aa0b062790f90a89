#include "turned_page.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wenyuan::parse_pdf {
namespace {

constexpr int kSamples = 100;
constexpr int kFewest = 20;  // characters: a stamp turns no page
constexpr float kShare = 0.7F;
constexpr double kTolerance = 3;  // degrees
constexpr double kDegrees = 57.29578;

}  // namespace

Affine Turn::ToUpright() const {
  switch (degrees) {
    case 90:
      return {0, -1, height, 1, 0, 0};
    case -90:
      return {0, 1, 0, -1, 0, width};
    case 180:
      return {-1, 0, width, 0, -1, height};
    default:
      return {};
  }
}

PageBox Turn::ToDisplayed(const PageBox& upright) const {
  PageBox box = upright;
  if (degrees == 90) {
    box.left = upright.top;
    box.right = upright.bottom;
    box.top = height - upright.right;
    box.bottom = height - upright.left;
  } else if (degrees == -90) {
    box.left = width - upright.bottom;
    box.right = width - upright.top;
    box.top = upright.left;
    box.bottom = upright.right;
  } else if (degrees == 180) {
    box.left = width - upright.right;
    box.right = width - upright.left;
    box.top = height - upright.bottom;
    box.bottom = height - upright.top;
  }
  return box;
}

int DegreesOfText(FPDF_TEXTPAGE text, const Affine& display) {
  const int count = FPDFText_CountChars(text);
  if (count < kFewest) return 0;
  constexpr std::array<int, 3> kTurns = {90, -90, 180};
  std::array<int, 3> found{};
  int samples = 0;
  for (int i = 0; i < count; i += std::max(1, count / kSamples)) {
    FS_MATRIX m{1, 0, 0, 1, 0, 0};
    if (FPDFText_IsGenerated(text, i) == 1 || FPDFText_GetMatrix(text, i, &m) == 0) continue;
    ++samples;
    const Affine glyph = display.After({m.a, m.c, 0, m.b, m.d, 0});
    const double angle = std::atan2(-glyph.yx, glyph.xx) * kDegrees;
    for (std::size_t turn = 0; turn < kTurns.size(); ++turn) {
      const double difference = std::abs(angle - kTurns[turn]);
      if (std::min(difference, 360 - difference) < kTolerance) ++found[turn];
    }
  }
  for (std::size_t turn = 0; turn < kTurns.size(); ++turn) {
    if (static_cast<float>(found[turn]) > kShare * static_cast<float>(samples)) return kTurns[turn];
  }
  return 0;
}

}  // namespace wenyuan::parse_pdf
