#include "wenyuan/parse_mail/mbox_parser.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmime_message.h"
#include "mail_fields.h"
#include "mail_header.h"
#include "mail_parts.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "mbox";
constexpr std::size_t kLongestSubject = 80;

// "From sender Mon Jul 20 01:01:07 2015": a time of day and a year, or it is a sentence.
bool IsSeparator(std::string_view line) {
  if (line.substr(0, 5) != "From " || line.size() > 300) return false;
  bool time = false;
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos && !time;
       colon = line.find(':', colon + 1)) {
    const auto digit = [&](std::size_t at) {
      return at < line.size() && line[at] >= '0' && line[at] <= '9';
    };
    time = digit(colon - 1) && digit(colon + 1) && digit(colon + 2);
  }
  return time &&
         (line.find(" 19") != std::string_view::npos || line.find(" 20") != std::string_view::npos);
}

// Where messages start: at the top and behind empty lines.
std::vector<std::size_t> FindMessages(std::string_view bytes, std::size_t most) {
  std::vector<std::size_t> starts;
  bool after_empty = true;
  for (std::size_t at = 0; at < bytes.size() && starts.size() < most;) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (after_empty && IsSeparator(line)) starts.push_back(at);
    after_empty = line.empty();
    at = end + 1;
  }
  return starts;
}

// Without the separator, and with "From" at the start of a line as it was written.
std::string MessageBytes(std::string_view message) {
  message.remove_prefix(std::min(message.find('\n'), message.size() - 1) + 1);
  std::string out;
  out.reserve(message.size());
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size() - 1) + 1;
    const std::string_view line = message.substr(at, end - at);
    const std::size_t marks = std::min(line.find_first_not_of('>'), line.size());
    const bool escaped = marks > 0 && line.substr(marks, 5) == "From ";
    out += escaped ? line.substr(1) : line;
    at = end;
  }
  return out;
}

std::string NameOf(const std::string& message, std::size_t number) {
  std::string name = std::to_string(number);
  name.insert(0, name.size() < 4 ? 4 - name.size() : 0, '0');
  if (CountMailFields(message) == 0) return name + ".txt";
  const GObjectPtr<GMimeMessage> parsed = ReadMessage(message);
  if (parsed == nullptr) return name + ".eml";
  for (const auto& [header, value] : RawHeaders(GMIME_OBJECT(parsed.get()))) {
    if (AsciiLower(header) != "subject") continue;
    std::string subject = DecodeMailHeader(value);
    if (subject.size() > kLongestSubject) {
      std::size_t cut = kLongestSubject;
      while ((static_cast<unsigned char>(subject[cut]) & 0xC0U) == 0x80) --cut;
      subject.resize(cut);
    }
    std::replace(subject.begin(), subject.end(), '/', ' ');
    return name + " " + std::string(Trim(subject)) + ".eml";
  }
  return name + ".eml";
}

class MboxParser final : public Parser {
 public:
  MboxParser() {
    charset::WarmUp();
    WarmUpGmime();
  }

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (!IsSeparator(bytes.substr(0, std::min<std::size_t>(bytes.find_first_of("\r\n"), 400)))) {
      return 0;
    }
    if (EndsWithIgnoringCase(name, ".mbox") && LooksLikeText(bytes)) return 90;
    // One message behind a separator is read as a message.
    return FindMessages(bytes, 2).size() == 2 ? 85 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(kFormat, request.limits);
    const std::vector<std::size_t> starts =
        FindMessages(request.bytes, request.limits.max_attachments + 1);
    for (std::size_t i = 0; i < starts.size() && !out.Full(); ++i) {
      const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : request.bytes.size();
      std::string message = MessageBytes(request.bytes.substr(starts[i], end - starts[i]));
      if (Trim(charset::Clean(message)).empty()) continue;
      const std::string name = NameOf(message, i + 1);
      out.AddAttachment(name, std::move(message));
    }
    out.AddMetadata("messages", std::to_string(starts.size()));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeMboxParser() { return std::make_unique<MboxParser>(); }

}  // namespace wenyuan::parse
