#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// Row by row from the top, one byte each; 0 is black.
struct GreyPicture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint8_t> pixels;  // width * height
};

// A line of text in a picture: a rectangle that may be turned. All in pixels of the picture.
struct RecognisedLine {
  struct Word {
    std::string text;
    float begin = 0;  // where it stands in the line: 0 is the line's begin, 1 its end
    float end = 0;
  };
  std::string text;         // its words with single spaces between them; UTF-8
  std::vector<Word> words;  // what stands between spaces; a line of Han characters is one word
  float confidence = 0;     // 0-1: mean over its characters
  float middle_x = 0;
  float middle_y = 0;
  float length = 0;  // in reading direction
  float height = 0;
  float angle = 0;  // of the reading direction, degrees clockwise as seen; 0: to the right
};

// A drawn straight line, level or upright but for the slant of the page. Both ends in pixels.
struct Ruling {
  float x1 = 0;
  float y1 = 0;
  float x2 = 0;
  float y2 = 0;
};

// Long thin dark lines of the picture, as those between the cells of a table; of a picture that is
// turned by quarters as well. `lines` tell how far the page slants, and are no rulings themselves.
// At most 2,000; none of a picture that is dark on the whole.
std::vector<Ruling> FindRulings(const GreyPicture& picture,
                                const std::vector<RecognisedLine>& lines);

// What was recognised on one page.
struct RecognisedPage {
  std::uint32_t number = 1;
  float width = 0;  // of the page in points
  float height = 0;
  float points_per_pixel = 1;
  std::vector<RecognisedLine> lines;
  std::vector<Ruling> rulings = {};
};

// Reads text in pictures. One thread at a time; opens nothing and starts no thread once it is made.
class TextRecogniser {
 public:
  virtual ~TextRecogniser() = default;
  // Lines in no order; none for a picture without text. Lines that it is not sure of are left out.
  // kInvalidArgument for a picture without pixels; kInternal when the engine fails.
  virtual Result<std::vector<RecognisedLine>> Recognise(const GreyPicture& picture) = 0;
};

}  // namespace wenyuan::parse
