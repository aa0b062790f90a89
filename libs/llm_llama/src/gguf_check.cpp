#include "gguf_check.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint64_t kMostEntries = 1U << 20U;  // keys or tensors; real files have thousands
constexpr std::uint64_t kLongestName = 64;         // of a tensor, as ggml keeps it
constexpr std::uint32_t kMostDimensions = 4;
constexpr std::uint32_t kTextType = 8;
constexpr std::uint32_t kArrayType = 9;

// Bytes of a value by GGUF type: numbers of 8, 16, 32 bits, bool, and at the end 64 bits. 0: text
// or array.
constexpr std::array<std::uint8_t, 13> kValueBytes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

// A file, mapped. The kernel reads only what is looked at.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct ::stat status {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
      found_ = true;
      size_ = static_cast<std::size_t>(status.st_size);
      if (size_ > 0) data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    }
    ::close(file);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (data_ != MAP_FAILED && data_ != nullptr) ::munmap(data_, size_);
  }
  [[nodiscard]] bool found() const { return found_ && data_ != MAP_FAILED; }
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  bool found_ = false;
  std::size_t size_ = 0;
  void* data_ = nullptr;
};

// Walks the head of a file. Every method says nothing, or what is wrong.
class Walk {
 public:
  explicit Walk(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::string> Check() {
    if (!bytes_.starts_with("GGUF")) return "it does not begin as one";
    at_ = 4;
    const auto version = Take<std::uint32_t>();
    const auto tensors = Take<std::uint64_t>();
    const auto keys = Take<std::uint64_t>();
    if (!ok_) return kTooShort;
    if (version != 2 && version != 3) return "its version is " + std::to_string(version);
    if (tensors > kMostEntries || keys > kMostEntries) return "it has impossibly many entries";
    if (tensors == 0) return "it has no weights";
    for (std::uint64_t i = 0; i < keys; ++i) {
      if (auto wrong = SkipKey()) return wrong;
    }
    std::uint64_t end = 0;
    for (std::uint64_t i = 0; i < tensors; ++i) {
      if (auto wrong = SkipTensor(end)) return wrong;
    }
    // Where the last tensor begins must be inside; its size is the library's own check.
    const std::uint64_t data = (at_ + alignment_ - 1) / alignment_ * alignment_;
    if (data > bytes_.size() || end >= bytes_.size() - data) return kTooShort;
    return std::nullopt;
  }

 private:
  static constexpr const char* kTooShort = "it ends too early; was it copied whole?";

  template <typename Number>
  Number Take() {
    Number value{};
    if (!ok_ || sizeof value > bytes_.size() - at_) {
      ok_ = false;
      return value;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  void Skip(std::uint64_t count, std::uint64_t each = 1) {
    if (!ok_ || count > (bytes_.size() - at_) / each) {
      ok_ = false;
      return;
    }
    at_ += count * each;
  }

  std::string_view TakeText() {
    const auto size = Take<std::uint64_t>();
    const std::size_t begin = at_;
    Skip(size);
    return ok_ ? bytes_.substr(begin, size) : std::string_view();
  }

  std::optional<std::string> SkipKey() {
    const std::string_view key = TakeText();
    auto type = Take<std::uint32_t>();
    if (!ok_) return kTooShort;
    std::uint64_t count = 1;
    if (type == kArrayType) {
      type = Take<std::uint32_t>();
      count = Take<std::uint64_t>();
      if (type == kArrayType) return "it has lists of lists";
    } else if (key == "general.alignment" && kValueBytes.at(4) == 4 && type == 4) {
      const std::size_t begin = at_;
      alignment_ = Take<std::uint32_t>();
      at_ = begin;
      if (alignment_ == 0 || (alignment_ & (alignment_ - 1)) != 0) return "its alignment is wrong";
    }
    if (!ok_) return kTooShort;
    if (type >= kValueBytes.size()) return "it has values of an unknown type";
    if (type == kTextType) {
      for (std::uint64_t i = 0; i < count && ok_; ++i) TakeText();
    } else {
      Skip(count, kValueBytes.at(type));
    }
    if (!ok_) return kTooShort;
    return std::nullopt;
  }

  std::optional<std::string> SkipTensor(std::uint64_t& end) {
    const std::string_view name = TakeText();
    const auto dimensions = Take<std::uint32_t>();
    if (!ok_) return kTooShort;
    if (name.empty() || name.size() >= kLongestName) return "the name of a weight is wrong";
    if (dimensions == 0 || dimensions > kMostDimensions) return "the shape of a weight is wrong";
    std::uint64_t values = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i) {
      const auto size = Take<std::uint64_t>();
      // No type takes less than an eighth of a byte for a value.
      if (size == 0 || size > bytes_.size() * 8 / values) return "the shape of a weight is wrong";
      values *= size;
    }
    Take<std::uint32_t>();  // its type; the library refuses those it does not know
    const auto offset = Take<std::uint64_t>();
    if (!ok_) return kTooShort;
    if (offset % alignment_ != 0) return "the place of a weight is wrong";
    end = std::max(end, offset);
    return std::nullopt;
  }

  const std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
  std::uint64_t alignment_ = 32;
};

}  // namespace

Result<void> CheckGguf(const std::filesystem::path& file) {
  const MappedFile mapped(file);
  if (!mapped.found()) {
    return Error{ErrorCode::kNotFound, "there is no readable model file '" + file.string() + "'",
                 "找不到可读的模型文件“" + file.string() + "”"};
  }
  if (const auto wrong = Walk(mapped.bytes()).Check()) {
    return Error{ErrorCode::kCorruption,
                 "'" + file.string() + "' is no whole GGUF model file: " + *wrong,
                 "“" + file.string() + "”不是完整的 GGUF 模型文件"};
  }
  return {};
}

}  // namespace wenyuan::llm_llama
