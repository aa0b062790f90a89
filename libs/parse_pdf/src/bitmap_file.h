#pragma once

#include <fpdfview.h>

#include <string>

namespace wenyuan::parse_pdf {

// As a BMP file of 24 bits a pixel, which every decoder reads; empty for a kind that we do not
// know.
std::string BitmapFile(FPDF_BITMAP bitmap);

// The page, its longer side of `side` pixels, as a BMP file; empty when it holds pictures of too
// many pixels, or takes too long: nobody waits for a thumbnail.
std::string PageThumbnail(FPDF_PAGE page, int side);

}  // namespace wenyuan::parse_pdf
