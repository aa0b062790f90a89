#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::parse {

// "name" of "\name" at `at`, and where what follows it starts; a command of one sign has that sign.
struct TexCommand {
  std::string_view name;
  std::size_t end = 0;
};
TexCommand TexCommandAt(std::string_view text, std::size_t at);

// The inside of "{…}" or "[…]" at `at` behind white space, and `at` behind it; empty and unchanged
// when there is none.
std::string_view TexGroup(std::string_view text, std::size_t& at, char open = '{');

// A piece of TeX as plain text. Formulas in a line stay as they are written; footnotes go to
// `notes`.
std::string TexText(std::string_view tex, std::vector<std::string>& notes);

// The same text without comments.
std::string WithoutTexComments(std::string_view tex);

}  // namespace wenyuan::parse
