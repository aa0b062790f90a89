#include "stored_settings.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace wenyuan::quality {

std::string SettingText(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", number);
  return text;
}

std::optional<double> SettingNumber(const std::string& text) {
  double number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

}  // namespace wenyuan::quality
