#include "xls/sheet_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"
#include "xls/chart.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxTexts = 100'000;
constexpr std::size_t kMaxCharts = 10'000;
constexpr std::uint16_t kChartSheet = 0x20;

std::string ErrorText(std::uint8_t code) {
  switch (code) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    default:
      return "#N/A";
  }
}

std::string CellName(std::uint32_t row, std::uint32_t column) {
  std::string name;
  for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name + std::to_string(row + 1);
}

// "&L&\"Arial\"&8left&Cpage &P" without what is formatting or filled in on each page.
std::string PageText(std::string_view code) {
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] != '&' || i + 1 >= code.size()) {
      text += code[i];
      continue;
    }
    const char c = code[++i];
    if (c == '&') text += '&';
    if (c == 'L' || c == 'C' || c == 'R') text += text.empty() ? "" : "\n";
    if (c == '"') i = std::min(code.find('"', i + 1), code.size());
    while (c >= '0' && c <= '9' && i + 1 < code.size() && code[i + 1] >= '0' &&
           code[i + 1] <= '9') {
      ++i;
    }
    if (c == 'K') i += 6;
  }
  return std::string(Trim(text));
}

class Reader {
 public:
  explicit Reader(const XlsWorkbook& book) : book_(book) {}

  XlsSheet Run(XlsRecords records) {
    XlsRecord record;
    int depth = 0;  // charts stand inside the sheet
    while (records.Next(record)) {
      if (record.type == kXlsStart) {
        ++depth;
        if (record.Head().U16(2) == kChartSheet) chart_.emplace();
      } else if (record.type == kXlsEnd) {
        if (chart_) FinishChart();
        if (--depth <= 0) break;
      } else if (chart_) {
        TakeChartRecord(record);
      } else if (depth <= 1) {
        Take(record);
      }
    }
    AddNotes();
    for (auto& [object, text] : object_texts_) AddText(std::move(text));
    out_.cells.Tidy();
    return std::move(out_);
  }

 private:
  void Take(const XlsRecord& record) {
    const Bytes head = record.Head();
    const std::uint32_t row = head.U16(0);
    const std::uint32_t column = head.U16(2);
    const std::size_t style = head.U16(4);
    switch (record.type) {
      case kXlsStringCell:
        if (const std::size_t index = head.U32(6); index < book_.strings.size()) {
          AddCell(row, column, book_.strings[index]);
        }
        break;
      case kXlsNumber:
        AddCell(row, column, book_.Show(head.F64(6), style));
        break;
      case kXlsGraphNumber:
        AddCell(row, column, book_.Show(head.F64(7), 0));
        break;
      case kXlsGraphLabel:
        AddCell(row, column, ShortText(record, 7));
        break;
      case kXlsRk:
        AddCell(row, column, book_.Show(XlsRkNumber(head.U32(6)), style));
        break;
      case kXlsManyRk:
        for (std::size_t at = 4; at + 8 <= head.size(); at += 6) {
          AddCell(row, column + static_cast<std::uint32_t>(at / 6),
                  book_.Show(XlsRkNumber(head.U32(at + 2)), head.U16(at)));
        }
        break;
      case kXlsLabel:
      case kXlsRichText:
        AddCell(row, column, LongText(record, 6));
        break;
      case kXlsTruth:
        AddCell(row, column,
                head.U8(7) != 0   ? ErrorText(head.U8(6))
                : head.U8(6) != 0 ? "TRUE"
                                  : "FALSE");
        break;
      case kXlsFormula:
        TakeFormula(head, row, column, style);
        break;
      case kXlsFormulaText:
        if (formula_) AddCell(formula_->row, formula_->column, LongText(record, 0));
        formula_.reset();
        break;
      case kXlsMergedCells:
        for (std::size_t i = 0; i < head.U16(0) && head.Has(2 + i * 8, 8); ++i) {
          out_.cells.Merge({head.U16(2 + i * 8), head.U16(6 + i * 8)},
                           {head.U16(4 + i * 8), head.U16(8 + i * 8)});
        }
        break;
      case kXlsHeader:
      case kXlsFooter:
        if (head.size() > 2 || (book_.excel5 && head.size() > 0)) {
          out_.page_texts.push_back(
              PageText(book_.excel5 ? ShortText(record, 0) : LongText(record, 0)));
        }
        break;
      case kXlsDrawing:
        for (const std::string_view part : record.parts) out_.drawing += part;
        break;
      case kXlsObject:
        object_ = head.U16(6);
        // What a long drawing has left stands behind the object, of all places.
        for (std::size_t i = 1; i < record.parts.size(); ++i) out_.drawing += record.parts[i];
        break;
      case kXlsObjectText:
        TakeObjectText(record);
        break;
      case kXlsNote:
        notes_.push_back(TakeNote(record));
        break;
      default:
        break;
    }
  }

  void TakeChartRecord(const XlsRecord& record) {
    const Bytes head = record.Head();
    switch (record.type) {
      case kXlsSeries:
        chart_->StartSeries();
        break;
      case kXlsObjectBegin:
        chart_->Open();
        break;
      case kXlsObjectEnd:
        chart_->Close();
        break;
      case kXlsSeriesText:
        AddText(chart_->TakeText(ShortText(record, 2)));
        break;
      case kXlsPoints:
        chart_->StartPoints(head.U16(0));
        break;
      case kXlsNumber:
        chart_->AddPoint(head.U16(0), head.U16(2), book_.Show(head.F64(6), head.U16(4)));
        break;
      case kXlsLabel:
        chart_->AddPoint(head.U16(0), head.U16(2), LongText(record, 6));
        break;
      default:
        break;
    }
  }

  void FinishChart() {
    Table table = chart_->Finish();
    chart_.reset();
    if (table.rows > 0 && out_.charts.size() < kMaxCharts) out_.charts.push_back(std::move(table));
  }

  struct Note {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::uint16_t object = 0;
    std::string text;  // Excel 5: the text itself, else its author
  };

  void AddCell(std::uint32_t row, std::uint32_t column, std::string text) {
    if (!Trim(text).empty()) out_.cells.rows[row].push_back({column, std::move(text)});
  }

  void AddText(std::string text) {
    if (!Trim(text).empty() && out_.texts.size() < kMaxTexts) out_.texts.push_back(std::move(text));
  }

  [[nodiscard]] std::string LongText(const XlsRecord& record, std::size_t at) const {
    if (!book_.excel5) return XlsStringReader(record, at).Read(2);
    const Bytes head = record.Head();
    return CodePageToUtf8(head.Sub(at + 2, head.U16(at)), book_.code_page);
  }

  [[nodiscard]] std::string ShortText(const XlsRecord& record, std::size_t at) const {
    if (!book_.excel5) return XlsStringReader(record, at).Read(1);
    const Bytes head = record.Head();
    return CodePageToUtf8(head.Sub(at + 1, head.U8(at)), book_.code_page);
  }

  void TakeFormula(Bytes head, std::uint32_t row, std::uint32_t column, std::size_t style) {
    constexpr std::uint16_t kNoNumber = 0xFFFF;
    formula_.reset();
    if (head.U16(12) != kNoNumber) {
      AddCell(row, column, book_.Show(head.F64(6), style));
      return;
    }
    if (head.U8(6) == 0) formula_ = SheetPosition{row, column};
    if (head.U8(6) == 1) AddCell(row, column, head.U8(8) != 0 ? "TRUE" : "FALSE");
    if (head.U8(6) == 2) AddCell(row, column, ErrorText(head.U8(8)));
  }

  void TakeObjectText(const XlsRecord& record) {
    const std::size_t length = record.Head().U16(10);
    if (length == 0 || record.parts.size() < 2) return;
    XlsRecord text;
    text.parts.assign(record.parts.begin() + 1, record.parts.end());
    if (object_texts_.size() < kMaxTexts) {
      object_texts_[object_] = XlsStringReader(text, 0).ReadCharacters(length);
    }
  }

  Note TakeNote(const XlsRecord& record) const {
    const Bytes head = record.Head();
    Note note{head.U16(0), head.U16(2), head.U16(6), {}};
    note.text = book_.excel5 ? CodePageToUtf8(head.Sub(6, head.U16(4)), book_.code_page)
                             : XlsStringReader(record, 8).Read(2);
    return note;
  }

  void AddNotes() {
    for (Note& note : notes_) {
      std::string text = CellName(note.row, note.column) + ": ";
      if (book_.excel5) {
        text += note.text;
      } else {
        const auto found = object_texts_.find(note.object);
        if (found == object_texts_.end()) continue;
        // Excel writes the author as the first line, too.
        const std::string author = note.text.empty() ? "" : note.text + ":";
        if (!author.empty() && found->second.substr(0, author.size()) != author) {
          text += author + " ";
        }
        text += found->second;
        object_texts_.erase(found);
      }
      if (out_.comments.size() < kMaxTexts) out_.comments.push_back(std::move(text));
    }
  }

  const XlsWorkbook& book_;
  XlsSheet out_;
  std::optional<XlsChart> chart_;         // that is open
  std::optional<SheetPosition> formula_;  // its text follows
  std::uint16_t object_ = 0;
  std::map<std::uint16_t, std::string> object_texts_;
  std::vector<Note> notes_;
};

}  // namespace

XlsSheet ReadXlsSheet(std::string_view stream, std::size_t at, const XlsWorkbook& book) {
  return Reader(book).Run(XlsRecords(stream, at));
}

}  // namespace wenyuan::parse
