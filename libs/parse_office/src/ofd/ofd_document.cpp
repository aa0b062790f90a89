#include "ofd/ofd_document.h"

#include <algorithm>
#include <utility>

#include "part_names.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxTitles = 5'000;
constexpr std::size_t kMaxAnnotations = 10'000;
constexpr OfdBox kA4{0, 0, 210, 297};

OfdBox PaperOf(pugi::xml_node area) {
  for (const std::string_view name : {"PhysicalBox", "ApplicationBox", "CropBox"}) {
    const OfdBox box = OfdBoxOf(Child(area, name).text().get());
    if (box.width > 0 && box.height > 0) return box;
  }
  return {};
}

}  // namespace

std::string OfdDocument::Locate(std::string_view from, std::string_view location) const {
  location = Trim(location);
  if (location.empty()) return {};
  std::string part = ResolvePart(from, location);
  if (package_.Has(part)) return part;
  std::string top = ResolvePart("", location);
  return package_.Has(top) ? top : part;
}

Result<void> OfdDocument::Run(PlacedText& text, std::vector<PlacedTitle>& titles) {
  WY_TRY(const auto xml, package_.Read(part_));
  const pugi::xml_node root = xml->document_element();
  LoadCommon(Child(root, "CommonData"));
  LoadAnnotations(root);
  for (const pugi::xml_node page : Child(root, "Pages").children()) {
    if (LocalName(page) != "Page") continue;
    WY_CHECK(text.Add(ReadPage(page)));
    page_numbers_.emplace(Attribute(page, "ID"), text.Pages());
  }
  AddTitles(Child(root, "Outlines"), titles);
  AddAttachments(root);
  return {};
}

void OfdDocument::LoadCommon(pugi::xml_node common) {
  paper_ = PaperOf(Child(common, "PageArea"));
  if (paper_.width <= 0) paper_ = kA4;
  for (const pugi::xml_node node : common.children()) {
    const std::string_view name = LocalName(node);
    if (name == "PublicRes" || name == "DocumentRes") {
      resources_.Load(package_, Locate(part_, node.text().get()), out_);
    } else if (name == "TemplatePage") {
      const std::string part = Locate(part_, Attribute(node, "BaseLoc"));
      Template one{package_.ReadOptional(part, out_), Attribute(node, "ZOrder") == "Foreground"};
      if (one.xml != nullptr) templates_.emplace(Attribute(node, "ID"), std::move(one));
    }
  }
}

void OfdDocument::LoadAnnotations(pugi::xml_node root) {
  const std::string list = Locate(part_, Child(root, "Annotations").text().get());
  const auto xml = package_.ReadOptional(list, out_);
  if (xml == nullptr) return;
  for (const pugi::xml_node page : xml->document_element().children()) {
    if (LocalName(page) != "Page" || annotations_.size() >= kMaxAnnotations) continue;
    annotations_.emplace(Attribute(page, "PageID"),
                         Locate(list, Child(page, "FileLoc").text().get()));
  }
}

PlacedPage OfdDocument::ReadPage(pugi::xml_node reference) {
  PlacedPage placed;
  const auto xml = package_.ReadOptional(Locate(part_, Attribute(reference, "BaseLoc")), out_);
  if (xml == nullptr) {
    out_.Warn("a page is missing: " + std::string(Attribute(reference, "BaseLoc")));
    return placed;
  }
  const pugi::xml_node page = xml->document_element();
  OfdBox paper = PaperOf(Child(page, "Area"));
  if (paper.width <= 0) paper = paper_;
  placed.width = static_cast<float>(paper.width * kPointsPerMillimetre);
  placed.height = static_cast<float>(paper.height * kPointsPerMillimetre);
  for (const pugi::xml_node node : page.children()) {
    if (LocalName(node) != "PageRes") continue;
    const std::string_view from = Attribute(reference, "BaseLoc");
    resources_.Load(package_, Locate(Locate(part_, from), node.text().get()), out_);
  }
  const Transform origin{
      kPointsPerMillimetre,           0, 0, kPointsPerMillimetre, -paper.x * kPointsPerMillimetre,
      -paper.y * kPointsPerMillimetre};
  AddTemplates(page, false, origin, placed);
  AddOfdObjects(Child(page, "Content"), resources_, origin, placed);
  AddTemplates(page, true, origin, placed);
  AddAnnotations(std::string(Attribute(reference, "ID")), origin, placed);
  return placed;
}

void OfdDocument::AddTemplates(pugi::xml_node page, bool in_front, const Transform& origin,
                               PlacedPage& placed) const {
  for (const pugi::xml_node use : page.children()) {
    if (LocalName(use) != "Template") continue;
    const auto found = templates_.find(Attribute(use, "TemplateID"));
    if (found == templates_.end()) continue;
    const std::string_view order = Attribute(use, "ZOrder");
    const bool front = order.empty() ? found->second.in_front : order == "Foreground";
    if (front != in_front) continue;
    const pugi::xml_node root = found->second.xml->document_element();
    AddOfdObjects(Child(root, "Content"), resources_, origin, placed);
  }
}

// What is stamped or written on a page later; watermarks are no part of the text.
void OfdDocument::AddAnnotations(const std::string& page_id, const Transform& origin,
                                 PlacedPage& placed) {
  const auto found = annotations_.find(page_id);
  if (found == annotations_.end()) return;
  const auto xml = package_.ReadOptional(found->second, out_);
  if (xml == nullptr) return;
  for (const pugi::xml_node annotation : xml->document_element().children()) {
    if (LocalName(annotation) != "Annot" || Attribute(annotation, "Type") == "Watermark" ||
        Attribute(annotation, "Visible") == "false") {
      continue;
    }
    const pugi::xml_node appearance = Child(annotation, "Appearance");
    const OfdBox boundary = OfdBoxOf(Attribute(appearance, "Boundary"));
    AddOfdObjects(appearance, resources_, origin.After({1, 0, 0, 1, boundary.x, boundary.y}),
                  placed);
  }
}

void OfdDocument::AddTitles(pugi::xml_node outlines, std::vector<PlacedTitle>& titles) const {
  int level = 0;
  WalkXml(
      outlines,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "OutlineElem") {
          ++level;
          if (titles.size() < kMaxTitles) {
            titles.push_back({Collapse(Attribute(node, "Title")),
                              static_cast<std::uint8_t>(std::min(level, 9)), 0});
          }
        } else if (name == "Dest" && !titles.empty()) {
          const auto page = page_numbers_.find(Attribute(node, "PageID"));
          if (page != page_numbers_.end() && titles.back().page == 0) {
            titles.back().page = page->second;
          }
        }
        return true;
      },
      [&](pugi::xml_node node) {
        if (LocalName(node) == "OutlineElem") --level;
      });
}

void OfdDocument::AddAttachments(pugi::xml_node root) {
  const std::string list = Locate(part_, Child(root, "Attachments").text().get());
  const auto xml = package_.ReadOptional(list, out_);
  if (xml == nullptr) return;
  for (const pugi::xml_node node : xml->document_element().children()) {
    if (LocalName(node) != "Attachment") continue;
    const std::string part = Locate(list, Child(node, "FileLoc").text().get());
    auto bytes = package_.ReadBytes(part);
    if (!bytes) {
      out_.Warn(bytes.error().message);
      continue;
    }
    std::string name(Attribute(node, "Name"));
    const std::string_view file = std::string_view(part).substr(part.rfind('/') + 1);
    const std::size_t dot = file.rfind('.');
    if (name.find('.') == std::string::npos && dot != std::string_view::npos) {
      name += file.substr(dot);
    }
    out_.AddAttachment(name, *std::move(bytes));
  }
}

}  // namespace wenyuan::parse
