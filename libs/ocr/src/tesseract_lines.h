#pragma once

#include <vector>

#include "tesseract_api.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

// What it recognised, with boxes. Han characters stand together: it puts spaces between its words,
// of which a writer of Chinese knows nothing.
std::vector<parse::RecognisedLine> TakeLines(const TesseractApi& api, TessBase* base);

// What speaks for the script that a piece was read in: characters that are Han or kana, each with
// its confidence (0-1).
struct HanEvidence {
  double characters = 0;
  double kana = 0;  // of these
  double sure = 0;  // the sum of their confidence
};
HanEvidence FindHanEvidence(const TesseractApi& api, TessBase* base);

// Whether a space belongs between two pieces that it calls words.
bool SpaceBetween(std::string_view left, std::string_view right);

struct LineFrame {
  double left = 0;  // an upright box around a line that may be slanted
  double top = 0;
  double right = 0;
  double bottom = 0;
  double angle = 0;  // radians, of its baseline
};
// Fills the place of `line`.
void PlaceLine(const LineFrame& frame, parse::RecognisedLine& line);

// The row in the middle of what is dark.
int MiddleOfInk(const parse::GreyPicture& picture);

}  // namespace wenyuan::ocr
