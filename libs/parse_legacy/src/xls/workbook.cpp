#include "xls/workbook.h"

#include <cmath>
#include <cstring>
#include <map>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint16_t kExcel97 = 0x0600;
constexpr std::size_t kMaxSheets = 20'000;
constexpr std::size_t kMaxStyles = 100'000;

XlsSheetEntry ReadSheetEntry(const XlsRecord& record, const XlsWorkbook& book) {
  const Bytes head = record.Head();
  XlsSheetEntry sheet;
  sheet.at = head.U32(0);
  sheet.hidden = (head.U8(4) & 3U) != 0;
  sheet.macros = head.U8(5) == 6;
  sheet.name = book.excel5 ? CodePageToUtf8(head.Sub(7, head.U8(6)), book.code_page)
                           : XlsStringReader(record, 6).Read(1);
  return sheet;
}

void ReadStrings(const XlsRecord& record, XlsWorkbook& book) {
  const std::uint32_t count = record.Head().U32(4);
  XlsStringReader reader(record, 8);
  for (std::uint32_t i = 0; i < count && !reader.AtEnd(); ++i) {
    book.strings.push_back(reader.Read(2));
  }
}

}  // namespace

double XlsRkNumber(std::uint32_t rk) {
  double value = 0;
  if ((rk & 2U) != 0) {
    value = static_cast<std::int32_t>(rk) >> 2;
  } else {
    const std::uint64_t bits = std::uint64_t{rk & ~3U} << 32U;
    std::memcpy(&value, &bits, sizeof value);
  }
  return (rk & 1U) != 0 ? value / 100 : value;
}

std::string XlsWorkbook::Show(double value, std::size_t style) const {
  if (!std::isfinite(value)) return {};
  return (style < formats.size() ? formats[style] : CellFormat()).Show(value, first_day);
}

XlsWorkbook ReadXlsWorkbook(std::string_view stream) {
  XlsWorkbook book;
  XlsRecords records(stream);
  XlsRecord record;
  std::map<int, CellFormat> own;
  if (records.Next(record) && record.type == kXlsStart) {
    book.excel5 = record.Head().U16(0) < kExcel97;
  }
  while (records.Next(record) && record.type != kXlsEnd) {
    const Bytes head = record.Head();
    switch (record.type) {
      case kXlsCodePage:
        book.code_page = head.U16(0);
        break;
      case kXlsDateMode:
        if (head.U16(0) == 1) book.first_day = kFirstDay1904;
        break;
      case kXlsFormat:
        own[head.U16(0)] = CellFormat::FromCode(
            book.excel5 ? CodePageToUtf8(head.Sub(3, head.U8(2)), book.code_page)
                        : XlsStringReader(record, 2).Read(2));
        break;
      case kXlsStyle: {
        const int id = head.U16(2);
        const auto found = own.find(id);
        if (book.formats.size() < kMaxStyles) {
          book.formats.push_back(found == own.end() ? CellFormat::BuiltIn(id) : found->second);
        }
        break;
      }
      case kXlsSheetName:
        if (book.sheets.size() < kMaxSheets) book.sheets.push_back(ReadSheetEntry(record, book));
        break;
      case kXlsStrings:
        ReadStrings(record, book);
        break;
      case kXlsDrawingGroup:
        for (const std::string_view part : record.parts) book.drawing_group += part;
        break;
      default:
        break;
    }
  }
  return book;
}

}  // namespace wenyuan::parse
