#pragma once

#include "tensor.h"
#include "text_box.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

// By averaging when it gets smaller, by interpolating else. Requires sizes above 0.
parse::GreyPicture Resize(const parse::GreyPicture& picture, std::uint32_t width,
                          std::uint32_t height);

// What the box holds, set upright, `height` pixels high and `width` wide; white outside the
// picture.
parse::GreyPicture CutOut(const parse::GreyPicture& picture, const TextBox& box,
                          std::uint32_t width, std::uint32_t height);

// Half a turn.
void TurnOver(parse::GreyPicture& picture);

// Three equal channels, (value / 255 - mean) / deviation; `pad` to the right and below.
Tensor ToTensor(const parse::GreyPicture& picture, std::uint32_t width, std::uint32_t height,
                float mean, float deviation, float pad);

// Share of pixels that are clearly darker than the paper (or lighter, on a dark page).
double InkShare(const parse::GreyPicture& picture);

}  // namespace wenyuan::ocr
