#include "font_look.h"

#include <fpdf_edit.h>

#include <string>
#include <string_view>

namespace wenyuan::parse_pdf {
namespace {

constexpr int kBoldWeight = 600;
constexpr int kForceBold = 1 << 18;

// Fonts of TeX, of its successors and of Office that hold nothing but letters and signs of
// formulas.
bool IsMathFont(std::string_view name) {
  const std::size_t plus = name.find('+');  // behind the mark of a subset
  if (plus != std::string_view::npos) name.remove_prefix(plus + 1);
  for (const std::string_view start : {"CMMI", "CMSY", "CMEX", "CMBSY", "CMMIB", "MSAM", "MSBM",
                                       "EUFM", "rsfs", "MTSY", "MTMI", "MTEX", "MT-Extra"}) {
    if (name.starts_with(start)) return true;
  }
  return name.find("Math") != std::string_view::npos;
}

}  // namespace

FontLook LookOf(FPDF_FONT font) {
  if (font == nullptr) return {};
  std::string name(256, '\0');
  const std::size_t length = FPDFFont_GetBaseFontName(font, name.data(), name.size());
  name.resize(length > 0 && length <= name.size() ? length - 1 : 0);
  FontLook look;
  look.math = IsMathFont(name);
  look.bold =
      (FPDFFont_GetFlags(font) & kForceBold) != 0 || FPDFFont_GetWeight(font) >= kBoldWeight;
  for (const std::string_view mark : {"Bold", "bold", "Black", "Heavy", "SimHei", "STHeiti"}) {
    look.bold = look.bold || name.find(mark) != std::string::npos;
  }
  return look;
}

}  // namespace wenyuan::parse_pdf
