#include "wenyuan/parse_archive/warc_parser.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "archive_reader.h"
#include "entry_names.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxRecords = 100'000;
constexpr std::size_t kLongestHeader = 256 << 10U;

// What follows the first empty line; the header is what stands before it.
struct Split {
  std::string_view header;
  std::string_view body;
};

std::optional<Split> SplitHeader(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, kLongestHeader);
  std::size_t end = start.find("\r\n\r\n");
  std::size_t gap = 4;
  if (const std::size_t bare = start.find("\n\n"); bare < end) {
    end = bare;
    gap = 2;
  }
  if (end == std::string_view::npos) return std::nullopt;
  return Split{bytes.substr(0, end), bytes.substr(end + gap)};
}

std::string_view Field(std::string_view header, std::string_view name) {
  const std::string wanted = "\n" + std::string(name) + ":";
  const std::size_t found = FindIgnoringCase(header, wanted);
  if (found == std::string_view::npos) return {};
  const std::size_t at = found + wanted.size();
  return Trim(header.substr(at, std::min(header.find('\n', at), header.size()) - at));
}

// "Transfer-Encoding: chunked" undone; what does not look like it stays.
std::string Unchunked(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line = body.find('\n');
    if (error != std::errc() || line == std::string_view::npos) break;
    if (size == 0) return out;
    body.remove_prefix(line + 1);
    size = std::min(size, body.size());
    out += body.substr(0, size);
    body.remove_prefix(size);
    body.remove_prefix(std::min(body.size(), std::min(body.find('\n'), body.size()) + 1));
  }
  return out.empty() ? std::string(body) : out;
}

// A page named by its address without scheme and query, with an ending that its type suggests.
std::string NameOf(std::string_view url, std::string_view type) {
  std::string_view name = url;
  if (const std::size_t scheme = name.find("://"); scheme != std::string_view::npos) {
    name = name.substr(scheme + 3);
  }
  std::string out(name.substr(0, name.find('#')));
  const bool page =
      type.substr(0, 9) == "text/html" || type.substr(0, 21) == "application/xhtml+xml";
  if (out.find('/') == std::string::npos) out += '/';
  if (out.back() == '/') out += "index.html";
  const bool named = EndsWithIgnoringCase(out, ".html") || EndsWithIgnoringCase(out, ".htm");
  if (page && !named) out += ".html";
  return out;
}

// Whether people read it: not pictures, scripts, style sheets, fonts.
bool IsDocument(std::string_view type) {
  for (const std::string_view wanted :
       {"text/html", "text/plain", "text/csv", "text/xml", "text/markdown", "application/xhtml",
        "application/pdf", "application/xml", "application/json", "application/msword",
        "application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.ms-",
        "application/rtf", "application/epub", "message/rfc822"}) {
    if (type.substr(0, wanted.size()) == wanted) return true;
  }
  return false;
}

class WarcParser final : public Parser {
 public:
  WarcParser() {
    charset::WarmUp();
    ArchiveReader::WarmUp();
  }

  [[nodiscard]] std::string_view Name() const override { return "warc"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return bytes.substr(0, 5) == "WARC/" && bytes.substr(0, 20).find('\n') < 20 ? 90 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    EntryNames names;
    std::string_view rest = request.bytes;
    std::size_t records = 0;
    std::size_t left_out = 0;
    while (!rest.empty() && !out.Full()) {
      if (++records > kMaxRecords) {
        return FileTooLarge(Name(), {"it holds more than 100000 records; split it",
                                     "其中的记录超过 10 万条，请拆分"});
      }
      const auto record = SplitHeader(rest);
      std::size_t length = 0;
      const std::string_view said = record ? Field(record->header, "content-length") : "";
      const bool good =
          record && record->header.substr(0, 5) == "WARC/" &&
          std::from_chars(said.data(), said.data() + said.size(), length).ec == std::errc();
      if (!good) {
        if (out.Empty()) {
          return BrokenFile(Name(), {"a record has no length; download it again",
                                     "有一条记录缺少长度，请重新下载"});
        }
        out.Warn("the archive is damaged; the rest was left out");
        break;
      }
      if (length > record->body.size()) out.Warn("the last record is cut off");
      const std::string_view body = record->body.substr(0, length);
      if (!Take(record->header, body, names, out)) ++left_out;
      rest = record->body.substr(body.size());
      while (!rest.empty() && (rest[0] == '\r' || rest[0] == '\n')) rest.remove_prefix(1);
    }
    if (left_out > 0) out.AddMetadata("records left out", std::to_string(left_out));
    return out.Finish();
  }

 private:
  static bool Take(std::string_view header, std::string_view body, EntryNames& names,
                   DocumentBuilder& out) {
    const std::string kind = AsciiLower(Field(header, "warc-type"));
    const std::string_view url = Field(header, "warc-target-uri");
    std::string type = AsciiLower(Field(header, "content-type"));
    if (kind != "response" && kind != "resource" && kind != "conversion") return false;
    std::string content(body);
    if (kind == "response" && body.substr(0, 5) == "HTTP/") {
      const auto http = SplitHeader(body);
      if (!http || http->header.substr(http->header.find(' ') + 1, 1) != "2") return false;
      type = AsciiLower(Field(http->header, "content-type"));
      const bool chunked =
          FindIgnoringCase(Field(http->header, "transfer-encoding"), "chunked") == 0;
      content = chunked ? Unchunked(http->body) : std::string(http->body);
      if (!Field(http->header, "content-encoding").empty()) content = Unpacked(std::move(content));
    }
    if (!IsDocument(type) || content.empty()) return false;
    const std::string address = charset::Clean(std::string(url.substr(0, url.rfind('>'))));
    const std::string_view bare = std::string_view(address).substr(address.find('<') + 1);
    const auto name = names.Take(NameOf(bare, type), out);
    if (!name) return false;
    out.AddAttachment(*name, std::move(content));
    return true;
  }

  // The archive may hold the answer unpacked although its header says otherwise.
  static std::string Unpacked(std::string content) {
    const auto reader = ArchiveReader::Open(content, {});
    if (!reader || !(*reader)->Next()) return content;
    auto bytes = (*reader)->Read();
    return bytes && !bytes->empty() ? *std::move(bytes) : content;
  }
};

}  // namespace

std::unique_ptr<Parser> MakeWarcParser() { return std::make_unique<WarcParser>(); }

}  // namespace wenyuan::parse
