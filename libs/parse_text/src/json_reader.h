#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "data_tree.h"

namespace wenyuan::parse {

// Adds JSON values to a tree. Comments and trailing commas are allowed.
class JsonReader {
 public:
  explicit JsonReader(DataTree& tree);
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // Why the text is not one JSON value; nothing when it is. Then the tree may have half of it.
  std::optional<std::string> Read(std::string_view utf8);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

// Whether the first bytes of a file allow for JSON, in any charset: cheap, before it is decoded.
bool MayStartJson(std::string_view bytes);

// Whether the text is the start of a JSON object or array (or all of one).
bool StartsLikeJson(std::string_view utf8);

// Whether the text is one whole JSON object or array.
bool IsJson(std::string_view utf8);

}  // namespace wenyuan::parse
