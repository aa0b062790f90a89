#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "ofd/ofd_page.h"
#include "ofd/ofd_resources.h"
#include "ooxml_package.h"
#include "placed/placed_text.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Reads one document of an OFD file: its pages with their templates and annotations, its outline
// and its attached files.
class OfdDocument {
 public:
  // All must outlive the object. `part` is its Document.xml.
  OfdDocument(OoxmlPackage& package, std::string part, DocumentBuilder& out)
      : package_(package), part_(std::move(part)), out_(out) {}

  Result<void> Run(PlacedText& text, std::vector<PlacedTitle>& titles);

 private:
  using Xml = std::unique_ptr<pugi::xml_document>;
  struct Template {
    Xml xml;
    bool in_front = false;
  };

  void LoadCommon(pugi::xml_node common);
  void LoadAnnotations(pugi::xml_node root);
  void AddAttachments(pugi::xml_node root);
  void AddTitles(pugi::xml_node outlines, std::vector<PlacedTitle>& titles) const;
  [[nodiscard]] PlacedPage ReadPage(pugi::xml_node reference);
  void AddTemplates(pugi::xml_node page, bool in_front, const Transform& origin,
                    PlacedPage& placed) const;
  void AddAnnotations(const std::string& page_id, const Transform& origin, PlacedPage& placed);
  // As written, seen from `from`; some programs mean the top of the package.
  [[nodiscard]] std::string Locate(std::string_view from, std::string_view location) const;

  OoxmlPackage& package_;
  std::string part_;
  DocumentBuilder& out_;
  OfdResources resources_;
  OfdBox paper_;
  std::map<std::string, Template, std::less<>> templates_;       // by id
  std::map<std::string, std::string, std::less<>> annotations_;  // parts, by the page's id
  std::map<std::string, std::uint32_t, std::less<>> page_numbers_;
};

}  // namespace wenyuan::parse
