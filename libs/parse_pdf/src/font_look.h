#pragma once

#include <fpdfview.h>

namespace wenyuan::parse_pdf {

// What a font's name and flags say.
struct FontLook {
  bool bold = false;
  bool math = false;  // it holds nothing but letters and signs of formulas
};

FontLook LookOf(FPDF_FONT font);

}  // namespace wenyuan::parse_pdf
