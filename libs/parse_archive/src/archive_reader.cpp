#include "archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <clocale>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxEntries = 10'000;
constexpr std::uint64_t kMaxTotal = std::uint64_t{500} << 20U;
constexpr std::uint64_t kFreeBytes = std::uint64_t{10} << 20U;
constexpr std::uint64_t kMaxRatio = 200;
constexpr int kMaxFilters = 5;  // four compressions and the plain end of the chain

struct FreeArchive {
  void operator()(archive* opened) const { archive_read_free(opened); }
};

// Names in UTF-16 (7z, cab, Joliet) are converted to the charset of the thread's locale.
locale_t Utf8Locale() {
  static const locale_t kLocale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

class InUtf8Locale {
 public:
  InUtf8Locale() : before_(Utf8Locale() == nullptr ? nullptr : ::uselocale(Utf8Locale())) {}
  ~InUtf8Locale() {
    if (before_ != nullptr) ::uselocale(before_);
  }
  InUtf8Locale(const InUtf8Locale&) = delete;
  InUtf8Locale& operator=(const InUtf8Locale&) = delete;

 private:
  locale_t before_;
};

std::string FormatName(int code) {
  static constexpr std::array<std::pair<int, std::string_view>, 7> kNames = {
      {{ARCHIVE_FORMAT_TAR, "tar"},
       {ARCHIVE_FORMAT_7ZIP, "7z"},
       {ARCHIVE_FORMAT_RAR, "rar"},
       {ARCHIVE_FORMAT_RAR_V5, "rar"},
       {ARCHIVE_FORMAT_CAB, "cab"},
       {ARCHIVE_FORMAT_ISO9660, "iso"},
       {ARCHIVE_FORMAT_RAW, "compressed"}}};
  for (const auto& [base, name] : kNames) {
    if ((code & ARCHIVE_FORMAT_BASE_MASK) == base) return std::string(name);
  }
  return "archive";
}

std::string EntryName(archive_entry* entry) {
  const char* raw = archive_entry_pathname(entry);
  if (raw == nullptr) raw = archive_entry_pathname_utf8(entry);
  return raw == nullptr ? std::string() : charset::ToUtf8(raw).utf8;
}

class LibarchiveReader final : public ArchiveReader {
 public:
  explicit LibarchiveReader(std::string_view bytes) : bytes_(bytes), handle_(archive_read_new()) {}

  Result<void> Open(const std::string& password) {
    const InUtf8Locale locale;
    archive* opened = handle_.get();
    // Only what runs inside this process: some filters of the library would start programs.
    archive_read_support_filter_gzip(opened);
    archive_read_support_filter_bzip2(opened);
    archive_read_support_filter_xz(opened);
    archive_read_support_filter_lzma(opened);
    archive_read_support_filter_zstd(opened);
    archive_read_support_filter_lz4(opened);
    archive_read_support_filter_compress(opened);
    archive_read_support_format_tar(opened);
    archive_read_support_format_7zip(opened);
    archive_read_support_format_rar(opened);
    archive_read_support_format_rar5(opened);
    archive_read_support_format_cab(opened);
    archive_read_support_format_iso9660(opened);
    archive_read_support_format_raw(opened);
    if (!password.empty()) archive_read_add_passphrase(opened, password.c_str());
    if (archive_read_open_memory(opened, bytes_.data(), bytes_.size()) != ARCHIVE_OK) {
      return Failed();
    }
    if (archive_filter_count(opened) > kMaxFilters) {
      return FileTooLarge("archive", {"it is compressed more than four times over, as "
                                      "decompression bombs are",
                                      "它被重复压缩了四次以上，疑似压缩炸弹"});
    }
    return {};
  }

  Result<std::optional<ArchiveEntry>> Next() override {
    const InUtf8Locale locale;
    const int status = archive_read_next_header(handle_.get(), &entry_);
    if (status == ARCHIVE_EOF) return std::optional<ArchiveEntry>();
    if (status < ARCHIVE_WARN) return Failed();
    listed_ = true;
    if (++entries_ > kMaxEntries) {
      return FileTooLarge(Format(), {"it holds more than 10000 files", "其中的文件超过 10000 个"});
    }
    ArchiveEntry entry;
    const bool raw = archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
    if (!raw) entry.name = EntryName(entry_);
    entry.link = archive_entry_symlink(entry_) != nullptr ||
                 archive_entry_hardlink(entry_) != nullptr ||
                 archive_entry_filetype(entry_) == AE_IFLNK;
    entry.file = raw || archive_entry_filetype(entry_) == AE_IFREG;
    entry.encrypted = archive_entry_is_encrypted(entry_) == 1;
    return std::optional<ArchiveEntry>(std::move(entry));
  }

  Result<std::string> Read() override {
    const InUtf8Locale locale;
    std::string bytes;
    std::string buffer(256 << 10U, '\0');
    while (true) {
      const la_ssize_t got = archive_read_data(handle_.get(), buffer.data(), buffer.size());
      if (got < 0) return Failed();
      if (got == 0) return bytes;
      bytes.append(buffer, 0, static_cast<std::size_t>(got));
      total_ += static_cast<std::uint64_t>(got);
      const bool swollen = total_ > kFreeBytes && total_ / kMaxRatio > bytes_.size();
      if (total_ > kMaxTotal || swollen) {
        return FileTooLarge(Format(), {"it unpacks to far more than it should, as decompression "
                                       "bombs do; unpack it and import the files you need",
                                       "它解开后异常巨大，疑似压缩炸弹；请解开后导入需要的文件"});
      }
    }
  }

  [[nodiscard]] std::string Format() const override {
    return FormatName(archive_format(handle_.get()));
  }

 private:
  Error Failed() {
    const char* said = archive_error_string(handle_.get());
    const std::string why = charset::Clean(said == nullptr ? "" : said);
    // The library must not be asked before it has found a format.
    const bool secret = (listed_ && archive_read_has_encrypted_entries(handle_.get()) == 1) ||
                        FindIgnoringCase(why, "encrypt") != std::string::npos ||
                        FindIgnoringCase(why, "passphrase") != std::string::npos ||
                        FindIgnoringCase(why, "crypto") != std::string::npos;
    if (secret) {
      return NeedsPassword(Format(), {"it is encrypted in a way that only its own program can "
                                      "undo; unpack it and import the files",
                                      "它已加密，只能用原来的程序解密，请解开后再导入"});
    }
    if (FindIgnoringCase(why, "solid") != std::string::npos) {
      return UnsupportedFile(
          Format(), {"its files are packed as one solid block, which cannot be read here; unpack "
                     "it and import the files, or pack it without “solid archive”",
                     "它以固实方式压缩，暂不支持；请解开后再导入，或不勾选“固实压缩文件”重新打包"});
    }
    const bool compressed = archive_filter_count(handle_.get()) > 1;
    if (compressed && why == "Unrecognized archive format") {
      return UnsupportedFile(Format(),
                             {"there is nothing in it; check that it is the file you meant",
                              "其中没有内容，请确认选对了文件"});
    }
    if (FindIgnoringCase(why, "memory") != std::string::npos) {
      return FileTooLarge(Format(), {"unpacking it takes more memory than a parser may use",
                                     "解开它所需的内存超过解析进程的上限"});
    }
    return BrokenFile(Format(), {"it is damaged (" + why + "); download or pack it again",
                                 "它已损坏，请重新下载或打包"});
  }

  std::string_view bytes_;
  std::unique_ptr<archive, FreeArchive> handle_;
  archive_entry* entry_ = nullptr;
  bool listed_ = false;
  std::size_t entries_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

void ArchiveReader::WarmUp() { Utf8Locale(); }

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::Open(std::string_view bytes,
                                                           std::string_view password) {
  auto reader = std::make_unique<LibarchiveReader>(bytes);
  WY_CHECK(reader->Open(std::string(password)));
  return std::unique_ptr<ArchiveReader>(std::move(reader));
}

}  // namespace wenyuan::parse
