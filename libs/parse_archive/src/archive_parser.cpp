#include "wenyuan/parse_archive/archive_parser.h"

#include <algorithm>
#include <array>
#include <string>

#include "archive_reader.h"
#include "entry_names.h"
#include "open_rar4.h"
#include "open_rar5.h"
#include "open_seven_zip.h"
#include "rar_volume.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array kMagics = {Magic{257, "ustar"sv},
                                Magic{0, "\x1F\x8B\x08"sv},
                                Magic{0, "BZh"sv},
                                Magic{0,
                                      "\xFD"
                                      "7zXZ\0"sv},
                                Magic{0, "\x5D\0\0"sv},
                                Magic{0, "\x28\xB5\x2F\xFD"sv},
                                Magic{0, "\x04\x22\x4D\x18"sv},
                                Magic{0, "\x1F\x9D"sv},
                                Magic{0, "7z\xBC\xAF\x27\x1C"sv},
                                Magic{0, "Rar!\x1A\x07"sv},
                                Magic{0, "MSCF\0\0\0\0"sv},
                                Magic{32'769, "CD001"sv}};

// A tar file from before 1988 has no magic, but its header has a sum.
bool HasTarSum(std::string_view bytes) {
  if (bytes.size() < 512 || bytes[0] == 0) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(bytes[i]);
  }
  unsigned said = 0;
  for (const char c : Trim(bytes.substr(148, 6))) {
    if (c < '0' || c > '7') return false;
    said = said * 8 + static_cast<unsigned>(c - '0');
  }
  return said == sum;
}

// What a compressed single file was called: as its gzip header says, else its own name without the
// ending that the compression added.
std::string InnerName(std::string_view bytes, std::string_view name) {
  const bool gzip_with_name = bytes.size() > 10 && bytes.substr(0, 2) == "\x1F\x8B"sv &&
                              (static_cast<unsigned char>(bytes[3]) & 0x0CU) == 0x08U;
  if (gzip_with_name) {
    const std::size_t end = bytes.find('\0', 10);
    if (end != std::string_view::npos && end > 10 && end < 1'034) {
      return charset::ToUtf8(bytes.substr(10, end - 10)).utf8;
    }
  }
  for (const std::string_view ending : {".gz", ".bz2", ".xz", ".lzma", ".zst", ".lz4", ".z"}) {
    if (name.size() > ending.size() && EndsWithIgnoringCase(name, ending)) {
      return std::string(name.substr(0, name.size() - ending.size()));
    }
  }
  return name.empty() ? "content" : std::string(name) + ".content";
}

class ArchiveParser final : public Parser {
 public:
  ArchiveParser() {
    charset::WarmUp();
    ArchiveReader::WarmUp();
    WarmUpCiphers();
  }

  [[nodiscard]] std::string_view Name() const override { return "archive"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    for (const Magic& magic : kMagics) {
      if (bytes.size() < magic.offset) continue;
      if (bytes.substr(magic.offset, magic.bytes.size()) == magic.bytes) return 75;
    }
    return EndsWithIgnoringCase(name, ".tar") && HasTarSum(bytes) ? 75 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    for (const auto& [open, format] : {std::pair{&OpenSevenZip, "7z"}, std::pair{&OpenRar4, "rar"},
                                       std::pair{&OpenRar5, "rar"}}) {
      WY_TRY(const auto opened, open(request.bytes, request.password));
      if (opened) return UnpackOpened(*opened, request, format);
    }
    auto document = Unpack(request.bytes, request);
    const bool damaged = !document && document.error().code == ErrorCode::kInvalidArgument;
    if (damaged && IsRarVolume(request.bytes)) {
      return UnsupportedFile("rar", {"it is one of several parts of an archive; unpack them "
                                     "together and import the files",
                                     "它是分卷压缩文件中的一卷，请将各卷一起解开后再导入"});
    }
    return document;
  }

 private:
  static Result<Document> UnpackOpened(std::string_view bytes, const ParseRequest& request,
                                       std::string_view format) {
    auto document = Unpack(bytes, request);
    const bool damaged = document ? document->attachments.empty()
                                  : document.error().code == ErrorCode::kInvalidArgument;
    if (damaged) {
      return NeedsPassword(format, {"the password is wrong, or the archive is damaged; give the "
                                    "right one and try again",
                                    "密码不正确，或文件已损坏；请重新输入密码"});
    }
    return document;
  }

  static Result<Document> Unpack(std::string_view bytes, const ParseRequest& request) {
    WY_TRY(const auto reader, ArchiveReader::Open(bytes, request.password));
    auto first = reader->Next();
    if (!first) return NoPasswordHelps(first.error());
    auto entry = *std::move(first);
    DocumentBuilder out(reader->Format(), request.limits);
    Tally tally;
    while (entry && !out.Full()) {
      const Result<void> taken = Take(*reader, *entry, request, tally, out);
      if (!taken && !MayGoOn(taken.error(), out)) return NoPasswordHelps(taken.error());
      if (!taken) break;
      auto next = reader->Next();
      if (!next && !MayGoOn(next.error(), out)) return NoPasswordHelps(next.error());
      if (!next) break;
      entry = std::move(*next);
    }
    if (tally.encrypted > 0 && out.Empty()) {
      return UnsupportedFile(reader->Format(),
                             {"everything in it is encrypted; unpack it and import the files",
                              "其中的文件都已加密，请解开后再导入"});
    }
    return out.Finish();
  }

  struct Tally {
    EntryNames names;
    std::size_t encrypted = 0;
  };

  static Result<void> Take(ArchiveReader& reader, const ArchiveEntry& entry,
                           const ParseRequest& request, Tally& tally, DocumentBuilder& out) {
    if (entry.link) {
      out.Warn("“" + charset::Clean(entry.name) + "” is a link and was left out");
      return {};
    }
    if (!entry.file) return {};
    const auto name = tally.names.Take(
        entry.name.empty() ? InnerName(request.bytes, request.name) : entry.name, out);
    if (!name) return {};
    auto bytes = reader.Read();
    if (!bytes && (entry.encrypted || bytes.error().code == ErrorCode::kPermissionDenied)) {
      ++tally.encrypted;
      out.Warn("“" + *name + "” is encrypted and was left out; unpack the archive and import it");
      return {};
    }
    if (!bytes) return bytes.error();
    if (!bytes->empty()) out.AddAttachment(*name, *std::move(bytes));
    return {};
  }

  // The library cannot undo the encryption of these formats, whatever the password.
  static Error NoPasswordHelps(Error error) {
    if (error.code == ErrorCode::kPermissionDenied) error.code = ErrorCode::kUnsupported;
    return error;
  }

  // What came before the damage is worth having; bounds hold for the whole archive.
  static bool MayGoOn(const Error& error, DocumentBuilder& out) {
    if (out.Empty() || error.code == ErrorCode::kTooLarge) return false;
    out.Warn("the rest of the archive was left out: " + error.message);
    return true;
  }
};

}  // namespace

std::unique_ptr<Parser> MakeArchiveParser() { return std::make_unique<ArchiveParser>(); }

}  // namespace wenyuan::parse
