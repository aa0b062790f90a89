#include "wenyuan/parse_mail/eml_parser.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "mail_header.h"
#include "mail_parts.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "eml";

// Header fields that hardly stand at the start of anything but a message.
bool IsMailField(std::string_view name) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "from",        "to",       "subject",      "date",         "received", "message-id",
      "return-path", "cc",       "reply-to",     "delivered-to", "sender",   "mime-version",
      "in-reply-to", "x-mailer", "content-type", "references"};
  return std::find(kNames.begin(), kNames.end(), AsciiLower(name)) != kNames.end();
}

// How many different mail fields the header has; 0 when the file does not start with a header.
int CountMailFields(std::string_view bytes) {
  std::vector<std::string> seen;
  std::size_t at = 0;
  for (int line = 0; line < 200 && at < bytes.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view text = bytes.substr(at, end - at);
    at = end + 1;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.empty()) {
      if (line == 0) continue;
      break;
    }
    if (text[0] == ' ' || text[0] == '\t') continue;
    if (line == 0 && text.substr(0, 5) == "From ") continue;
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, std::min(colon, text.size()));
    if (colon == std::string_view::npos || name.find(' ') != std::string_view::npos) break;
    if (IsMailField(name) && std::find(seen.begin(), seen.end(), AsciiLower(name)) == seen.end()) {
      seen.push_back(AsciiLower(name));
    }
  }
  return static_cast<int>(seen.size());
}

void AddHeaders(const std::vector<std::pair<std::string, std::string>>& headers,
                DocumentBuilder& out) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kShown = {
      {{"from", "From"}, {"to", "To"}, {"cc", "Cc"}, {"date", "Date"}, {"reply-to", "Reply-To"}}};
  std::string subject;
  std::string summary;
  for (const auto& [name, value] : headers) {
    const std::string lower = AsciiLower(name);
    const std::string text = DecodeMailHeader(value);
    if (lower == "subject" && subject.empty()) subject = text;
    if (lower == "message-id") out.AddMetadata(lower, text);
    for (const auto& [wanted, label] : kShown) {
      if (lower != wanted || text.empty()) continue;
      out.AddMetadata(lower, text);
      if (lower != "reply-to") {
        summary += (summary.empty() ? "" : "\n") + std::string(label) + ": " + text;
      }
    }
  }
  out.SetTitle(subject);
  out.Add(BlockKind::kHeading, subject, 1);
  out.Add(BlockKind::kParagraph, summary);
}

// Paragraphs between empty lines; quoted lines keep their ">".
void AddPlainText(std::string_view text, DocumentBuilder& out) {
  std::string paragraph;
  for (std::size_t at = 0; at < text.size() && !out.Full();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = Trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) {
      out.Add(BlockKind::kParagraph, std::exchange(paragraph, {}));
      continue;
    }
    if (!paragraph.empty()) paragraph += '\n';
    paragraph += line;
  }
  out.Add(BlockKind::kParagraph, paragraph);
}

class EmlParser final : public Parser {
 public:
  EmlParser() {
    charset::WarmUp();
    g_mime_init();
    // File names are converted by the library, through iconv, which loads a file for each charset.
    for (const char* name : {"gb18030", "gbk", "gb2312", "big5", "shift_jis", "euc-jp",
                             "iso-2022-jp", "euc-kr", "iso-8859-1", "iso-8859-2", "iso-8859-15",
                             "windows-1250", "windows-1251", "windows-1252", "koi8-r", "utf-7"}) {
      converters_.push_back(g_mime_iconv_open("utf-8", name));
    }
  }

  ~EmlParser() override {
    for (iconv_t converter : converters_) {
      if (converter != kNoConverter) g_mime_iconv_close(converter);
    }
  }
  EmlParser(const EmlParser&) = delete;
  EmlParser& operator=(const EmlParser&) = delete;

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const int fields = CountMailFields(bytes);
    const bool named = EndsWithIgnoringCase(name, ".eml") || EndsWithIgnoringCase(name, ".mhtml") ||
                       EndsWithIgnoringCase(name, ".mht");
    if (fields >= 3) return 80;
    if (fields == 2) return named ? 80 : 60;
    return fields == 1 && named ? 60 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > request.limits.max_input_bytes) {
      return FileTooLarge(kFormat, {"it is larger than a file may be", "它超过文件大小上限"});
    }
    const GObjectPtr<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(request.bytes.data(), request.bytes.size()));
    const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    if (request.bytes.substr(0, 5) == "From ") {
      g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MBOX);
    }
    const GObjectPtr<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (message == nullptr) {
      return BrokenFile(kFormat, {"it has no mail header; check that it is a whole message",
                                  "没有邮件头，请确认它是完整的邮件"});
    }
    DocumentBuilder out(kFormat, request.limits);
    AddHeaders(RawHeaders(GMIME_OBJECT(message.get())), out);
    MailParts parts = CollectParts(g_mime_message_get_mime_part(message.get()));
    for (MailText& text : parts.texts) {
      if (text.damaged) out.Warn("some bytes of the text mean nothing in its charset");
      if (text.html) {
        WY_CHECK(ReadHtml(std::move(text.utf8), false, out));
      } else {
        AddPlainText(text.utf8, out);
      }
    }
    for (MailFile& file : parts.files) out.AddAttachment(file.name, std::move(file.bytes));
    if (parts.encrypted && parts.texts.empty()) {
      out.Warn("the message is encrypted; only its header could be read");
    }
    return out.Finish();
  }

 private:
  static inline const iconv_t kNoConverter = reinterpret_cast<iconv_t>(-1);
  std::vector<iconv_t> converters_;  // kept open, so that what they loaded stays
};

}  // namespace

std::unique_ptr<Parser> MakeEmlParser() { return std::make_unique<EmlParser>(); }

}  // namespace wenyuan::parse
