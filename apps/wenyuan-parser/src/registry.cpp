#include "registry.h"

#include <utility>

#include "wenyuan/parse_archive/zip_parser.h"
#include "wenyuan/parse_mail/eml_parser.h"
#include "wenyuan/parse_office/docx_parser.h"
#include "wenyuan/parse_office/legacy_office_parser.h"
#include "wenyuan/parse_office/pptx_parser.h"
#include "wenyuan/parse_office/xlsx_parser.h"
#include "wenyuan/parse_pdf/lay_out_lines.h"
#include "wenyuan/parse_pdf/pdf_parser.h"
#include "wenyuan/parse_picture/picture_parser.h"
#include "wenyuan/parse_text/csv_parser.h"
#include "wenyuan/parse_text/text_parser.h"
#include "wenyuan/parse_web/html_parser.h"
#include "wenyuan/parse_web/markdown_parser.h"

namespace wenyuan {

Result<std::vector<std::unique_ptr<parse::Parser>>> MakeParsers(parse::TextRecogniser* recogniser) {
  std::vector<std::unique_ptr<parse::Parser>> parsers;
  WY_TRY(auto pdf, parse_pdf::MakePdfParser(recogniser));
  parsers.push_back(std::move(pdf));
  parsers.push_back(parse_picture::MakePictureParser(recogniser, parse_pdf::LayOutLines));
  parsers.push_back(parse::MakeDocxParser());
  parsers.push_back(parse::MakePptxParser());
  parsers.push_back(parse::MakeXlsxParser());
  parsers.push_back(parse::MakeLegacyOfficeParser());
  parsers.push_back(parse::MakeEmlParser());
  parsers.push_back(parse::MakeHtmlParser());
  parsers.push_back(parse::MakeMarkdownParser());
  parsers.push_back(parse::MakeCsvParser());
  parsers.push_back(parse::MakeTextParser());
  parsers.push_back(parse::MakeZipParser());
  return parsers;
}

}  // namespace wenyuan
