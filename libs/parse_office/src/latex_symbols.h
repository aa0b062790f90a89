#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// The LaTeX of a text in an equation, letter by letter: Greek and operators as commands, the
// mathematical alphabets as plain letters, special characters escaped. Requires valid UTF-8.
std::string LatexOfText(std::string_view text);

// Adds `piece`, apart from a command before it where the two would run together.
void AppendLatex(std::string& latex, std::string_view piece);

// "\sin" of "sin" and of the other functions that LaTeX knows; else \operatorname.
std::string LatexOfFunction(std::string_view name);

// The command that sets an accent or brace over or under something: "\hat", "\underbrace".
// Empty where LaTeX has none.
std::string_view LatexOfAccent(std::string_view character, bool below);

}  // namespace wenyuan::parse
