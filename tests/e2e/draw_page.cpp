// Draws the lines of its arguments as a page of grey pixels, for recognition_test.py: a PGM file on
// standard output, nothing without the font.
#include <cstdio>
#include <string>
#include <vector>

#include "drawn_page.h"

int main(int argc, char** argv) {
  const auto page = wenyuan::ocr::testing::DrawPage({argv + 1, argv + argc});
  if (!page) return 1;
  std::printf("P5\n%u %u\n255\n", page->width, page->height);
  std::fwrite(page->pixels.data(), 1, page->pixels.size(), stdout);
  return 0;
}
