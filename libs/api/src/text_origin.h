#pragma once

#include <cstdint>
#include <string_view>

#include "wenyuan/answer/answer.h"
#include "wenyuan/api/api.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::api {

// Where a text comes from.
enum class TextOrigin : std::uint8_t {
  kFile,   // the file says it
  kOcr,    // recognised in a picture, on this machine
  kModel,  // a vision-language model wrote it from a picture
};

std::string_view NameOf(TextOrigin origin);  // "file", "ocr", "vision_model"
TextOrigin OriginOf(const parse::Block& block);

// Of what is cited: the least certain of its blocks. Of a document without pictures it is known
// from the start; of others the blocks are read. kFile where that fails.
TextOrigin OriginOf(const Services& services, const answer::Citation& citation);

}  // namespace wenyuan::api
