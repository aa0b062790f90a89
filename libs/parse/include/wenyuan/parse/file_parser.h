#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"

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
};

struct ParserProcessOptions {
  std::filesystem::path program;  // wenyuan-parser
  std::size_t processes = 1;      // files parsed at the same time
  std::chrono::seconds wall_time{60};
  std::chrono::seconds cpu_time{30};
  std::size_t memory_bytes = std::size_t{1} << 30U;
  std::size_t files_per_process = 200;  // then it is replaced, so that leaks stay small
};

// Sandboxed wenyuan-parser processes, started when first needed and replaced when they misbehave.
Result<std::unique_ptr<FileParser>> MakeParserProcesses(ParserProcessOptions options);

}  // namespace wenyuan::parse
