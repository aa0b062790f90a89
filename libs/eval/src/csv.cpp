#include "csv.h"

#include <algorithm>

namespace wenyuan::eval {

// The text in quotes at the front, quotes off; false when the closing one is missing.
bool CsvRecords::Quoted(std::string& field) {
  rest_.remove_prefix(1);
  for (;;) {
    const std::size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) return false;
    field += rest_.substr(0, quote);
    next_line_ += static_cast<std::size_t>(
        std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) return true;
    field += '"';
    rest_.remove_prefix(1);
  }
}

bool CsvRecords::Field(std::string& field) {
  if (rest_.starts_with('"') && !Quoted(field)) return false;
  const char ends[] = {delimiter_, '\r', '\n'};
  const std::size_t end =
      std::min(rest_.find_first_of(std::string_view(ends, sizeof ends)), rest_.size());
  field += rest_.substr(0, end);  // behind a closing quote too: better kept than lost
  rest_.remove_prefix(end);
  return true;
}

CsvRecords::Found CsvRecords::Next(std::vector<std::string>& fields) {
  fields.clear();
  if (rest_.empty()) return Found::kEnd;
  line_ = next_line_;
  for (;;) {
    if (!Field(fields.emplace_back())) {
      rest_ = {};
      return Found::kUnclosedQuote;
    }
    if (!rest_.starts_with(delimiter_)) break;
    rest_.remove_prefix(1);
  }
  if (rest_.starts_with('\r'))
    rest_.remove_prefix(rest_.substr(1).starts_with('\n') ? 2 : 1);
  else if (rest_.starts_with('\n'))
    rest_.remove_prefix(1);
  ++next_line_;
  return Found::kRecord;
}

std::string CsvCell(std::string_view text) {
  const bool has_edge_blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!has_edge_blank && text.find_first_of("\",;\t\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace wenyuan::eval
