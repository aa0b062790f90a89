#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::eval {

// Reads RFC 4180 and says on which line a record begins, because what a person is told about their
// file names the line. Lone CR, LF and CRLF end a record.
class CsvRecords {
 public:
  CsvRecords(std::string_view text, char delimiter) : rest_(text), delimiter_(delimiter) {}

  enum class Found { kRecord, kUnclosedQuote, kEnd };
  // After kUnclosedQuote the text is used up.
  Found Next(std::vector<std::string>& fields);
  [[nodiscard]] std::size_t line() const { return line_; }  // of the record given last

 private:
  bool Field(std::string& field);
  bool Quoted(std::string& field);

  std::string_view rest_;
  const char delimiter_;
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
};

// A cell as it stands in a record: quoted when it must be.
std::string CsvCell(std::string_view text);

}  // namespace wenyuan::eval
