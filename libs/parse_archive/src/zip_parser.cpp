#include "wenyuan/parse_archive/zip_parser.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/zip_file.h"

namespace wenyuan::parse {
namespace {

// The name without anything that leads out of a folder: no root, no drive, no "..".
std::string SafeName(std::string_view name) {
  std::string safe;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string_view step = name.substr(at, end - at);
    at = end + 1;
    const bool drive = step.size() == 2 && step[1] == ':';
    if (step.empty() || step == "." || step == ".." || drive) continue;
    if (!safe.empty()) safe += '/';
    safe += step;
  }
  return safe;
}

// What file managers leave behind.
bool IsDebris(std::string_view name) {
  return name.substr(0, 9) == "__MACOSX/" || name == ".DS_Store" || name == "Thumbs.db" ||
         (name.size() > 10 && name.substr(name.size() - 10) == "/.DS_Store");
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
    WY_TRY(const auto zip, ZipFile::Open(request.bytes, Name()));
    DocumentBuilder out(Name(), request.limits);
    std::set<std::string> names;
    std::size_t encrypted = 0;
    const auto& entries = zip->Entries();
    for (std::size_t i = 0; i < entries.size() && !out.Full(); ++i) {
      const ZipEntry& entry = entries[i];
      const std::string name = SafeName(entry.name);
      if (entry.directory || name.empty() || IsDebris(name)) continue;
      if (entry.link) {
        out.Warn("“" + name + "” is a link and was left out");
      } else if (entry.encrypted) {
        ++encrypted;
        out.Warn("“" + name + "” is encrypted and was left out; unpack the archive and import it");
      } else if (!names.insert(name).second) {
        out.Warn("a second “" + name + "” was left out");
      } else {
        WY_TRY(std::string bytes, zip->Read(i));
        out.AddAttachment(name, std::move(bytes));
      }
    }
    if (encrypted > 0 && out.Empty()) {
      return NeedsPassword(Name(), {"everything in it is encrypted; unpack it and import the files",
                                    "其中的文件都已加密，请解开后再导入"});
    }
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeZipParser() { return std::make_unique<ZipParser>(); }

}  // namespace wenyuan::parse
