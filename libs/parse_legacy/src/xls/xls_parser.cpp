#include "wenyuan/parse_legacy/xls_parser.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kit/art.h"
#include "kit/summary.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/errors.h"
#include "xls/decrypt.h"
#include "xls/sheet_reader.h"
#include "xls/workbook.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "xls";

// Excel 2, 3 and 4 wrote a sheet's records into a file as they are.
bool IsExcel4(std::string_view bytes) {
  constexpr std::string_view kStarts[] = {std::string_view("\x09\x00\x04\x00", 4),
                                          std::string_view("\x09\x02\x06\x00", 4),
                                          std::string_view("\x09\x04\x06\x00", 4)};
  return std::find(std::begin(kStarts), std::end(kStarts), bytes.substr(0, 4)) != std::end(kStarts);
}

// Figures by the cell that their corner is in.
void AddPictures(const XlsSheet& sheet, ArtPictures& pictures, DocumentBuilder& out) {
  std::vector<ArtShape> shapes = ReadArtShapes(sheet.drawing);
  const auto place = [](const ArtShape& shape) {
    const Bytes anchor(shape.anchor);
    return std::pair(anchor.U16(6), anchor.U16(2));
  };
  std::stable_sort(shapes.begin(), shapes.end(),
                   [&](const ArtShape& a, const ArtShape& b) { return place(a) < place(b); });
  for (const ArtShape& shape : shapes) pictures.AddFigure(shape, out);
}

void AddSheet(XlsSheet sheet, ArtPictures& pictures, DocumentBuilder& out) {
  for (const std::string& text : sheet.page_texts) out.Add(BlockKind::kPageHeader, text);
  AddRegions(sheet.cells, out);
  for (const std::string& comment : sheet.comments) out.Add(BlockKind::kNote, comment);
  for (const std::string& text : sheet.texts) out.Add(BlockKind::kParagraph, text);
  AddPictures(sheet, pictures, out);
  for (Table& chart : sheet.charts) out.AddTable(std::move(chart));
}

Result<void> AddObjects(CompoundFile& file, DocumentBuilder& out) {
  int number = 0;
  const std::vector<std::size_t> children = file.Entries()[0].children;
  for (const std::size_t child : children) {
    const CompoundEntry& entry = file.Entries()[child];
    if (!entry.storage || entry.name.substr(0, 3) != "MBD") continue;
    WY_CHECK(AddEmbedded(file, child, "object " + std::to_string(++number), out));
  }
  return {};
}

class XlsParser final : public Parser {
 public:
  XlsParser() {
    charset::WarmUp();
    WarmUpCiphers();
  }
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return IsExcel4(bytes) || KindOfCompound(bytes) == CompoundKind::kExcel ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (IsExcel4(request.bytes)) {
      return UnsupportedFile(kFormat,
                             {"it is older than Excel 5; save it with a newer Excel as .xlsx",
                              "它早于 Excel 5，请用新版 Excel 另存为 .xlsx"});
    }
    WY_TRY(CompoundFile file, CompoundFile::Open(request.bytes, kFormat));
    WY_TRY(std::string stream, file.ReadByName("Workbook"));
    if (stream.empty()) {
      WY_TRY(stream, file.ReadByName("Book"));
    }
    if (stream.empty()) {
      return BrokenFile(kFormat, {"its workbook is empty; get a whole copy of the file",
                                  "其中的工作簿是空的，请重新获取完整的文件"});
    }
    WY_TRY(stream, DecryptWorkbook(std::move(stream), request.password));
    const XlsWorkbook book = ReadXlsWorkbook(stream);
    DocumentBuilder out(kFormat, request.limits);
    AddSummary(file, out);
    ArtPictures pictures(book.drawing_group, {});
    std::vector<bool> hidden;
    std::set<std::size_t> starts = {stream.size()};
    for (const XlsSheetEntry& sheet : book.sheets) starts.insert(sheet.at);
    std::set<std::uint32_t> seen;
    for (const XlsSheetEntry& sheet : book.sheets) {
      if (out.Full()) break;
      if (sheet.macros || !seen.insert(sheet.at).second) continue;
      out.AddPage(sheet.name);
      hidden.push_back(sheet.hidden);
      // No sheet reaches into the next, so that a made file cannot have one read many times.
      const std::size_t end =
          *starts.upper_bound(std::min<std::size_t>(sheet.at, stream.size() - 1));
      AddSheet(ReadXlsSheet(std::string_view(stream).substr(0, end), sheet.at, book), pictures,
               out);
    }
    WY_CHECK(AddObjects(file, out));
    if (file.Damaged()) out.Warn("the file is damaged; some of it could not be read");
    WY_TRY(Document document, out.Finish());
    for (std::size_t i = 0; i < document.pages.size(); ++i) document.pages[i].hidden = hidden[i];
    return document;
  }
};

}  // namespace

std::unique_ptr<Parser> MakeXlsParser() { return std::make_unique<XlsParser>(); }

}  // namespace wenyuan::parse
