#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

enum XlsType : std::uint16_t {
  kXlsGraphNumber = 0x03,  // in the data sheet of a chart that another program embeds
  kXlsGraphLabel = 0x04,
  kXlsFormula = 0x06,
  kXlsEnd = 0x0A,
  kXlsHeader = 0x14,
  kXlsFooter = 0x15,
  kXlsNote = 0x1C,
  kXlsDateMode = 0x22,
  kXlsFilePass = 0x2F,
  kXlsContinue = 0x3C,
  kXlsCodePage = 0x42,
  kXlsObject = 0x5D,
  kXlsSheetName = 0x85,
  kXlsManyRk = 0xBD,
  kXlsRichText = 0xD6,
  kXlsStyle = 0xE0,
  kXlsMergedCells = 0xE5,
  kXlsDrawingGroup = 0xEB,
  kXlsDrawing = 0xEC,
  kXlsStrings = 0xFC,
  kXlsStringCell = 0xFD,
  kXlsObjectText = 0x1B6,
  kXlsNumber = 0x203,
  kXlsLabel = 0x204,
  kXlsTruth = 0x205,
  kXlsFormulaText = 0x207,
  kXlsRk = 0x27E,
  kXlsFormat = 0x41E,
  kXlsStart = 0x809,
  kXlsSeries = 0x1003,
  kXlsSeriesText = 0x100D,
  kXlsObjectBegin = 0x1033,
  kXlsObjectEnd = 0x1034,
  kXlsPoints = 0x1065,
};

// A record and the records that continue it.
struct XlsRecord {
  std::uint16_t type = 0;
  std::vector<std::string_view> parts;  // at least one

  [[nodiscard]] Bytes Head() const { return Bytes(parts[0]); }
};

// Reads the records of a workbook stream one after the other.
class XlsRecords {
 public:
  explicit XlsRecords(std::string_view stream, std::size_t at = 0) : bytes_(stream), at_(at) {}
  // False at the end of the stream.
  bool Next(XlsRecord& record);

 private:
  Bytes bytes_;
  std::size_t at_;
};

// Reads strings of Excel 97 and later from a record; they may go on in the records that continue
// it, and each piece says anew how wide its characters are.
class XlsStringReader {
 public:
  XlsStringReader(const XlsRecord& record, std::size_t at) : record_(record), at_(at) {}
  [[nodiscard]] bool AtEnd() const;
  // With its length in `length_bytes` bytes in front.
  std::string Read(std::size_t length_bytes);
  // Characters only, `length` of them behind one byte of flags.
  std::string ReadCharacters(std::size_t length);
  void Skip(std::size_t bytes);

 private:
  [[nodiscard]] std::string_view Part() const;
  [[nodiscard]] std::uint32_t Number(std::size_t bytes);

  const XlsRecord& record_;
  std::size_t part_ = 0;
  std::size_t at_ = 0;
};

}  // namespace wenyuan::parse
