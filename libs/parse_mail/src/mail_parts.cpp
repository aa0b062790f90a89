#include "mail_parts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "mail_header.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxParts = 10'000;

std::string TypeOf(GMimeObject* object) {
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (type == nullptr) return "text/plain";
  const char* media = g_mime_content_type_get_media_type(type);
  const char* sub = g_mime_content_type_get_media_subtype(type);
  return AsciiLower(std::string(media == nullptr ? "text" : media) + "/" +
                    (sub == nullptr ? "plain" : sub));
}

std::string TypeParameter(GMimeObject* object, const char* name) {
  const char* value = g_mime_object_get_content_type_parameter(object, name);
  return value == nullptr ? std::string() : value;
}

bool IsAttached(GMimeObject* object) {
  const char* disposition = g_mime_object_get_disposition(object);
  return disposition != nullptr && AsciiLower(disposition) == "attachment";
}

std::string FileName(GMimeObject* object) {
  const char* name = g_mime_object_get_content_disposition_parameter(object, "filename");
  if (name == nullptr) name = g_mime_object_get_content_type_parameter(object, "name");
  return name == nullptr ? std::string() : DecodeMailHeader(name);
}

std::string StreamBytes(GMimeStream* stream) {
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  return {reinterpret_cast<const char*>(array->data), array->len};
}

std::string Content(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  return StreamBytes(stream.get());
}

// A label that mail programs set without looking at the text says nothing about 8-bit bytes. Nor
// does a Western one where nearly every byte beyond ASCII is part of likely Chinese, Japanese or
// Korean.
std::string TrustedCharset(std::string declared, std::string_view bytes) {
  declared = AsciiLower(declared);
  for (const std::string_view none : {"us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit",
                                      "x-unknown", "unknown", "x-user-defined", "default"}) {
    if (declared == none) return {};
  }
  const bool western = declared == "iso-8859-1" || declared == "windows-1252";
  const auto high = std::count_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (!western || high < 8) return declared;
  const std::string likely = charset::Detect(bytes);
  return likely.rfind("ISO-8859", 0) == 0 || likely.rfind("windows-125", 0) == 0 ? declared : "";
}

// The alternative that says most with least decoration: plain text unless it is empty.
GMimeObject* BestAlternative(GMimeMultipart* multipart) {
  GMimeObject* best = nullptr;
  const int count = g_mime_multipart_get_count(multipart);
  for (int i = 0; i < count; ++i) {
    GMimeObject* part = g_mime_multipart_get_part(multipart, i);
    if (best == nullptr || TypeOf(part) != "text/plain") {
      const bool richer = best == nullptr || TypeOf(best) != "text/plain";
      if (richer && TypeOf(part) != "text/calendar") best = part;
      continue;
    }
    best = part;
  }
  for (int i = 0; i < count && best != nullptr && GMIME_IS_PART(best); ++i) {
    if (TypeOf(best) != "text/plain" || !Trim(ReadText(GMIME_PART(best), false).utf8).empty())
      break;
    best = g_mime_multipart_get_part(multipart, count - 1 - i);
  }
  return best;
}

class Collector {
 public:
  MailParts Run(GMimeObject* root) {
    std::vector<GMimeObject*> open = {root};
    std::size_t visited = 0;
    while (!open.empty() && ++visited <= kMaxParts) {
      GMimeObject* object = open.back();
      open.pop_back();
      if (object == nullptr) continue;
      if (GMIME_IS_MULTIPART(object)) {
        AddMultipart(GMIME_MULTIPART(object), open);
      } else if (GMIME_IS_MESSAGE_PART(object)) {
        AddMessage(GMIME_MESSAGE_PART(object));
      } else if (GMIME_IS_PART(object)) {
        AddPart(GMIME_PART(object));
      }
    }
    return std::move(parts_);
  }

 private:
  void AddMultipart(GMimeMultipart* multipart, std::vector<GMimeObject*>& open) {
    const std::string type = TypeOf(GMIME_OBJECT(multipart));
    if (type == "multipart/encrypted") parts_.encrypted = true;
    if (type == "multipart/alternative") {
      open.push_back(BestAlternative(multipart));
      return;
    }
    for (int i = g_mime_multipart_get_count(multipart); i-- > 0;) {
      open.push_back(g_mime_multipart_get_part(multipart, i));
    }
  }

  void AddMessage(GMimeMessagePart* part) {
    GMimeMessage* message = g_mime_message_part_get_message(part);
    if (message == nullptr) return;
    std::string name = FileName(GMIME_OBJECT(part));
    if (name.empty()) {
      for (const auto& [header, value] : RawHeaders(GMIME_OBJECT(message))) {
        if (AsciiLower(header) == "subject") name = DecodeMailHeader(value);
      }
    }
    if (name.empty()) name = "message";
    if (!EndsWithIgnoringCase(name, ".eml")) name += ".eml";
    const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, stream.get());
    parts_.files.push_back({std::move(name), StreamBytes(stream.get())});
  }

  void AddPart(GMimePart* part) {
    auto* object = GMIME_OBJECT(part);
    const std::string type = TypeOf(object);
    const bool attached = IsAttached(object);
    const std::string name = FileName(object);
    const bool text = type == "text/plain" || type == "text/html" || type == "text/enriched";
    // A named text behind the message is a file, whatever its disposition says.
    if (text && !attached && (name.empty() || parts_.texts.empty())) {
      parts_.texts.push_back(ReadText(part, type == "text/html"));
      return;
    }
    // What mail servers tell each other about a failure, unless nobody put it into words.
    if (type == "message/delivery-status" || type == "text/rfc822-headers") {
      if (parts_.texts.empty()) parts_.texts.push_back(ReadText(part, false));
      return;
    }
    if (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") {
      parts_.encrypted = true;
    }
    if (type == "application/pgp-signature" || type == "application/pkcs7-signature" ||
        type == "application/x-pkcs7-signature" || type == "application/pgp-encrypted") {
      return;
    }
    if (name.empty() && !attached) return;  // pictures and such that the text shows
    const std::string fallback = "attachment-" + std::to_string(parts_.files.size() + 1);
    parts_.files.push_back({name.empty() ? fallback : name, Content(part)});
  }

  MailParts parts_;
};

}  // namespace

MailText ReadText(GMimePart* part, bool html) {
  auto* object = GMIME_OBJECT(part);
  const std::string bytes = Content(part);
  charset::Text text =
      charset::ToUtf8(bytes, TrustedCharset(TypeParameter(object, "charset"), bytes));
  const bool flowed = !html && AsciiLower(TypeParameter(object, "format")) == "flowed";
  return {html, std::move(text.utf8), text.damaged, flowed};
}

GMimePart* RootPage(GMimeObject* root) {
  const std::string start = TypeParameter(root, "start");
  std::vector<GMimeObject*> open = {root};
  GMimePart* first = nullptr;
  for (std::size_t visited = 0; !open.empty() && visited < kMaxParts; ++visited) {
    GMimeObject* object = open.back();
    open.pop_back();
    if (object == nullptr) continue;
    if (GMIME_IS_MULTIPART(object)) {
      for (int i = g_mime_multipart_get_count(GMIME_MULTIPART(object)); i-- > 0;) {
        open.push_back(g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
      }
    } else if (GMIME_IS_PART(object)) {
      const std::string type = TypeOf(object);
      if (type != "text/html" && type != "application/xhtml+xml") continue;
      const char* id = g_mime_object_get_content_id(object);
      if (id != nullptr && !start.empty() && start.find(id) != std::string::npos) {
        return GMIME_PART(object);
      }
      if (first == nullptr) first = GMIME_PART(object);
    }
  }
  return first;
}

MailParts CollectParts(GMimeObject* root) { return Collector().Run(root); }

std::vector<std::pair<std::string, std::string>> RawHeaders(GMimeObject* object) {
  std::vector<std::pair<std::string, std::string>> headers;
  GMimeHeaderList* list = g_mime_object_get_header_list(object);
  const int count = g_mime_header_list_get_count(list);
  for (int i = 0; i < count; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
    const char* value = g_mime_header_get_raw_value(header);
    headers.emplace_back(g_mime_header_get_name(header), value == nullptr ? "" : value);
  }
  return headers;
}

}  // namespace wenyuan::parse
