#include "original.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "problem.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kPieceBytes = 256U << 10U;

struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;  // exclusive
};

std::optional<std::uint64_t> Number(std::string_view text) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

enum class RangeKind { kWhole, kPart, kUnsatisfiable };

// RFC 9110 section 14: what is no single well-formed byte range is ignored.
RangeKind ReadRange(std::string_view header, std::uint64_t size, Range& range) {
  range = {0, size};
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) {
    return RangeKind::kWhole;
  }
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeKind::kWhole;
  const auto first = Number(header.substr(0, dash));
  const auto last = Number(header.substr(dash + 1));
  if (dash == 0) {  // the last so many bytes
    if (!last) return RangeKind::kWhole;
    if (*last == 0 || size == 0) return RangeKind::kUnsatisfiable;
    range.begin = size - std::min(*last, size);
    return RangeKind::kPart;
  }
  const bool open_end = dash + 1 == header.size();
  if (!first || (!last && !open_end) || (last && *last < *first)) return RangeKind::kWhole;
  if (*first >= size) return RangeKind::kUnsatisfiable;
  range = {*first, last ? std::min(*last, size - 1) + 1 : size};
  return RangeKind::kPart;
}

// Only what a browser shows without running it; judged by the content, not by any name.
std::string_view SafeType(std::string_view head, std::string_view format) {
  if (head.starts_with("%PDF-")) return "application/pdf";
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.starts_with("\xff\xd8\xff")) return "image/jpeg";
  constexpr std::array<std::string_view, 5> kTexts = {"txt", "text", "md", "csv", "tsv"};
  const bool is_text = std::find(kTexts.begin(), kTexts.end(), format) != kTexts.end();
  return is_text ? "text/plain" : std::string_view();
}

// RFC 6266 with the encoding of RFC 8187, because names are rarely ASCII here.
std::string Disposition(bool inline_, std::string_view source_name) {
  const std::string_view name = source_name.substr(source_name.rfind('/') + 1);
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                       (letter >= 'A' && letter <= 'Z') || letter == '.' || letter == '-' ||
                       letter == '_';
    if (plain) {
      encoded += letter;
    } else {
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return std::string(inline_ ? "inline" : "attachment") + "; filename*=UTF-8''" + encoded;
}

http::Response Unsatisfiable(const Call& call, std::uint64_t size) {
  http::Response response = Problem({416, "invalid_argument", "No such range", "范围无效",
                                     "the file has only " + std::to_string(size) + " bytes",
                                     "文件只有 " + std::to_string(size) + " 字节"},
                                    call.language, call.request.id);
  response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
  return response;
}

}  // namespace

Result<Reply> SendOriginal(Call& call, const store::Document& document,
                           const store::Revision& revision) {
  const http::Headers& asked = call.request.headers;
  const std::string etag = "\"" + revision.original.sha256 + "\"";
  if (http::Find(asked, "If-None-Match") == etag) {
    return http::Response{304, {{"ETag", etag}, {"Cache-Control", "private, no-cache"}}, {}};
  }
  WY_TRY(const auto blob, call.services().blobs.Open(revision.original));
  const std::uint64_t size = blob->Size();
  Range range;
  const std::string_view condition = http::Find(asked, "If-Range");
  const bool fresh = condition.empty() || condition == etag;
  const RangeKind kind = ReadRange(fresh ? http::Find(asked, "Range") : "", size, range);
  if (kind == RangeKind::kUnsatisfiable) return Unsatisfiable(call, size);

  WY_TRY(const std::string head, blob->ReadAt(0, std::min<std::uint64_t>(size, 16)));
  const std::string_view type = SafeType(head, document.format);
  const bool inline_ = !type.empty() && call.Query("download").value_or("false") != "true";
  http::Headers headers = {
      {"Content-Type", std::string(type.empty() ? "application/octet-stream" : type)},
      {"Content-Length", std::to_string(range.end - range.begin)},
      {"Content-Disposition", Disposition(inline_, document.source_name)},
      {"Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'self'"},
      {"Accept-Ranges", "bytes"},
      {"ETag", etag},
      {"Cache-Control", "private, no-cache"}};
  if (kind == RangeKind::kPart) {
    headers.emplace_back("Content-Range", "bytes " + std::to_string(range.begin) + "-" +
                                              std::to_string(range.end - 1) + "/" +
                                              std::to_string(size));
  }
  const auto piece_at = [&](std::uint64_t at) {
    return blob->ReadAt(at, std::min<std::uint64_t>(kPieceBytes, range.end - at));
  };
  // The first piece before the head, so that a damaged file can still be an error.
  WY_TRY(std::string piece, piece_at(range.begin));
  call.responder.Start(kind == RangeKind::kPart ? 206 : 200, std::move(headers));
  for (std::uint64_t at = range.begin; !piece.empty() && call.responder.Write(piece);) {
    at += piece.size();
    if (at >= range.end) break;
    auto next = piece_at(at);
    if (!next) break;  // the announced length is missed, which the client notices
    piece = *std::move(next);
  }
  return Reply();
}

}  // namespace wenyuan::api
