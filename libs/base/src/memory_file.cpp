#include "wenyuan/base/memory_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "wenyuan/base/system_reason.h"

namespace wenyuan {
namespace {

Error Failed() {
  const SystemReason why = ReasonOf(errno);
  return {ErrorCode::kResourceExhausted, "cannot make a file in memory: " + why.english,
          "无法建立内存文件：" + why.chinese};
}

}  // namespace

Result<Descriptor> MakeMemoryFile(std::string_view content) {
  Descriptor file(::memfd_create("wenyuan", MFD_CLOEXEC));
  if (!file || ::fchmod(file.get(), 0600) != 0) return Failed();
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written <= 0) return Failed();
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

}  // namespace wenyuan
