#pragma once

#include <string>

#include "call.h"

namespace wenyuan::api {

struct Passage {
  store::Document document;
  std::uint32_t revision = 0;  // ordinal
  store::Chunk chunk;
};

// The passage that an id ("d_4xk2….3.14") names, if the asker may read its document; else
// kNotFound.
Result<Passage> FindPassage(const Call& call, const std::string& chunk_id);

}  // namespace wenyuan::api
