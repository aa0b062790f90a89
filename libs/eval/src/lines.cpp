#include "lines.h"

#include <zlib.h>

#include <array>
#include <memory>
#include <string>

namespace wenyuan::eval {
namespace {

struct CloseGzip {
  void operator()(gzFile file) const { gzclose_r(file); }
};

}  // namespace

// zlib reads plain files through the same calls.
Result<void> ForEachLine(
    const std::filesystem::path& path,
    const std::function<Result<void>(std::size_t number, std::string_view line)>& take) {
  const std::unique_ptr<gzFile_s, CloseGzip> file(gzopen(path.c_str(), "rb"));
  std::error_code ignored;
  if (!file || std::filesystem::is_directory(path, ignored)) {
    return Error{ErrorCode::kNotFound,
                 "reading '" + path.string() +
                     "' failed: there is no such file, or it may not be "
                     "read; check the path",
                 "无法读取“" + path.string() + "”：文件不存在或没有读取权限；请检查路径"};
  }
  std::string line;
  std::size_t number = 0;
  const auto end_line = [&]() -> Result<void> {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) {
      WY_CHECK(take(number, line));
    }
    line.clear();
    return {};
  };
  std::array<char, std::size_t{1} << 16U> buffer;
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), buffer.size())) > 0) {
    std::string_view rest(buffer.data(), static_cast<std::size_t>(got));
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      line += rest.substr(0, end);
      rest.remove_prefix(end + 1);
      WY_CHECK(end_line());
    }
    line += rest;
  }
  int code = Z_OK;
  const std::string reason = gzerror(file.get(), &code);
  // A file cut short ends without an error of gzread, but with Z_BUF_ERROR.
  if (got < 0 || code != Z_OK) {
    return Error{
        ErrorCode::kCorruption,
        "reading '" + path.string() + "' failed: it is damaged or cut short (" + reason +
            "); fetch it again",
        "无法读取“" + path.string() + "”：文件已损坏或不完整（" + reason + "）；请重新获取"};
  }
  return line.empty() ? Result<void>() : end_line();
}

}  // namespace wenyuan::eval
