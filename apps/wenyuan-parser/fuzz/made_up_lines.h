#pragma once

#include <cstddef>
#include <vector>

#include "wenyuan/parse/recognise.h"

namespace wenyuan {

// Reads nothing: the pixels themselves say where lines stand, how they are turned and what they
// say, so that a fuzzer reaches what lays lines out.
class MadeUpLines final : public parse::TextRecogniser {
 public:
  Result<std::vector<parse::RecognisedLine>> Recognise(const parse::GreyPicture& picture) override;
};

}  // namespace wenyuan
