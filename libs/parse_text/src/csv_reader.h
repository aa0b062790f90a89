#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::parse {

// Reads records of fields; quoted fields may hold delimiters, line ends and doubled quotes. A quote
// that is never closed ends with its line, so that one stray quote does not eat the file.
class CsvReader {
 public:
  // `text` must outlive the reader.
  CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  // False at the end. A record of an empty line has one empty field.
  bool Next(std::vector<std::string>& fields);

 private:
  std::string Field();
  bool Quoted(std::string& field);

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
};

struct CsvDialect {
  char delimiter = 0;       // 0: no table
  std::size_t columns = 0;  // of most records
  std::size_t records = 0;  // looked at
  double share = 0;         // of the records that have so many columns
};

// The delimiter that gives most records of the start the same number of columns, at least 2.
CsvDialect DetectDialect(std::string_view text);

}  // namespace wenyuan::parse
