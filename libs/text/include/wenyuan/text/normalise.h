#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wenyuan::text {

// Each rule can be switched off; what it changed is counted for the lineage.
struct NormaliseRules {
  bool nfkc = true;                // compatibility forms, full-width letters and digits
  bool control_characters = true;  // removed, but for tab and line feed; CRLF becomes LF
  bool zero_width = true;          // ZWSP, BOM, soft hyphen, directional marks: removed
  bool white_space = true;  // runs of blanks to one, no-break space to blank, trailing blanks
};

struct Normalised {
  std::string text;
  // For byte i of `text`, origin[i] is the byte of the input it came from; one more entry for the
  // end. Never decreases.
  std::vector<std::uint32_t> origin;
  std::vector<std::pair<std::string, std::size_t>> changes;  // rule name and how often, if ever
};

// The text as it is stored, shown and searched. Requires valid UTF-8 below 4 GiB. Doing it twice
// changes nothing. Keeps what people quote: case, traditional characters, Chinese punctuation
// (NFKC is not applied to ，。：；！？（） and the like), and signs that NFKC would turn into
// another number (10⁵, 1½, ①).
Normalised Normalise(std::string_view text, const NormaliseRules& rules);

}  // namespace wenyuan::text
