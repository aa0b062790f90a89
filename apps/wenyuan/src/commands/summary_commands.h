#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "../session.h"

namespace wenyuan::app {

struct SummarizeOptions {
  std::vector<std::string> documents;  // ids or names
  std::int64_t revision = 0;           // 0: the one that answers now
  std::string pages;                   // "3-10", "3-", "-10", "3"; empty: all
  std::string heading;
  std::string length;          // short, medium, long; empty: medium
  std::int64_t sentences = 0;  // not 0: instead of a length
  std::string language;        // zh, en; empty: that of the text
  std::string model;           // a file or an address; empty: what the settings say
  bool extractive = false;
};
int RunSummarize(Session& session, const SummarizeOptions& options);

struct ClassifyOptions {
  std::vector<std::string> documents;  // ids or names
  std::vector<std::string> labels;     // "name" or "name: description"
  std::filesystem::path label_file;    // one such a line
  std::int64_t most = 1;
  std::string model;
  bool extractive = false;
  bool apply = false;
};
int RunClassify(Session& session, const ClassifyOptions& options);

}  // namespace wenyuan::app
