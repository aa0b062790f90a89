#pragma once

#include <functional>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/zip_file.h"

namespace wenyuan::parse {

struct Relationship {
  std::string type;    // the last word of its URI: "header", "slide", "comments"
  std::string target;  // a part's name without leading '/'; of an external one the URI
  bool external = false;
};

// The parts of a Word, Excel or PowerPoint file. XML is read without document types, so there are
// no entities to expand. One thread at a time.
class OoxmlPackage {
 public:
  static Result<OoxmlPackage> Open(std::string_view bytes, std::string_view format);

  // The part that the package says is its document.
  [[nodiscard]] std::string MainPart();
  [[nodiscard]] bool Has(std::string_view part) const;
  // kInvalidArgument when the part is missing or not XML. Of texts that are white space alone those
  // are kept that `flags` (of pugixml) says.
  Result<std::unique_ptr<pugi::xml_document>> Read(std::string_view part,
                                                   unsigned flags = pugi::parse_default |
                                                                    pugi::parse_ws_pcdata_single);
  // What parts go through before anybody sees them: (name, bytes as they are packed).
  using Decoder = std::function<Result<std::string>(std::string_view, std::string)>;
  void DecodeWith(Decoder decoder) { decoder_ = std::move(decoder); }
  // As it is, whatever it is.
  Result<std::string> ReadBytes(std::string_view part);
  // Null when there is no such part; a broken one is a warning.
  std::unique_ptr<pugi::xml_document> ReadOptional(std::string_view part, DocumentBuilder& out);
  // By id. Empty when the part has none.
  std::map<std::string, Relationship> Relationships(std::string_view part);
  // The target of the part's first relationship of this type, "" when there is none.
  std::string Related(std::string_view part, std::string_view type);
  // Title, author, subject, keywords, date.
  void ReadProperties(DocumentBuilder& out);

 private:
  std::string format_;
  std::unique_ptr<ZipFile> zip_;
  Decoder decoder_;
  std::unordered_map<std::string, std::size_t> parts_;  // lower-case name to index
};

enum class OoxmlKind { kNone, kWord, kExcel, kPowerPoint, kOther };

// What the file is by its content types; kNone when it is no such package.
OoxmlKind RecogniseOoxml(std::string_view bytes);

}  // namespace wenyuan::parse
