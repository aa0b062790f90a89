#include "wenyuan/parse_legacy/msg_parser.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kit/summary.h"
#include "msg/nested_message.h"
#include "msg/packed_rtf.h"
#include "msg/property_store.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/rtf_reader.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "msg";

enum Property : std::uint16_t {
  kMessageClass = 0x001A,
  kSubject = 0x0037,
  kSent = 0x0039,
  kSenderName = 0x0C1A,
  kRecipientType = 0x0C15,
  kSenderAddress = 0x0C1F,
  kDisplayCc = 0x0E03,
  kDisplayTo = 0x0E04,
  kDelivered = 0x0E06,
  kBody = 0x1000,
  kRtfBody = 0x1009,
  kHtmlBody = 0x1013,
  kMessageId = 0x1035,
  kDisplayName = 0x3001,
  kAddress = 0x3003,
  kAttachedData = 0x3701,
  kShortFileName = 0x3704,
  kLongFileName = 0x3707,
  kMailAddress = 0x39FE,
  kInternetCodePage = 0x3FDE,
  kSenderMailAddress = 0x5D01,
};
constexpr std::uint32_t kRecipientCc = 2;
constexpr std::size_t kMessageHead = 32;
constexpr std::size_t kPartHead = 8;

std::string WithAddress(const std::string& name, const std::string& address) {
  if (name.empty() || name == address) return address;
  // Names inside an organisation are no addresses.
  return address.find('@') == std::string::npos ? name : name + " <" + address + ">";
}

Result<std::string> Sender(PropertyStore& message) {
  WY_TRY(const std::string name, message.Text(kSenderName));
  WY_TRY(std::string address, message.Text(kSenderMailAddress));
  if (address.empty()) {
    WY_TRY(address, message.Text(kSenderAddress));
  }
  return WithAddress(name, address);
}

struct Recipients {
  std::string to;
  std::string cc;
};

Result<Recipients> ReadRecipients(CompoundFile& file, PropertyStore& message) {
  Recipients out;
  const std::vector<std::size_t> children = file.Entries()[0].children;
  for (const std::size_t child : children) {
    if (file.Entries()[child].name.substr(0, 8) != "__recip_") continue;
    WY_TRY(PropertyStore recipient, PropertyStore::Open(file, child, kPartHead));
    recipient.SetCodePage(message.CodePage());
    WY_TRY(const std::string name, recipient.Text(kDisplayName));
    WY_TRY(std::string address, recipient.Text(kMailAddress));
    if (address.empty()) {
      WY_TRY(address, recipient.Text(kAddress));
    }
    std::string& list = recipient.Number(kRecipientType) == kRecipientCc ? out.cc : out.to;
    const std::string shown = WithAddress(name, address);
    if (!shown.empty()) list += (list.empty() ? "" : ", ") + shown;
  }
  if (out.to.empty()) {
    WY_TRY(out.to, message.Text(kDisplayTo));
  }
  if (out.cc.empty()) {
    WY_TRY(out.cc, message.Text(kDisplayCc));
  }
  return out;
}

// As the reader of eml shows it: subject as heading, then who wrote to whom and when.
Result<void> AddHead(CompoundFile& file, PropertyStore& message, DocumentBuilder& out) {
  WY_TRY(const std::string subject, message.Text(kSubject));
  WY_TRY(const std::string from, Sender(message));
  WY_TRY(const Recipients recipients, ReadRecipients(file, message));
  const std::uint64_t sent = message.Time(kSent);
  const std::string date = WindowsTime(sent != 0 ? sent : message.Time(kDelivered));
  WY_TRY(const std::string id, message.Text(kMessageId));
  std::string summary;
  const auto show = [&](std::string_view name, std::string_view label, const std::string& text) {
    if (text.empty()) return;
    out.AddMetadata(name, text);
    summary += (summary.empty() ? "" : "\n") + std::string(label) + ": " + text;
  };
  show("from", "From", from);
  show("to", "To", recipients.to);
  show("cc", "Cc", recipients.cc);
  show("date", "Date", date);
  if (!id.empty()) out.AddMetadata("message-id", id);
  out.SetTitle(subject);
  out.Add(BlockKind::kHeading, Collapse(charset::Clean(subject)), 1);
  out.Add(BlockKind::kParagraph, summary);
  return {};
}

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

Result<void> AddHtml(std::string html, DocumentBuilder& out) {
  return ReadHtml(charset::Clean(std::move(html)), false, out);
}

// The plain text unless it is empty, then HTML, then RTF.
Result<void> AddBody(PropertyStore& message, DocumentBuilder& out) {
  WY_TRY(const std::string plain, message.Text(kBody));
  if (!Trim(charset::Clean(plain)).empty()) {
    AddPlainText(charset::Clean(plain), out);
    return {};
  }
  WY_TRY(const std::string bytes, message.Binary(kHtmlBody));
  if (!bytes.empty()) {
    charset::Text html =
        charset::ToUtf8(bytes, CharsetOfCodePage(message.Number(kInternetCodePage)));
    return AddHtml(std::move(html.utf8), out);
  }
  WY_TRY(std::string html, message.Text(kHtmlBody));
  if (!html.empty()) return AddHtml(std::move(html), out);
  WY_TRY(const std::string packed, message.Binary(kRtfBody));
  const std::string rtf = UnpackRtf(packed);
  if (!IsRtf(rtf)) return {};
  return ReadRtf(rtf, out);
}

Result<void> AddAttachment(CompoundFile& file, std::size_t storage, unsigned code_page,
                           DocumentBuilder& out) {
  WY_TRY(PropertyStore part, PropertyStore::Open(file, storage, kPartHead));
  part.SetCodePage(code_page);
  std::string name;
  for (const std::uint16_t id : {kLongFileName, kDisplayName, kShortFileName}) {
    if (!name.empty()) break;
    WY_TRY(name, part.Text(id));
  }
  if (name.empty()) name = "attachment";
  const auto object = part.Object(kAttachedData);
  if (!object) {
    WY_TRY(std::string bytes, part.Binary(kAttachedData));
    if (!bytes.empty()) out.AddAttachment(name, std::move(bytes));
    return {};
  }
  if (!file.Find("__properties_version1.0", *object)) return AddEmbedded(file, *object, name, out);
  WY_TRY(std::string message, WriteNestedMessage(file, *object));
  if (!EndsWithIgnoringCase(name, ".msg")) name += ".msg";
  out.AddAttachment(name, std::move(message));
  return {};
}

class MsgParser final : public Parser {
 public:
  MsgParser() { charset::WarmUp(); }
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return KindOfCompound(bytes) == CompoundKind::kMail ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kFormat));
    WY_TRY(PropertyStore message, PropertyStore::Open(file, 0, kMessageHead));
    DocumentBuilder out(kFormat, request.limits);
    WY_CHECK(AddHead(file, message, out));
    WY_CHECK(AddBody(message, out));
    const std::vector<std::size_t> children = file.Entries()[0].children;
    for (const std::size_t child : children) {
      if (out.Full()) break;
      if (file.Entries()[child].name.substr(0, 9) != "__attach_") continue;
      WY_CHECK(AddAttachment(file, child, message.CodePage(), out));
    }
    WY_TRY(const std::string message_class, message.Text(kMessageClass));
    if (AsciiLower(message_class).find(".smime") != std::string::npos) {
      out.Warn("the message is signed or encrypted; its content is in its attachment");
    }
    if (file.Damaged()) out.Warn("the file is damaged; some of it could not be read");
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeMsgParser() { return std::make_unique<MsgParser>(); }

}  // namespace wenyuan::parse
