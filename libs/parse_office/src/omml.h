#pragma once

#include <pugixml.hpp>
#include <string>

namespace wenyuan::parse {

// The equation below a node (m:oMath, m:oMathPara or a piece of one) as LaTeX, without dollar
// signs. What is nested absurdly deep comes out as its letters alone.
std::string OmmlToLatex(pugi::xml_node math);

}  // namespace wenyuan::parse
