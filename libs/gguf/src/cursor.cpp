#include "cursor.h"

#include <algorithm>

#include "problem.h"
#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {
namespace {

constexpr std::uint64_t kPieceBytes = 256 * 1024;

Error EndsTooEarly() {
  return Problem("it ends too early; was it copied whole?", "文件不完整，请检查是否完整复制");
}

Error TooLong() {
  const std::string most = std::to_string(kMostHeaderBytes >> 20U);
  return Problem("what stands before its weights is longer than " + most + " MiB",
                 "权重之前的内容超过 " + most + " MiB");
}

}  // namespace

Result<std::string_view> Cursor::TakeBytes(std::uint64_t count) {
  if (count > left()) return EndsTooEarly();
  if (at_ + count > kMostHeaderBytes) return TooLong();
  if (at_ < piece_at_ || at_ + count > piece_at_ + piece_.size()) {
    const std::uint64_t size = std::min(left(), std::max(count, kPieceBytes));
    WY_TRY(piece_, file_.ReadAt(at_, static_cast<std::size_t>(size)));
    piece_at_ = at_;
  }
  const std::string_view bytes =
      std::string_view(piece_).substr(static_cast<std::size_t>(at_ - piece_at_), count);
  at_ += count;
  return bytes;
}

Result<void> Cursor::Skip(std::uint64_t count) {
  if (count > left()) return EndsTooEarly();
  if (at_ + count > kMostHeaderBytes) return TooLong();
  at_ += count;
  return {};
}

}  // namespace wenyuan::gguf
