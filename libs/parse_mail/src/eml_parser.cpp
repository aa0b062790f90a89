#include "wenyuan/parse_mail/eml_parser.h"

#include <utility>

#include "gmime_message.h"
#include "mail_blocks.h"
#include "mail_fields.h"
#include "mail_parts.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "eml";

class EmlParser final : public Parser {
 public:
  EmlParser() {
    charset::WarmUp();
    WarmUpGmime();
  }

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const int fields = CountMailFields(bytes);
    const bool named = EndsWithIgnoringCase(name, ".eml");
    if (fields >= 3) return 80;
    if (fields == 2) return named ? 80 : 60;
    return fields == 1 && named ? 60 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > request.limits.max_input_bytes) {
      return FileTooLarge(kFormat, {"it is larger than a file may be", "它超过文件大小上限"});
    }
    const GObjectPtr<GMimeMessage> message = ReadMessage(request.bytes);
    if (message == nullptr) {
      return BrokenFile(kFormat, {"it has no mail header; check that it is a whole message",
                                  "没有邮件头，请确认它是完整的邮件"});
    }
    DocumentBuilder out(kFormat, request.limits);
    AddMailHeaders(RawHeaders(GMIME_OBJECT(message.get())), out);
    MailParts parts = CollectParts(g_mime_message_get_mime_part(message.get()));
    for (MailText& text : parts.texts) {
      if (text.damaged) out.Warn("some bytes of the text mean nothing in its charset");
      if (text.html) {
        WY_CHECK(ReadHtml(std::move(text.utf8), false, out));
      } else {
        AddMailText(text.utf8, text.flowed, out);
      }
    }
    for (MailFile& file : parts.files) out.AddAttachment(file.name, std::move(file.bytes));
    if (parts.encrypted && parts.texts.empty()) {
      out.Warn("the message is encrypted; only its header could be read");
    }
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeEmlParser() { return std::make_unique<EmlParser>(); }

}  // namespace wenyuan::parse
