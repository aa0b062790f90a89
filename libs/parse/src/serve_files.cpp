#include "wenyuan/parse/serve_files.h"

#include <sys/mman.h>
#include <unistd.h>

#include "frames.h"
#include "messages.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestRequest = std::size_t{1} << 20U;

// The bytes behind a descriptor, mapped for reading.
class MappedFile {
 public:
  explicit MappedFile(const Descriptor& file) {
    // Not fstat: glibc makes it a call that takes paths, which the sandbox refuses.
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    if (size <= 0) return;
    size_ = static_cast<std::size_t>(size);
    address_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (ok()) ::munmap(address_, size_);
  }
  [[nodiscard]] bool ok() const { return address_ != MAP_FAILED; }
  [[nodiscard]] std::string_view bytes() const { return {static_cast<char*>(address_), size_}; }

 private:
  void* address_ = MAP_FAILED;
  std::size_t size_ = 0;
};

Result<std::string> ParseOne(std::span<const std::unique_ptr<Parser>> parsers, const Frame& frame) {
  WY_TRY(const RequestHeader header, DecodeRequest(frame.payload));
  const MappedFile file(frame.descriptor);
  if (!file.ok()) {
    return Error{ErrorCode::kTooLarge, "the file does not fit into the parser's memory",
                 "文件超过解析进程的内存上限"};
  }
  WY_TRY(const Document document,
         ParseByContent(parsers, {file.bytes(), header.name, header.password, header.limits,
                                  header.recognise, header.recognise_pictures}));
  return Encode(document);
}

Result<std::string> ParseOneSafely(std::span<const std::unique_ptr<Parser>> parsers,
                                   const Frame& frame) {
  try {
    return ParseOne(parsers, frame);
  } catch (const std::bad_alloc&) {  // while encoding
    return Error{ErrorCode::kTooLarge, "the text does not fit into the parser's memory",
                 "文字超过解析进程的内存上限"};
  }
}

}  // namespace

int ServeFiles(std::span<const std::unique_ptr<Parser>> parsers, std::string_view note) {
  if (!SendFrame(kControlDescriptor, FrameKind::kReady, note, -1, WatchNothing)) return 1;
  while (true) {
    const Result<Frame> frame = ReceiveFrame(kControlDescriptor, kLongestRequest, WatchNothing);
    if (!frame) return frame.error().code == ErrorCode::kUnavailable ? 0 : 1;
    if (!SendFrame(kControlDescriptor, FrameKind::kAccepted, {}, -1, WatchNothing)) return 1;
    const Result<std::string> answer = ParseOneSafely(parsers, *frame);
    const Result<void> sent =
        answer ? SendFrame(kControlDescriptor, FrameKind::kDocument, *answer, -1, WatchNothing)
               : SendFrame(kControlDescriptor, FrameKind::kError, EncodeError(answer.error()), -1,
                           WatchNothing);
    if (!sent) return 1;
  }
}

int ReportStartFailure(const Error& error) {
  (void)!SendFrame(kControlDescriptor, FrameKind::kStartFailed, error.message, -1, WatchNothing);
  return 1;
}

}  // namespace wenyuan::parse
