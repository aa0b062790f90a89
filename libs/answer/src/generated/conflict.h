#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reading.h"

namespace wenyuan::answer {

// Where a statement says something else than a text, in the same words otherwise.
struct Conflict {
  enum class Kind : std::uint8_t { kOther, kOpposite, kMoved };
  Kind kind = Kind::kOther;
  std::string said;   // by the statement
  std::string there;  // in the text; of what moved nothing
};

// Lays the two beside each other and looks at what differs between words that are the same: another
// number, date or name, or one that stands elsewhere there; a "not" on one side; more for less.
// Words that differ otherwise are no conflict, since people say the same in other words. A name of
// `topic` (spelt), what the text is about, may stand where the text only means it.
std::optional<Conflict> FindConflict(const TextReading& text, const TextReading& statement,
                                     std::string_view topic = {});

}  // namespace wenyuan::answer
