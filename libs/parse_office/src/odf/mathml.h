#pragma once

#include <pugixml.hpp>
#include <string>

namespace wenyuan::parse {

// A formula in presentation MathML as LaTeX. What is nested too deeply is left out.
std::string LatexOfMathml(pugi::xml_node math);

}  // namespace wenyuan::parse
