#include "wenyuan/parse_text/dif_parser.h"

#include <algorithm>
#include <string>
#include <vector>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kRowsPerTable = 500;

std::string Unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') ++i;
  }
  return out;
}

class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  bool Next(std::string_view& line) {
    if (at_ >= text_.size()) return false;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    line = Trim(text_.substr(at_, end - at_));
    at_ = end + 1;
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

class DifParser final : public Parser {
 public:
  DifParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "dif"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    Lines lines(bytes.substr(0, 200));
    std::string_view topic;
    std::string_view numbers;
    if (!lines.Next(topic) || !lines.Next(numbers)) return 0;
    return topic == "TABLE" && numbers.substr(0, 2) == "0," ? 80 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    Lines lines(text);
    std::string_view topic;
    std::string_view numbers;
    std::string_view value;
    // The header: items of three lines up to DATA.
    while (lines.Next(topic) && lines.Next(numbers) && lines.Next(value)) {
      if (topic == "TABLE") out.SetTitle(Unquoted(value));
      if (topic == "DATA") break;
    }
    if (topic != "DATA") {
      return BrokenFile(Name(), {"it has no data; export it again", "其中没有数据，请重新导出"});
    }
    std::vector<std::vector<std::string>> rows;
    while (!out.Full() && lines.Next(numbers) && lines.Next(value)) {
      const std::string_view type = numbers.substr(0, numbers.find(','));
      if (type == "-1") {
        if (value == "EOD") break;
        if (rows.size() >= kRowsPerTable) Flush(rows, out);
        rows.emplace_back();
        continue;
      }
      if (rows.empty()) rows.emplace_back();
      const std::size_t comma = numbers.find(',');
      const bool number = type == "0" && comma != std::string_view::npos;
      rows.back().push_back(number ? std::string(Trim(numbers.substr(comma + 1)))
                                   : Unquoted(value));
    }
    Flush(rows, out);
    return out.Finish();
  }

 private:
  static void Flush(std::vector<std::vector<std::string>>& rows, DocumentBuilder& out) {
    out.AddTable(TableFromRows(rows, 0));
    rows.clear();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeDifParser() { return std::make_unique<DifParser>(); }

}  // namespace wenyuan::parse
