#include "csv_reader.h"

#include <algorithm>
#include <map>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kDialectRecords = 50;
constexpr std::size_t kLongestQuote = 1 << 20U;

}  // namespace

bool CsvReader::Quoted(std::string& field) {
  std::size_t at = at_ + 1;
  while (true) {
    const std::size_t quote = text_.find('"', at);
    if (quote == std::string_view::npos || quote - at_ > kLongestQuote) {
      field.clear();
      return false;
    }
    field.append(text_, at, quote - at);
    at = quote + 1;
    if (at < text_.size() && text_[at] == '"') {
      field += '"';
      ++at;
      continue;
    }
    const bool closes =
        at >= text_.size() || text_[at] == delimiter_ || text_[at] == '\n' || text_[at] == '\r';
    if (closes) break;
    field += '"';  // a quote in the middle of a field that somebody forgot to double
  }
  at_ = at;
  return true;
}

std::string CsvReader::Field() {
  std::string field;
  if (at_ < text_.size() && text_[at_] == '"' && Quoted(field)) return field;
  const char stops[] = {delimiter_, '\n', '\r'};
  std::size_t end = text_.find_first_of(std::string_view(stops, 3), at_);
  if (end == std::string_view::npos) end = text_.size();
  field = text_.substr(at_, end - at_);
  at_ = end;
  return field;
}

bool CsvReader::Next(std::vector<std::string>& fields) {
  fields.clear();
  if (at_ >= text_.size()) return false;
  while (true) {
    fields.push_back(Field());
    if (at_ >= text_.size()) return true;
    const char c = text_[at_++];
    if (c == delimiter_) continue;
    if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    return true;
  }
}

CsvDialect DetectDialect(std::string_view text) {
  CsvDialect best;
  double best_score = 0;
  for (const char delimiter : {',', '\t', ';', '|'}) {
    CsvReader reader(text, delimiter);
    std::vector<std::string> fields;
    std::map<std::size_t, std::size_t> counts;
    std::size_t records = 0;
    while (records < kDialectRecords && reader.Next(fields)) {
      if (fields.size() == 1 && fields[0].empty()) continue;
      ++counts[fields.size()];
      ++records;
    }
    for (const auto& [columns, count] : counts) {
      const double share = static_cast<double>(count) / static_cast<double>(records);
      // A few columns more never outweigh records that do not fit.
      const double score = share + 0.01 * static_cast<double>(std::min<std::size_t>(columns, 20));
      if (columns >= 2 && score > best_score) {
        best_score = score;
        best = {delimiter, columns, records, share};
      }
    }
  }
  return best;
}

}  // namespace wenyuan::parse
