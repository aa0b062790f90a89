#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "../session.h"

namespace wenyuan::app {

// What a model is held against another with.
struct CompareOptions {
  std::string source;     // a file, or a model's name in the data folder
  std::string quantised;  // likewise
  std::string text;       // a file or folder; empty: the one that comes with the program
  std::string library;    // or the text of this one
  std::string questions;  // a file; empty: those that come with the program
  std::int64_t tokens = 4'096;
  std::int64_t threads = 0;  // 0: as the server answers with
};

struct QuantizeOptions {
  std::string source;
  std::string to;
  std::string mix;
  std::vector<std::string> rules;
  std::filesystem::path output;  // empty: into the data folder, named after the source and the mix
  std::string importance;        // a file or folder
  std::string library;           // whose text says what matters
  bool dry_run = false;
  bool replace = false;
  bool report = false;
  CompareOptions compare;  // of the report; source and quantised are filled in
};

int RunModelQuantize(Session& session, const QuantizeOptions& options);
int RunModelCompare(Session& session, const CompareOptions& options);

// Passages of a library's documents, newest first, as one text; enough for what models are read
// with. kNotFound when there are none.
Result<std::string> LibraryText(Session& session, const std::string& library);

// The comparison, measured, as `wenyuan-model compare` gives it.
Result<boost::json::object> Compare(Session& session, const CompareOptions& options);

}  // namespace wenyuan::app
