#include "wenyuan/parse_kit/zip_file.h"

#include <zip.h>

#include <algorithm>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/errors.h"
#include "zip_directory.h"

namespace wenyuan::parse {
namespace {

constexpr std::int64_t kMaxEntries = 10'000;
constexpr std::uint64_t kMaxTotal = std::uint64_t{500} << 20U;
constexpr std::uint64_t kFreeBytes = std::uint64_t{10} << 20U;
constexpr std::uint64_t kMaxRatio = 200;

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Error Broken(std::string_view format) {
  return BrokenFile(format, {"its ZIP container is damaged; save or download it again",
                             "它的 ZIP 容器已损坏，请重新保存或下载"});
}

class LibzipFile final : public ZipFile {
 public:
  LibzipFile(std::unique_ptr<zip_t, Discard> archive, std::string format, std::string password)
      : archive_(std::move(archive)), format_(std::move(format)), password_(std::move(password)) {}

  Result<void> List() {
    const std::int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count > kMaxEntries) {
      return FileTooLarge(format_, {"it holds more than 10000 files", "其中的文件超过 10000 个"});
    }
    for (std::int64_t i = 0; i < count; ++i) {
      const auto index = static_cast<zip_uint64_t>(i);
      zip_stat_t stat;
      if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0) return Broken(format_);
      ZipEntry entry;
      entry.name = charset::ToUtf8(stat.name == nullptr ? "" : stat.name).utf8;
      std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
      entry.size = stat.size;
      entry.packed_size = stat.comp_size;
      entry.encrypted = stat.encryption_method != ZIP_EM_NONE;
      entry.directory = !entry.name.empty() && entry.name.back() == '/';
      entry.link = IsLink(index);
      entries_.push_back(std::move(entry));
    }
    return {};
  }

  [[nodiscard]] const std::vector<ZipEntry>& Entries() const override { return entries_; }

  Result<std::string> Read(std::size_t index) override {
    const ZipEntry& entry = entries_[index];
    if (entry.encrypted && password_.empty()) return Encrypted(entry);
    const std::unique_ptr<zip_file_t, Discard> file(
        entry.encrypted ? zip_fopen_index_encrypted(archive_.get(), index, 0, password_.c_str())
                        : zip_fopen_index(archive_.get(), index, 0));
    if (file == nullptr) return entry.encrypted ? Encrypted(entry) : Broken(format_);
    std::string bytes;
    std::string buffer(64 << 10U, '\0');
    while (true) {
      const std::int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
      if (got < 0) return entry.encrypted ? Encrypted(entry) : Broken(format_);
      if (got == 0) break;
      bytes.append(buffer, 0, static_cast<std::size_t>(got));
      total_ += static_cast<std::uint64_t>(got);
      if (IsBomb(bytes.size(), entry.packed_size)) {
        return FileTooLarge(format_,
                            {"“" + entry.name + "” in it unpacks to far more than it should",
                             "其中的“" + entry.name + "”解开后异常巨大"});
      }
    }
    return bytes;
  }

 private:
  [[nodiscard]] Error Encrypted(const ZipEntry& entry) const {
    const bool tried = !password_.empty();
    return NeedsPassword(
        format_, {"“" + entry.name + "” in it is encrypted" +
                      (tried ? " and the password is wrong" : "; give its password"),
                  "其中的“" + entry.name + "”已加密" + (tried ? "，密码不对" : "，请提供密码")});
  }

  [[nodiscard]] bool IsBomb(std::uint64_t size, std::uint64_t packed) const {
    return total_ > kMaxTotal || (size > kFreeBytes && size / kMaxRatio > packed);
  }

  [[nodiscard]] bool IsLink(zip_uint64_t index) const {
    constexpr zip_uint32_t kTypeMask = 0170000;
    constexpr zip_uint32_t kSymbolicLink = 0120000;
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(archive_.get(), index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && ((attributes >> 16U) & kTypeMask) == kSymbolicLink;
  }

  std::unique_ptr<zip_t, Discard> archive_;
  std::string format_;
  std::string password_;
  std::vector<ZipEntry> entries_;
  std::uint64_t total_ = 0;
};

}  // namespace

Result<std::unique_ptr<ZipFile>> ZipFile::Open(std::string_view bytes, std::string_view format,
                                               std::string_view password) {
  if (HasOverlappingEntries(bytes)) {
    return BrokenFile(format, {"entries of its ZIP container overlap, as in a decompression bomb",
                               "它的 ZIP 容器中有重叠的条目，疑似压缩炸弹"});
  }
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return Broken(format);
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (archive == nullptr) {
    zip_source_free(source);
    zip_error_fini(&error);
    return Broken(format);
  }
  auto file =
      std::make_unique<LibzipFile>(std::move(archive), std::string(format), std::string(password));
  WY_CHECK(file->List());
  return std::unique_ptr<ZipFile>(std::move(file));
}

bool HasZipMagic(std::string_view bytes) {
  return bytes.substr(0, 4) == "PK\3\4" || bytes.substr(0, 4) == "PK\5\6";
}

}  // namespace wenyuan::parse
