#include "mail_blocks.h"

#include <algorithm>
#include <array>

#include "mail_header.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {

void AddMailHeaders(const std::vector<std::pair<std::string, std::string>>& headers,
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

void AddMailText(std::string_view text, bool flowed, DocumentBuilder& out) {
  std::string paragraph;
  bool quoted = false;
  bool joins = false;  // the line before ends where only its width ended
  const auto flush = [&] {
    out.Add(quoted ? BlockKind::kNote : BlockKind::kParagraph, std::exchange(paragraph, {}));
    joins = false;
  };
  for (std::size_t at = 0; at < text.size() && !out.Full();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view raw = text.substr(at, end - at);
    at = end + 1;
    if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
    const std::string_view line = Trim(raw);
    const bool quotes = !line.empty() && line[0] == '>';
    const bool empty = line.find_first_not_of("> ") == std::string_view::npos;
    if (empty || quotes != quoted) flush();
    quoted = quotes;
    if (empty) continue;
    if (!paragraph.empty()) paragraph += joins ? ' ' : '\n';
    paragraph += line;
    joins = flowed && !quotes && raw.back() == ' ' && raw != "-- ";
  }
  flush();
}

}  // namespace wenyuan::parse
