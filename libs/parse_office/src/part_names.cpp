#include "part_names.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wenyuan::parse {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string ResolvePart(std::string_view part, std::string_view target) {
  std::string path;
  if (target.empty() || target[0] != '/') {
    const std::size_t slash = part.rfind('/');
    if (slash != std::string_view::npos) path = std::string(part.substr(0, slash + 1));
  }
  path += target;
  std::vector<std::string_view> steps;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view step = std::string_view(path).substr(at, end - at);
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    at = end + 1;
  }
  std::string resolved;
  for (const std::string_view step : steps) {
    if (!resolved.empty()) resolved += '/';
    resolved += step;
  }
  return resolved;
}

std::string ResolveLink(std::string_view part, std::string_view link) {
  link = link.substr(0, link.find('#'));
  if (link.empty()) return std::string(part);
  std::string target;
  for (std::size_t i = 0; i < link.size(); ++i) {
    const int high = link[i] == '%' && i + 2 < link.size() ? HexDigit(link[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(link[i + 2]) : -1;
    if (low < 0) {
      target += link[i];
    } else {
      target += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return ResolvePart(part, target);
}

}  // namespace wenyuan::parse
