#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// What the process that parses may use for one file.
struct ParseLimits {
  std::size_t max_input_bytes = std::size_t{512} << 20U;
  std::size_t max_text_bytes = std::size_t{64} << 20U;
  std::size_t max_pages = 20'000;
  std::size_t max_attachment_bytes = std::size_t{500} << 20U;  // all together
  std::size_t max_attachments = 10'000;
};

// Pages in a row, from 1.
struct PageRange {
  std::uint32_t first = 1;
  std::uint32_t count = 0;  // 0: none
  [[nodiscard]] bool Contains(std::size_t page) const {
    return page >= first && page - first < count;
  }
};

struct ParseRequest {
  std::string_view bytes;  // the whole file
  std::string_view name;   // as the user named it; a hint only, never trusted
  std::string_view password;
  ParseLimits limits;
  // With pages here, only these are read; their text comes from their pictures where
  // Page::needs_recognition would be set otherwise. Parsers that cannot do it ignore the wish.
  PageRange recognise = {};
  // With pictures here (SHA-256, as in Picture), only these are read: the document has nothing but
  // a figure for each, with its text and, as a page of its own, its size in pixels.
  std::vector<std::string> recognise_pictures = {};
};

// Turns the bytes of one format into a document. One thread at a time per object.
// `Parse` fails with kInvalidArgument for a broken file, kPermissionDenied when a password
// opens it and there was none (or a wrong one), kUnsupported for a variant it cannot read,
// kTooLarge for a limit; the message says which and what to do, in both languages. It never returns
// a document without blocks, attachments and pages that need recognition: such a file has "no
// text", which is kUnsupported.
class Parser {
 public:
  virtual ~Parser() = default;
  [[nodiscard]] virtual std::string_view Name() const = 0;  // "pdf", as in Document::format
  // How sure this parser is, from the content first and the name last: 0 not mine, 100 certain.
  [[nodiscard]] virtual int Recognise(std::string_view bytes, std::string_view name) const = 0;
  virtual Result<Document> Parse(const ParseRequest& request) = 0;
};

}  // namespace wenyuan::parse
