#include "import_report.h"

#include <utility>

#include "../json.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {

namespace json = boost::json;

Result<std::string> ReadImport(const std::filesystem::path& file) {
  constexpr std::uint64_t kMaxFileBytes = 16U << 20U;
  return ReadAll(PosixFileSystem(), file, kMaxFileBytes);
}

Result<json::value> UploadImport(ApiClient& api, const std::string& path, const std::string& format,
                                 std::string bytes) {
  const std::uint64_t size = bytes.size();
  return api.Upload(
      path, {{"format", format}},
      [bytes = std::move(bytes)]() mutable -> Result<std::string> {
        return std::exchange(bytes, {});
      },
      size);
}

int TellImport(Session& session, const std::function<Result<json::value>(ApiClient&)>& import,
               const std::function<std::string(const json::value& report)>& in_words) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto report = import(**api);
  if (!report) return session.Fail(report.error());
  Terminal& terminal = session.terminal();
  terminal.Line(terminal.json() ? Pretty(*report) : in_words(*report));
  return 0;
}

}  // namespace wenyuan::app
