#include "wenyuan/parse_archive/zip_parser.h"

#include <optional>
#include <string>
#include <utility>

#include "entry_names.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"

namespace wenyuan::parse {
namespace {

// What people call a file whose container may be too damaged to tell.
std::string_view CalledBy(std::string_view name) {
  for (const std::string_view ending :
       {".docx", ".docm", ".dotx", ".pptx", ".ppsx", ".xlsx", ".xlsm", ".xltx", ".odt", ".ods",
        ".odp", ".epub", ".xps", ".ofd", ".vsdx"}) {
    if (EndsWithIgnoringCase(name, ending)) return ending.substr(1);
  }
  return "zip";
}

class ZipParser final : public Parser {
 public:
  ZipParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "zip"; }

  // Less sure than the formats that are ZIP archives inside.
  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return HasZipMagic(bytes) ? 50 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(const auto zip, ZipFile::Open(request.bytes, CalledBy(request.name), request.password));
    DocumentBuilder out(Name(), request.limits);
    EntryNames names;
    std::optional<Error> encrypted;
    const auto& entries = zip->Entries();
    for (std::size_t i = 0; i < entries.size() && !out.Full(); ++i) {
      const ZipEntry& entry = entries[i];
      if (entry.directory) continue;
      if (entry.link) {
        out.Warn("“" + entry.name + "” is a link and was left out");
        continue;
      }
      const auto name = names.Take(entry.name, out);
      if (!name) continue;
      auto bytes = zip->Read(i);
      if (!bytes && bytes.error().code == ErrorCode::kPermissionDenied) {
        encrypted = bytes.error();
        out.Warn("“" + *name + "” is encrypted and was left out; give the password of the archive");
      } else if (!bytes) {
        return bytes.error();
      } else {
        out.AddAttachment(*name, *std::move(bytes));
      }
    }
    if (encrypted && out.Empty()) return *encrypted;
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeZipParser() { return std::make_unique<ZipParser>(); }

}  // namespace wenyuan::parse
