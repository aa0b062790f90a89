#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "comparison.h"
#include "wenyuan/base/result.h"

namespace wenyuan::model {

// `wenyuan-model quantize|compare|measure …`: work on model files for `wenyuan model`, which reads
// JSON from standard output, a line each: {"stage", "done", "all"} while it goes on, last
// {"result": …} or {"error": {"code", "message", "message_zh"}}.
bool IsTool(std::string_view word);
// Runs it to its end: the program's exit status.
int RunTool(int argc, char** argv);

struct QuantizeToolOptions {
  std::string source;
  std::string target;
  std::string to;
  std::string mix;
  std::vector<std::string> rules;
  std::string importance;  // a file, a folder, "-": standard input; empty: none
  std::uint64_t importance_tokens = 16'384;
  std::uint32_t threads = 0;  // 0: as many as there are
  bool dry_run = false;
  bool replace = false;
};
Result<boost::json::object> QuantizeTool(const QuantizeToolOptions& options,
                                         const ToolProgress& progress);

struct CompareToolOptions {
  std::string source;
  std::string other;  // empty: only the source's speed is measured
  std::string text;
  std::string questions;  // a file: a question a line, or JSON lines with "question"
  std::uint64_t text_tokens = 4'096;
  std::uint32_t answer_tokens = 48;
  std::uint32_t threads = 0;
  std::uint32_t rounds = 3;
};
Result<boost::json::object> CompareTool(const CompareToolOptions& options,
                                        const ToolProgress& progress);

// The text of a file, of all .txt and .md files of a folder, or of standard input ("-"); at most 16
// MiB of it.
Result<std::string> ReadTextAt(const std::string& place);

std::uint32_t ThreadsOr(std::uint32_t threads);

// When the process is told to end, this file goes first.
void RemoveWhenEnded(const std::string& file);

}  // namespace wenyuan::model
