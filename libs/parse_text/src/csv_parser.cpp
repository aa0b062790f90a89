#include "wenyuan/parse_text/csv_parser.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "csv_reader.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kRowsPerTable = 500;
constexpr std::size_t kMaxColumns = 16'384;  // as many as a spreadsheet has
constexpr std::size_t kSample = 64 << 10U;

bool IsBlank(const Row& row) {
  return std::all_of(row.begin(), row.end(), [](const auto& field) { return Trim(field).empty(); });
}

// A header names every column, differently, and with words.
bool LooksLikeHeader(const Row& row) {
  std::set<std::string> seen;
  for (const std::string& field : row) {
    if (Trim(field).empty() || LooksNumeric(field) || !seen.insert(field).second) return false;
  }
  return row.size() >= 2;
}

bool NamesTable(std::string_view name) {
  return EndsWithIgnoringCase(name, ".csv") || EndsWithIgnoringCase(name, ".tsv");
}

class CsvParser final : public Parser {
 public:
  CsvParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "csv"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (!LooksLikeText(bytes)) return 0;
    if (NamesTable(name)) return 70;
    const charset::Text text = charset::ToUtf8(bytes.substr(0, kSample));
    const CsvDialect dialect = DetectDialect(text.utf8);
    const bool sure = dialect.columns >= 3 && dialect.records >= 5 && dialect.share >= 0.95;
    return sure ? 40 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > request.limits.max_input_bytes) {
      return FileTooLarge(
          "csv", {"it is larger than a file may be; split it", "它超过文件大小上限，请拆分"});
    }
    DocumentBuilder out("csv", request.limits);
    const charset::Text text = charset::ToUtf8(request.bytes);
    out.AddMetadata("charset", text.charset);
    if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
    std::string_view body = text.utf8;
    CsvDialect dialect = DetectDialect(body);
    if (body.substr(0, 4) == "sep=" && body.size() > 5) {  // Excel's way to name the delimiter
      dialect.delimiter = body[4];
      body.remove_prefix(std::min(body.find('\n') + 1, body.size()));
    }
    if (dialect.delimiter == 0) dialect.delimiter = ',';
    AddTables(body, dialect.delimiter, out);
    return out.Finish();
  }

 private:
  static void AddTables(std::string_view body, char delimiter, DocumentBuilder& out) {
    CsvReader reader(body, delimiter);
    std::vector<Row> rows;
    Row row;
    Row header;
    bool first = true;
    while (!out.Full() && reader.Next(row)) {
      if (IsBlank(row)) continue;
      if (row.size() > kMaxColumns) {
        out.Warn("a row has more than 16384 fields; the rest of it was left out");
        row.resize(kMaxColumns);
      }
      if (std::exchange(first, false) && LooksLikeHeader(row)) header = row;
      rows.push_back(std::move(row));
      if (rows.size() >= kRowsPerTable) Flush(rows, header, out);
    }
    const bool only_header = rows.size() == 1 && !header.empty() && !out.Empty();
    if (!rows.empty() && !only_header) Flush(rows, header, out);
  }

  // Later pieces repeat the header, so that each can be understood alone.
  static void Flush(std::vector<Row>& rows, const Row& header, DocumentBuilder& out) {
    out.AddTable(TableFromRows(rows, header.empty() ? 0 : 1));
    rows.clear();
    if (!header.empty()) rows.push_back(header);
  }
};

}  // namespace

std::unique_ptr<Parser> MakeCsvParser() { return std::make_unique<CsvParser>(); }

}  // namespace wenyuan::parse
