#include "wenyuan/parse_kit/text_input.h"

#include <algorithm>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

void UnifyLineEnds(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  std::size_t to = 0;
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (text[from] == '\r') {
      if (from + 1 < text.size() && text[from + 1] == '\n') continue;
      text[to++] = '\n';
    } else {
      text[to++] = text[from];
    }
  }
  text.resize(to);
}

}  // namespace

Result<std::string> ReadTextFile(const ParseRequest& request, std::string_view format,
                                 DocumentBuilder& out, std::size_t most) {
  const std::size_t limit = std::min(most, request.limits.max_input_bytes);
  if (request.bytes.size() > limit) {
    const std::string size = std::to_string(limit >> 20U);
    return FileTooLarge(format, {"it may have " + size + " MB at most; split it",
                                 "不能超过 " + size + " MB，请拆分"});
  }
  charset::Text text = charset::ToUtf8(request.bytes);
  out.AddMetadata("charset", text.charset);
  if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
  UnifyLineEnds(text.utf8);
  return std::move(text.utf8);
}

std::string_view BaseName(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

}  // namespace wenyuan::parse
