#include "epub/epub_book.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "part_names.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kContainer = "META-INF/container.xml";
constexpr std::size_t kMaxChapters = 10'000;

struct Item {
  std::string part;
  std::string_view type;
  std::string_view properties;
};
using Manifest = std::map<std::string, Item, std::less<>>;  // by id

std::string PackageDocument(OoxmlPackage& package) {
  const auto container = package.Read(kContainer);
  if (!container) return {};
  const pugi::xml_node files = Child((*container)->document_element(), "rootfiles");
  return ResolvePart("", Attribute(Child(files, "rootfile"), "full-path"));
}

void ReadMetadata(pugi::xml_node metadata, DocumentBuilder& out) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {
      {{"creator", "author"},
       {"subject", "subject"},
       {"description", "description"},
       {"publisher", "publisher"},
       {"date", "date"},
       {"language", "language"},
       {"identifier", "identifier"}}};
  for (const pugi::xml_node node : metadata.children()) {
    if (LocalName(node) == "title") out.SetTitle(node.text().get());
    for (const auto& [from, to] : kNames) {
      if (LocalName(node) == from) out.AddMetadata(to, node.text().get());
    }
  }
}

Manifest ReadManifest(pugi::xml_node manifest, std::string_view opf) {
  Manifest items;
  for (const pugi::xml_node node : manifest.children()) {
    if (LocalName(node) != "item") continue;
    items.emplace(Attribute(node, "id"),
                  Item{ResolveLink(opf, Attribute(node, "href")), Attribute(node, "media-type"),
                       Attribute(node, "properties")});
  }
  return items;
}

// Titles of fonts and other files that are only scrambled do not matter.
std::set<std::string> EncryptedParts(OoxmlPackage& package) {
  std::set<std::string> parts;
  const auto encryption = package.Read("META-INF/encryption.xml");
  if (!encryption) return parts;
  for (const pugi::xml_node data : (*encryption)->document_element().children()) {
    const std::string_view method = Attribute(Child(data, "EncryptionMethod"), "Algorithm");
    const bool font = method.find("idpf.org/2008/embedding") != std::string_view::npos ||
                      method.find("ns.adobe.com/pdf/enc") != std::string_view::npos;
    if (font) continue;
    const pugi::xml_node reference = Child(Child(data, "CipherData"), "CipherReference");
    parts.insert(ResolveLink("", Attribute(reference, "URI")));
  }
  return parts;
}

std::string TextOf(pugi::xml_node root) {
  std::string text;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
          text += node.value();
        }
        return true;
      },
      [](pugi::xml_node) {});
  return Collapse(text);
}

// Both kinds of tables of contents: nested navPoint elements, or lists of links below a nav.
class ContentsReader {
 public:
  ContentsReader(std::string part, EpubBook& book) : part_(std::move(part)), book_(book) {}

  void Run(pugi::xml_node root) {
    int level = 0;
    const auto is_level = [](pugi::xml_node node) {
      return LocalName(node) == "navPoint" || LocalName(node) == "ol";
    };
    WalkXml(
        root,
        [&](pugi::xml_node node) {
          const std::string_view name = LocalName(node);
          if (name == "nav" && !Attribute(node, "type").empty() &&
              Attribute(node, "type") != "toc") {
            return false;  // a list of pages or landmarks
          }
          if (is_level(node)) ++level;
          if (name == "navPoint") {
            Add(Attribute(Child(node, "content"), "src"), TextOf(Child(node, "navLabel")), level);
          } else if (name == "a") {
            Add(Attribute(node, "href"), TextOf(node), level);
          }
          return true;
        },
        [&](pugi::xml_node node) {
          if (is_level(node)) --level;
        });
  }

 private:
  // The first link into a file names it.
  void Add(std::string_view link, std::string title, int level) {
    if (title.empty()) return;
    book_.titles.emplace(
        ResolveLink(part_, link),
        EpubTitle{std::move(title), static_cast<std::uint8_t>(std::clamp(level, 1, 9))});
  }

  std::string part_;
  EpubBook& book_;
};

void ReadContents(OoxmlPackage& package, const std::string& part, EpubBook& book,
                  DocumentBuilder& out) {
  if (const auto xml = package.ReadOptional(part, out)) {
    ContentsReader(part, book).Run(xml->document_element());
  }
}

bool IsChapter(const Item& item) {
  return item.type.find("html") != std::string_view::npos ||
         EndsWithIgnoringCase(item.part, ".html") || EndsWithIgnoringCase(item.part, ".xhtml");
}

}  // namespace

bool IsEpub(std::string_view bytes) {
  if (!HasZipMagic(bytes)) return false;
  auto package = OoxmlPackage::Open(bytes, "epub");
  if (!package) return false;
  const auto type = package->ReadBytes("mimetype");
  if (type && Trim(*type) == "application/epub+zip") return true;
  return package->Has(kContainer) && !PackageDocument(*package).empty();
}

Result<EpubBook> ReadEpubBook(OoxmlPackage& package, DocumentBuilder& out) {
  const std::string opf = PackageDocument(package);
  if (opf.empty()) {
    return BrokenFile("epub", {"its META-INF/container.xml names no book; download it again",
                               "META-INF/container.xml 没有指明书籍内容，请重新下载"});
  }
  WY_TRY(const auto document, package.Read(opf));
  const pugi::xml_node root = document->document_element();
  ReadMetadata(Child(root, "metadata"), out);
  const Manifest items = ReadManifest(Child(root, "manifest"), opf);
  const std::set<std::string> encrypted = EncryptedParts(package);
  EpubBook book;
  std::string contents;
  for (const auto& [id, item] : items) {
    const bool nav = item.properties.find("nav") != std::string_view::npos;
    if (nav || (contents.empty() && item.type == "application/x-dtbncx+xml")) contents = item.part;
    if (item.properties.find("cover-image") != std::string_view::npos) book.cover = item.part;
  }
  ReadContents(package, contents, book, out);
  for (const pugi::xml_node reference : Child(root, "spine").children()) {
    const auto item = items.find(Attribute(reference, "idref"));
    if (item == items.end() || !IsChapter(item->second) || item->second.part == contents) continue;
    if (encrypted.count(item->second.part) != 0) {
      return UnsupportedFile("epub", {"its publisher has protected it (DRM), so that only the "
                                      "publisher's programs open it; import an unprotected edition",
                                      "出版方对它做了版权保护（DRM），只有指定的程序能打开；"
                                      "请导入未受保护的版本"});
    }
    if (book.chapters.size() < kMaxChapters) book.chapters.push_back(item->second.part);
  }
  return book;
}

}  // namespace wenyuan::parse
