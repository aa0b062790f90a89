#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Parses an untrusted file somewhere it can do no harm. Any thread; a call blocks.
class FileParser {
 public:
  virtual ~FileParser() = default;
  // As Parser::Parse; besides kTimeout or kTooLarge when the file used up its time or memory, and
  // kUnsupported when it made the parser crash: the file is to blame, the next one is not affected.
  // kUnavailable when no parser process can be started.
  virtual Result<Document> Parse(std::string_view bytes, std::string_view name,
                                 std::string_view password) = 0;
  // Calls that run and all that come fail soon with kUnavailable: we are closing.
  virtual void Stop() {}
};

// Reads pages that show text as a picture. Any thread; a call blocks for seconds a page.
class PageReader {
 public:
  virtual ~PageReader() = default;
  // A document with the blocks of these pages only; the pages among them that needed recognition do
  // so no more. Fails as FileParser::Parse; kUnavailable also while recognition is not installed.
  virtual Result<Document> ReadPages(std::string_view bytes, std::string_view name,
                                     std::string_view password, PageRange pages) = 0;
  // As ParseRequest::recognise_pictures: pages, pictures and figures of the result are in the same
  // order; a picture that the file does not hold, or that is damaged, is left out.
  virtual Result<Document> ReadPictures(std::string_view bytes, std::string_view name,
                                        std::string_view password,
                                        const std::vector<std::string>& pictures) = 0;
  // What reads, as people call it ("PP-OCRv6"); empty: nothing does now.
  [[nodiscard]] virtual std::string Recogniser() const { return {}; }
  virtual void Stop() {}  // as FileParser::Stop
};

struct ParserProcessOptions {
  std::filesystem::path program;  // wenyuan-parser
  std::size_t processes = 1;      // files parsed at the same time
  std::chrono::seconds wall_time{60};
  std::chrono::seconds cpu_time{30};
  std::size_t memory_bytes = std::size_t{1} << 30U;
  std::size_t files_per_process = 200;    // then it is replaced, so that leaks stay small
  std::filesystem::path recogniser = {};  // the folder of its models; empty: it recognises nothing
  // Instead of recognising: what it was asked to read comes as a picture (JPEG), in the attachments
  // of the document; none where there is nothing to see.
  bool give_pictures = false;
};

// Sandboxed wenyuan-parser processes, started when first needed and replaced when they misbehave.
Result<std::unique_ptr<FileParser>> MakeParserProcesses(ParserProcessOptions options);

// What keeps a parser process from doing harm on this machine ("user nobody, Landlock 7, seccomp"):
// starts one, and ends it. kUnavailable when its sandbox cannot be closed: then no file is read.
Result<std::string> ProtectionOfParsers(const ParserProcessOptions& options);

// MakeParserProcesses for recognition. `options.recogniser` or `options.give_pictures` must be set.
Result<std::unique_ptr<PageReader>> MakePageReader(ParserProcessOptions options);

}  // namespace wenyuan::parse
