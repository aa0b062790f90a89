#include "wenyuan/parse_text/xml_parser.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "data_tree.h"
#include "data_writer.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"
#include "xml_data.h"
#include "xml_document.h"
#include "xml_text.h"
#include "xml_tree.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{60} << 20U;  // its tree needs ten times as much
constexpr std::size_t kMaxDepth = 240;
constexpr std::size_t kHead = 4'096;

// The charset that the declaration names; its text is decoded before the tree is made.
std::string DeclaredCharset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  const std::size_t at = head.find("encoding=");
  if (head.substr(0, 5) != "<?xml" || at == std::string_view::npos || at + 10 >= head.size()) {
    return {};
  }
  const std::size_t end = head.find(head[at + 9], at + 10);
  return end == std::string_view::npos ? "" : std::string(head.substr(at + 10, end - at - 10));
}

void ReadSvg(pugi::xml_node root, DocumentBuilder& out) {
  const auto visit = [&](pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (name == "title") out.SetTitle(XmlText(node));
    if (name == "title" || name == "desc" || name == "text") {
      out.Add(BlockKind::kParagraph, XmlText(node));
    }
    return false;
  };
  root.find_node(visit);
}

class XmlParser final : public Parser {
 public:
  XmlParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "xml"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const std::string text = charset::ToUtf8(bytes.substr(0, kHead)).utf8;
    const std::string_view start = Trim(text);
    if (start.substr(0, 5) == "<?xml") return 70;
    if (start.empty() || start[0] != '<') return 0;
    for (const std::string_view mark :
         {"<!DOCTYPE article", "<!DOCTYPE topic", "<!DOCTYPE concept", "<!DOCTYPE task",
          "<!DOCTYPE book", "<svg", "<rss", "<feed"}) {
      if (start.substr(0, mark.size()) == mark) return 70;
    }
    static constexpr std::array<std::string_view, 12> kEndings = {
        ".xml",  ".nxml", ".svg", ".dita", ".ditamap", ".rss",
        ".atom", ".xsd",  ".xsl", ".jats", ".rdf",     ".xliff"};
    const bool named = std::any_of(kEndings.begin(), kEndings.end(),
                                   [&](auto ending) { return EndsWithIgnoringCase(name, ending); });
    return named ? 65 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > std::min(kMaxBytes, request.limits.max_input_bytes)) {
      return FileTooLarge(Name(),
                          {"it may have 60 MB at most; split it", "不能超过 60 MB，请拆分"});
    }
    charset::Text text = charset::ToUtf8(request.bytes, DeclaredCharset(request.bytes));
    pugi::xml_document document;
    // No DTD is read: entities that a file declares itself stay as they are written.
    constexpr unsigned kFlags = pugi::parse_default | pugi::parse_ws_pcdata;
    const auto parsed = document.load_buffer_inplace(text.utf8.data(), text.utf8.size(), kFlags,
                                                     pugi::encoding_utf8);
    const pugi::xml_node root = document.document_element();
    if (!root) {
      return BrokenFile(Name(), {std::string("it is not valid (") + parsed.description() + ")",
                                 "它不是有效的 XML"});
    }
    if (XmlDepth(document) > kMaxDepth) {
      return FileTooLarge(
          Name(), {"its elements are nested deeper than 240 levels", "它的元素嵌套超过 240 层"});
    }
    const bool svg = LocalName(root) == "svg";
    DocumentBuilder out(svg ? "svg" : XmlDocumentFormat(root), request.limits);
    if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
    if (!parsed) {
      out.Warn(std::string("the file is damaged; only what comes before was read: ") +
               parsed.description());
    }
    WY_CHECK(Read(root, svg, out));
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }

 private:
  Result<void> Read(pugi::xml_node root, bool svg, DocumentBuilder& out) const {
    if (svg) {
      ReadSvg(root, out);
    } else if (IsXmlDocument(root)) {
      ReadXmlDocument(root, out);
    } else {
      DataTree tree;
      XmlToData(root, tree);
      if (tree.Full()) {
        return FileTooLarge(
            Name(), {"it has more than 4000000 values; split it", "其中的值超过 400 万个，请拆分"});
      }
      WriteData(tree, 0, out);
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<Parser> MakeXmlParser() { return std::make_unique<XmlParser>(); }

}  // namespace wenyuan::parse
