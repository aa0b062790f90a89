#include "wenyuan/parse_office/xps_parser.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ooxml_package.h"
#include "part_names.h"
#include "placed/placed_text.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"
#include "xps/xps_page.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxThumbnail = std::size_t{1} << 20U;
constexpr std::size_t kMaxTitles = 5'000;

class XpsReader {
 public:
  XpsReader(OoxmlPackage& package, PageLayout& layout, const ParseLimits& limits,
            DocumentBuilder& out)
      : package_(package), out_(out), fonts_(package), text_("xps", layout, limits) {}

  Result<void> Run(const std::string& sequence) {
    WY_TRY(const auto documents, package_.Read(sequence));
    for (const pugi::xml_node node : documents->document_element().children()) {
      if (LocalName(node) != "DocumentReference") continue;
      const std::string part = ResolveLink(sequence, Attribute(node, "Source"));
      WY_TRY(const auto document, package_.Read(part));
      WY_CHECK(ReadDocument(document->document_element(), part));
    }
    return text_.Finish(titles_, out_);
  }

 private:
  Result<void> ReadDocument(pugi::xml_node document, const std::string& part) {
    for (const pugi::xml_node node : document.children()) {
      if (LocalName(node) != "PageContent") continue;
      const std::string page = ResolveLink(part, Attribute(node, "Source"));
      WY_CHECK(text_.Add(ReadPage(page)));
      for (const pugi::xml_node target : Child(node, "PageContent.LinkTargets").children()) {
        targets_.emplace(Attribute(target, "Name"), text_.Pages());
      }
    }
    ReadOutline(part);
    return {};
  }

  PlacedPage ReadPage(const std::string& part) {
    const auto xml = package_.ReadOptional(part, out_);
    if (xml == nullptr) {
      out_.Warn("the page “" + part + "” is missing");
      return {};
    }
    return ReadXpsPage(xml->document_element(), part, fonts_);
  }

  void ReadOutline(const std::string& part) {
    const auto xml = package_.ReadOptional(package_.Related(part, "documentstructure"), out_);
    if (xml == nullptr) return;
    WalkXml(
        xml->document_element(),
        [&](pugi::xml_node node) {
          if (LocalName(node) != "OutlineEntry" || titles_.size() >= kMaxTitles) return true;
          PlacedTitle title;
          title.text = Collapse(Attribute(node, "Description"));
          const int level = std::atoi(std::string(Attribute(node, "OutlineLevel")).c_str());
          title.level = static_cast<std::uint8_t>(std::clamp(level, 1, 9));
          const std::string_view link = Attribute(node, "OutlineTarget");
          const auto target = targets_.find(link.substr(link.find('#') + 1));
          if (target != targets_.end()) title.page = target->second;
          titles_.push_back(std::move(title));
          return false;
        },
        [](pugi::xml_node) {});
  }

  OoxmlPackage& package_;
  DocumentBuilder& out_;
  XpsFonts fonts_;
  PlacedText text_;
  std::vector<PlacedTitle> titles_;
  std::map<std::string, std::uint32_t, std::less<>> targets_;  // names of places, to their page
};

class XpsParser final : public Parser {
 public:
  explicit XpsParser(PageLayoutMaker make_layout) : make_layout_(std::move(make_layout)) {}

  [[nodiscard]] std::string_view Name() const override { return "xps"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!HasZipMagic(bytes)) return 0;
    auto package = OoxmlPackage::Open(bytes, Name());
    return package && !package->Related("", "fixedrepresentation").empty() ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    DocumentBuilder out(Name(), request.limits);
    package.ReadProperties(out);
    const auto layout = make_layout_();
    WY_CHECK(XpsReader(package, *layout, request.limits, out)
                 .Run(package.Related("", "fixedrepresentation")));
    WY_TRY(Document document, out.Finish());
    document.thumbnail = Thumbnail(package);
    return document;
  }

 private:
  static std::string Thumbnail(OoxmlPackage& package) {
    auto picture = package.ReadBytes(package.Related("", "thumbnail"));
    const bool good = picture && picture->size() <= kMaxThumbnail &&
                      (picture->starts_with("\x89PNG") || picture->starts_with("\xFF\xD8"));
    return good ? *std::move(picture) : std::string();
  }

  PageLayoutMaker make_layout_;
};

}  // namespace

std::unique_ptr<Parser> MakeXpsParser(PageLayoutMaker make_layout) {
  return std::make_unique<XpsParser>(std::move(make_layout));
}

}  // namespace wenyuan::parse
