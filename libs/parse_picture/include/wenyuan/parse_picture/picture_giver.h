#pragma once

#include <memory>
#include <string>
#include <vector>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_picture {

// Reads no picture, but keeps it, as a JPEG of at most 2,000 pixels a side. For those who have it
// read by a service elsewhere: the sandbox opens the file, and never the network.
class PictureGiver final : public parse::TextRecogniser {
 public:
  // Always no lines. kInvalidArgument for a picture without pixels; kInternal when it cannot be
  // packed. What shows nothing is not kept.
  Result<std::vector<parse::RecognisedLine>> Recognise(const parse::GreyPicture& picture) override;
  // What was kept since the last call.
  std::vector<std::string> Take();

 private:
  std::vector<std::string> kept_;
};

// The parser, made with `giver` as its recogniser: of a request for recognition the document has
// what was to be read as attachments "1.jpg", "2.jpg", … and none of the file's. `giver` must
// outlive it.
std::unique_ptr<parse::Parser> GivingPictures(std::unique_ptr<parse::Parser> parser,
                                              PictureGiver& giver);

}  // namespace wenyuan::parse_picture
