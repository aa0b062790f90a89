#include "picture_ops.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wenyuan::ocr {
namespace {

using parse::GreyPicture;

constexpr float kPaper = 255;
constexpr int kMostSamples = 4;  // a side, for one pixel of a picture that gets smaller
constexpr int kInk = 64;         // grey levels from the paper

GreyPicture Blank(std::uint32_t width, std::uint32_t height) {
  return {width, height, std::vector<std::uint8_t>(std::size_t{width} * height)};
}

float At(const GreyPicture& picture, std::int64_t x, std::int64_t y) {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return kPaper;
  return picture.pixels[static_cast<std::size_t>(y) * picture.width + static_cast<std::size_t>(x)];
}

// Between the four pixels whose middles are nearest.
float Interpolate(const GreyPicture& picture, double x, double y) {
  const double left = std::floor(x - 0.5);
  const double top = std::floor(y - 0.5);
  const auto share_x = static_cast<float>(x - 0.5 - left);
  const auto share_y = static_cast<float>(y - 0.5 - top);
  const auto column = static_cast<std::int64_t>(left);
  const auto row = static_cast<std::int64_t>(top);
  const float above =
      At(picture, column, row) * (1 - share_x) + At(picture, column + 1, row) * share_x;
  const float below =
      At(picture, column, row + 1) * (1 - share_x) + At(picture, column + 1, row + 1) * share_x;
  return above * (1 - share_y) + below * share_y;
}

// One axis of a resizing: which pixels make up each new one, and how much each counts.
struct Mix {
  std::uint32_t begin = 0;
  std::vector<float> weights;
};

std::vector<Mix> Mixes(std::uint32_t from, std::uint32_t to) {
  const double scale = static_cast<double>(from) / to;
  const double reach = std::max(1.0, scale);  // a triangle as wide as the pixel it makes
  std::vector<Mix> mixes(to);
  for (std::uint32_t i = 0; i < to; ++i) {
    const double middle = (i + 0.5) * scale;
    const double first = std::max(0.0, std::ceil(middle - reach - 0.5));
    const double last = std::min(from - 1.0, std::floor(middle + reach - 0.5));
    Mix& mix = mixes[i];
    mix.begin = static_cast<std::uint32_t>(first);
    float sum = 0;
    for (double pixel = first; pixel <= last; ++pixel) {
      const double weight = std::max(0.0, 1 - std::abs(pixel + 0.5 - middle) / reach);
      mix.weights.push_back(static_cast<float>(weight));
      sum += mix.weights.back();
    }
    for (float& weight : mix.weights) weight /= sum;
  }
  return mixes;
}

}  // namespace

GreyPicture Resize(const GreyPicture& picture, std::uint32_t width, std::uint32_t height) {
  if (width == picture.width && height == picture.height) return picture;
  const std::vector<Mix> columns = Mixes(picture.width, width);
  const std::vector<Mix> rows = Mixes(picture.height, height);
  GreyPicture result = Blank(width, height);
  std::vector<float> line(picture.width);
  for (std::uint32_t y = 0; y < height; ++y) {
    std::fill(line.begin(), line.end(), 0.0F);
    for (std::size_t i = 0; i < rows[y].weights.size(); ++i) {
      const std::uint8_t* const source =
          picture.pixels.data() + (rows[y].begin + i) * picture.width;
      const float weight = rows[y].weights[i];
      for (std::size_t x = 0; x < picture.width; ++x) line[x] += weight * source[x];
    }
    for (std::uint32_t x = 0; x < width; ++x) {
      float sum = 0;
      for (std::size_t i = 0; i < columns[x].weights.size(); ++i) {
        sum += columns[x].weights[i] * line[columns[x].begin + i];
      }
      result.pixels[std::size_t{y} * width + x] =
          static_cast<std::uint8_t>(std::clamp(sum + 0.5F, 0.0F, 255.0F));
    }
  }
  return result;
}

GreyPicture CutOut(const GreyPicture& picture, const TextBox& box, std::uint32_t width,
                   std::uint32_t height) {
  const double cosine = std::cos(box.angle);
  const double sine = std::sin(box.angle);
  const double step_x = box.length / width;
  const double step_y = box.height / height;
  const auto samples = [](double step) {
    return std::clamp(static_cast<int>(std::lround(step)), 1, kMostSamples);
  };
  const int samples_x = samples(step_x);
  const int samples_y = samples(step_y);
  GreyPicture result = Blank(width, height);
  for (std::uint32_t row = 0; row < height; ++row) {
    for (std::uint32_t column = 0; column < width; ++column) {
      float sum = 0;
      for (int j = 0; j < samples_y; ++j) {
        const double across = (row + (j + 0.5) / samples_y) * step_y - box.height / 2;
        for (int i = 0; i < samples_x; ++i) {
          const double along = (column + (i + 0.5) / samples_x) * step_x - box.length / 2;
          sum += Interpolate(picture, box.middle.x + along * cosine - across * sine,
                             box.middle.y + along * sine + across * cosine);
        }
      }
      result.pixels[std::size_t{row} * width + column] =
          static_cast<std::uint8_t>(sum / static_cast<float>(samples_x * samples_y) + 0.5F);
    }
  }
  return result;
}

void TurnOver(GreyPicture& picture) { std::reverse(picture.pixels.begin(), picture.pixels.end()); }

Tensor ToTensor(const GreyPicture& picture, std::uint32_t width, std::uint32_t height, float mean,
                float deviation, float pad) {
  constexpr std::size_t kChannels = 3;
  const std::size_t plane = std::size_t{width} * height;
  Tensor tensor{{1, kChannels, height, width}, std::vector<float>(plane * kChannels, pad)};
  for (std::size_t y = 0; y < picture.height; ++y) {
    for (std::size_t x = 0; x < picture.width; ++x) {
      const float value =
          (static_cast<float>(picture.pixels[y * picture.width + x]) / 255 - mean) / deviation;
      for (std::size_t channel = 0; channel < kChannels; ++channel) {
        tensor.values[channel * plane + y * width + x] = value;
      }
    }
  }
  return tensor;
}

double InkShare(const GreyPicture& picture) {
  if (picture.pixels.empty()) return 0;
  std::array<std::size_t, 256> levels{};
  for (const std::uint8_t pixel : picture.pixels) ++levels[pixel];
  const auto paper = std::max_element(levels.begin(), levels.end()) - levels.begin();
  std::size_t ink = 0;
  for (std::ptrdiff_t level = 0; level < 256; ++level) {
    if (std::abs(level - paper) > kInk) ink += levels[static_cast<std::size_t>(level)];
  }
  return static_cast<double>(ink) / static_cast<double>(picture.pixels.size());
}

}  // namespace wenyuan::ocr
