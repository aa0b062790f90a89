#include "nearest.h"

#include <algorithm>
#include <numeric>

namespace wenyuan::api {
namespace {

constexpr std::size_t kLongestShown = 100;

// Levenshtein (1966), one row at a time.
std::size_t Distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

Error UnknownName(std::string_view kind, std::string_view kind_zh, std::string_view name,
                  const std::vector<std::string_view>& known) {
  const std::string shown(name.substr(0, kLongestShown));
  std::string message = "unknown " + std::string(kind) + " '" + shown + "'";
  std::string message_zh = "未知的" + std::string(kind_zh) + "“" + shown + "”";
  if (known.empty()) {
    return {ErrorCode::kInvalidArgument, message + "; none is known here", message_zh};
  }
  const std::string nearest(*std::min_element(
      known.begin(), known.end(), [&](std::string_view left, std::string_view right) {
        return Distance(shown, left) < Distance(shown, right);
      }));
  return {ErrorCode::kInvalidArgument, message + "; did you mean '" + nearest + "'?",
          message_zh + "，是不是“" + nearest + "”？"};
}

}  // namespace wenyuan::api
