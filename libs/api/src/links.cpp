#include "links.h"

namespace wenyuan::api {
namespace {

// A longer one makes an address that programs cut; the blocks are marked then.
constexpr std::size_t kLongestQuote = 240;

std::string Encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                       (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '_' || byte == '.';
    if (plain) {
      encoded += letter;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 15U];
    }
  }
  return encoded;
}

struct Place {
  const std::string& document_id;
  std::uint32_t revision;
  std::uint32_t page;
  std::uint32_t block_begin;
  std::uint32_t block_end;
};

std::string LinkTo(const std::string& own_address, const Place& place) {
  return own_address + "/#/documents/" + Encoded(place.document_id) +
         "?revision=" + std::to_string(place.revision) + "&page=" + std::to_string(place.page) +
         "&blocks=" + std::to_string(place.block_begin) + "-" + std::to_string(place.block_end);
}

}  // namespace

std::string OwnAddress(const http::Request& request, bool tls) {
  const std::string host(http::Find(request.headers, "Host"));
  if (request.peer == "unix" || host.empty()) return {};
  const bool proxied_tls = http::Find(request.headers, "X-Forwarded-Proto") == "https";
  return (tls || proxied_tls ? "https://" : "http://") + host;
}

std::string LinkOf(const std::string& own_address, const answer::Citation& citation) {
  std::string link = LinkTo(own_address, {citation.document_id, citation.revision, citation.page,
                                          citation.block_begin, citation.block_end});
  if (!citation.quote.empty() && citation.quote.size() <= kLongestQuote) {
    link += "&quote=" + Encoded(citation.quote);
  }
  return link;
}

std::string LinkOf(const std::string& own_address, const search::Hit& hit) {
  return LinkTo(own_address, {hit.document.id, hit.revision, hit.chunk.page, hit.chunk.block_begin,
                              hit.chunk.block_end});
}

}  // namespace wenyuan::api
