#include "nearest.h"

#include <algorithm>

#include "wenyuan/base/edit_distance.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kLongestShown = 100;

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
        return EditDistance(shown, left) < EditDistance(shown, right);
      }));
  return {ErrorCode::kInvalidArgument, message + "; did you mean '" + nearest + "'?",
          message_zh + "，是不是“" + nearest + "”？"};
}

}  // namespace wenyuan::api
