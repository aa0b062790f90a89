#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::eval {

// Grades by document id. 0 and less: judged, and not relevant.
using Grades = std::map<std::string, int>;

struct CorpusDocument {
  std::string id;
  std::string title;  // may be empty
  std::string text;
};

struct JudgedQuery {
  std::string id;
  std::string text;
  std::vector<std::string> answers;  // any of them is right; may be empty
  Grades relevant;
};

// Both read the common form of a test collection: one JSON object a line, UTF-8, plain or gzip.
// Keys that are not named here are passed over.
// Fail with kNotFound, kCorruption (not gzip, cut short) and kInvalidArgument (naming the line).

// {"id", "title"?, "text"}; ids are strings or whole numbers.
Result<std::vector<CorpusDocument>> ReadCorpus(const std::filesystem::path& path);

// {"id", "text", "answers"?: [string…], "relevant"?: [id…] or {id: grade}}; a list gives grade 1.
Result<std::vector<JudgedQuery>> ReadQueries(const std::filesystem::path& path);

}  // namespace wenyuan::eval
