#include "registry.h"

#include <utility>

#include "wenyuan/parse_pdf/pdf_parser.h"

namespace wenyuan {

Result<std::vector<std::unique_ptr<parse::Parser>>> MakeParsers() {
  std::vector<std::unique_ptr<parse::Parser>> parsers;
  WY_TRY(auto pdf, parse_pdf::MakePdfParser());
  parsers.push_back(std::move(pdf));
  return parsers;
}

}  // namespace wenyuan
