#pragma once

#include <string>
#include <vector>

#include "wenyuan/parse/document.h"
#include "xml_tree.h"

namespace wenyuan::parse {

// All text below a node as one paragraph. Formulas become LaTeX between "$" where it is there;
// elements that stand side by side without text between them get a space. Footnotes go to `notes`.
std::string XmlText(pugi::xml_node node, std::vector<std::string>* notes = nullptr);

// The LaTeX of a formula without its preamble, or the text of its MathML.
std::string XmlFormula(pugi::xml_node node);

// A table in the HTML model (tr, td) or the CALS model (row, entry), or DITA's simpletable.
Table ReadXmlTable(pugi::xml_node table);

}  // namespace wenyuan::parse
