#include "wenyuan/parse_mail/mhtml_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gmime_message.h"
#include "mail_fields.h"
#include "mail_header.h"
#include "mail_parts.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "mhtml";
constexpr std::size_t kHead = 4'096;

class MhtmlParser final : public Parser {
 public:
  MhtmlParser() {
    charset::WarmUp();
    WarmUpGmime();
  }

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (CountMailFields(bytes) < 2) return 0;
    std::string_view head = bytes.substr(0, kHead);
    head = head.substr(0, std::min(head.find("\r\n\r\n"), head.find("\n\n")));
    if (FindIgnoringCase(head, "snapshot-content-location:") != std::string_view::npos ||
        FindIgnoringCase(head, "from: <saved by ") != std::string_view::npos) {
      return 90;
    }
    const bool named = EndsWithIgnoringCase(name, ".mht") || EndsWithIgnoringCase(name, ".mhtml");
    const bool related = FindIgnoringCase(head, "multipart/related") != std::string_view::npos;
    return named && (related || FindIgnoringCase(head, "text/html") != std::string_view::npos) ? 90
                                                                                               : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    const GObjectPtr<GMimeMessage> message = ReadMessage(request.bytes);
    GMimeObject* root = message == nullptr ? nullptr : g_mime_message_get_mime_part(message.get());
    GMimePart* page = root == nullptr ? nullptr : RootPage(root);
    if (page == nullptr) {
      return BrokenFile(kFormat, {"there is no page in it; save the page again",
                                  "其中没有网页，请重新保存该网页"});
    }
    DocumentBuilder out(kFormat, request.limits);
    for (const auto& [header, value] : RawHeaders(GMIME_OBJECT(message.get()))) {
      const std::string name = AsciiLower(header);
      if (name == "subject") out.SetTitle(DecodeMailHeader(value));
      if (name == "date") out.AddMetadata("date", DecodeMailHeader(value));
      if (name == "content-location" || name == "snapshot-content-location") {
        out.AddMetadata("url", DecodeMailHeader(value));
      }
    }
    MailText text = ReadText(page, true);
    if (text.damaged) out.Warn("some bytes of the page mean nothing in its charset");
    WY_CHECK(ReadHtml(std::move(text.utf8), true, out));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeMhtmlParser() { return std::make_unique<MhtmlParser>(); }

}  // namespace wenyuan::parse
