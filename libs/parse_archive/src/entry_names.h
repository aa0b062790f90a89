#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The names under which the files of one archive become attachments.
class EntryNames {
 public:
  // Without anything that leads out of a folder (root, drive, ".."), without control characters.
  // Nothing for what has no name left, what file managers leave behind, and, with a warning, a
  // second entry of one name.
  std::optional<std::string> Take(std::string_view name, DocumentBuilder& out);

 private:
  std::set<std::string> taken_;
};

}  // namespace wenyuan::parse
