#pragma once

#include <fpdf_text.h>

#include "geometry.h"
#include "wenyuan/base/page_box.h"

namespace wenyuan::parse_pdf {

// A page whose text does not run from left to right, though nothing says that the page is turned,
// is laid out as if it did.
struct Turn {
  int degrees = 0;  // of the text as displayed: 90 runs upwards; 0, 90, 180 or -90
  float width = 0;  // of the page as displayed
  float height = 0;

  // From the page as displayed to one on which the text is upright.
  [[nodiscard]] Affine ToUpright() const;
  // And back.
  [[nodiscard]] PageBox ToDisplayed(const PageBox& upright) const;
};

// The direction of most of the text of a page.
int DegreesOfText(FPDF_TEXTPAGE text, const Affine& display);

}  // namespace wenyuan::parse_pdf
