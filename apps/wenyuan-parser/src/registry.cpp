#include "registry.h"

#include <utility>

#include "wenyuan/parse_archive/archive_parser.h"
#include "wenyuan/parse_archive/warc_parser.h"
#include "wenyuan/parse_archive/zip_parser.h"
#include "wenyuan/parse_legacy/compound_parser.h"
#include "wenyuan/parse_legacy/doc_parser.h"
#include "wenyuan/parse_legacy/hwp_parser.h"
#include "wenyuan/parse_legacy/msg_parser.h"
#include "wenyuan/parse_legacy/one_parser.h"
#include "wenyuan/parse_legacy/ppt_parser.h"
#include "wenyuan/parse_legacy/xls_parser.h"
#include "wenyuan/parse_mail/eml_parser.h"
#include "wenyuan/parse_mail/mbox_parser.h"
#include "wenyuan/parse_mail/mhtml_parser.h"
#include "wenyuan/parse_office/docx_parser.h"
#include "wenyuan/parse_office/epub_parser.h"
#include "wenyuan/parse_office/hwpx_parser.h"
#include "wenyuan/parse_office/iwork_parser.h"
#include "wenyuan/parse_office/odf_parser.h"
#include "wenyuan/parse_office/ofd_parser.h"
#include "wenyuan/parse_office/pptx_parser.h"
#include "wenyuan/parse_office/refused_office_parser.h"
#include "wenyuan/parse_office/rtf_parser.h"
#include "wenyuan/parse_office/vsdx_parser.h"
#include "wenyuan/parse_office/xlsx_parser.h"
#include "wenyuan/parse_office/xps_parser.h"
#include "wenyuan/parse_pdf/lay_out_lines.h"
#include "wenyuan/parse_pdf/page_layout.h"
#include "wenyuan/parse_pdf/pdf_parser.h"
#include "wenyuan/parse_picture/picture_parser.h"
#include "wenyuan/parse_picture/with_pictures.h"
#include "wenyuan/parse_text/csv_parser.h"
#include "wenyuan/parse_text/dif_parser.h"
#include "wenyuan/parse_text/ini_parser.h"
#include "wenyuan/parse_text/json_parser.h"
#include "wenyuan/parse_text/jsonl_parser.h"
#include "wenyuan/parse_text/markup_parsers.h"
#include "wenyuan/parse_text/source_parser.h"
#include "wenyuan/parse_text/subtitle_parser.h"
#include "wenyuan/parse_text/text_parser.h"
#include "wenyuan/parse_text/toml_parser.h"
#include "wenyuan/parse_text/xml_parser.h"
#include "wenyuan/parse_text/yaml_parser.h"
#include "wenyuan/parse_web/chm_parser.h"
#include "wenyuan/parse_web/html_parser.h"
#include "wenyuan/parse_web/markdown_parser.h"
#include "wenyuan/parse_web/notebook_parser.h"

namespace wenyuan {
namespace {

// For office files that are wrapped in encryption.
std::vector<std::unique_ptr<parse::Parser>> MakeModernOfficeParsers() {
  std::vector<std::unique_ptr<parse::Parser>> parsers;
  parsers.push_back(parse::MakeDocxParser());
  parsers.push_back(parse::MakePptxParser());
  parsers.push_back(parse::MakeXlsxParser());
  return parsers;
}

}  // namespace

Result<std::vector<std::unique_ptr<parse::Parser>>> MakeParsers(parse::TextRecogniser* recogniser) {
  std::vector<std::unique_ptr<parse::Parser>> parsers;
  WY_TRY(auto pdf, parse_pdf::MakePdfParser(recogniser));
  parsers.push_back(std::move(pdf));
  parsers.push_back(parse_picture::MakePictureParser(recogniser, parse_pdf::LayOutLines));
  parsers.push_back(parse::MakeDocxParser());
  parsers.push_back(parse::MakePptxParser());
  parsers.push_back(parse::MakeXlsxParser());
  parsers.push_back(parse::MakeOdfParser());
  parsers.push_back(parse::MakeEpubParser());
  parsers.push_back(parse::MakeHwpxParser());
  parsers.push_back(parse::MakeRtfParser());
  parsers.push_back(parse::MakeXpsParser(parse_pdf::MakePageLayout));
  parsers.push_back(parse::MakeOfdParser(parse_pdf::MakePageLayout));
  parsers.push_back(parse::MakeVsdxParser());
  parsers.push_back(parse::MakeIworkParser());
  parsers.push_back(parse::MakeDocParser());
  parsers.push_back(parse::MakeXlsParser());
  parsers.push_back(parse::MakePptParser());
  parsers.push_back(parse::MakeMsgParser());
  parsers.push_back(parse::MakeHwpParser());
  parsers.push_back(parse::MakeOneParser());
  parsers.push_back(parse::MakeCompoundParser(MakeModernOfficeParsers()));
  parsers.push_back(parse::MakeRefusedOfficeParser());
  parsers.push_back(parse::MakeEmlParser());
  parsers.push_back(parse::MakeMboxParser());
  parsers.push_back(parse::MakeMhtmlParser());
  parsers.push_back(parse::MakeHtmlParser());
  parsers.push_back(parse::MakeMarkdownParser());
  parsers.push_back(parse::MakeNotebookParser());
  parsers.push_back(parse::MakeChmParser());
  parsers.push_back(parse::MakeCsvParser());
  parsers.push_back(parse::MakeXmlParser());
  parsers.push_back(parse::MakeDifParser());
  parsers.push_back(parse::MakeJsonParser());
  parsers.push_back(parse::MakeJsonlParser());
  parsers.push_back(parse::MakeYamlParser());
  parsers.push_back(parse::MakeTomlParser());
  parsers.push_back(parse::MakeIniParser());
  parsers.push_back(parse::MakeSubtitleParser());
  parsers.push_back(parse::MakeSourceParser());
  parsers.push_back(parse::MakeRstParser());
  parsers.push_back(parse::MakeOrgParser());
  parsers.push_back(parse::MakeAsciidocParser());
  parsers.push_back(parse::MakeTextileParser());
  parsers.push_back(parse::MakeTexParser());
  parsers.push_back(parse::MakeTextParser());
  parsers.push_back(parse::MakeZipParser());
  parsers.push_back(parse::MakeArchiveParser());
  parsers.push_back(parse::MakeWarcParser());
  for (auto& parser : parsers) {
    parser = parse_picture::WithPictures(std::move(parser), recogniser, parse_pdf::LayOutLines);
  }
  return parsers;
}

}  // namespace wenyuan
