#pragma once

#include <string_view>

namespace wenyuan::parse {

enum class XmlRole {
  kUnknown,
  kContainer,
  kSection,
  kTitle,
  kParagraph,
  kList,
  kItem,
  kTable,
  kFloat,  // a figure or table with label and caption
  kCode,
  kFormula,
  kNote,
  kNames,
  kSkip,
};

// What elements of this local name are. Those of JATS, DITA, DocBook and TEI agree where they meet.
XmlRole XmlRoleOf(std::string_view name);

}  // namespace wenyuan::parse
