#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/testing/zip_builder.h"

namespace wenyuan::parse {

inline std::string Relationship(const std::string& id, const std::string& type,
                                const std::string& target) {
  return "<Relationship Id='" + id + "' Type='http://x/" + type + "' Target='" + target + "'/>";
}

inline std::string Relationships(const std::string& inner) {
  return "<Relationships>" + inner + "</Relationships>";
}

inline std::string ContentTypes(const std::string& part, const std::string& type) {
  return "<Types><Override PartName='/" + part +
         "' ContentType='application/vnd.openxmlformats-officedocument." + type +
         ".main+xml'/></Types>";
}

// A Word paragraph.
inline std::string P(const std::string& text, const std::string& properties = "") {
  return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

inline std::string Number(int list, int depth) {
  return "<w:numPr><w:ilvl w:val='" + std::to_string(depth) + "'/><w:numId w:val='" +
         std::to_string(list) + "'/></w:numPr>";
}

inline std::string Cell(const std::string& text, const std::string& properties = "") {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + P(text) + "</w:tc>";
}

// `more` are parts besides; relationships of the document to them have the part's name as id.
inline std::string BuildDocx(const std::string& body,
                             const std::vector<std::pair<std::string, std::string>>& more = {},
                             const std::string& type = "") {
  std::string relationships;
  for (const auto& [part, bytes] : more) relationships += Relationship(part, type, "/" + part);
  std::vector<std::pair<std::string, std::string>> parts = {
      {"[Content_Types].xml", ContentTypes("word/document.xml", "wordprocessingml.document")},
      {"_rels/.rels", Relationships(Relationship("r1", "officeDocument", "word/document.xml") +
                                    Relationship("r2", "core-properties", "docProps/core.xml"))},
      {"docProps/core.xml", "<c><dc:title>员工手册</dc:title></c>"},
      {"word/_rels/document.xml.rels",
       Relationships(Relationship("s", "styles", "styles.xml") +
                     Relationship("n", "numbering", "/word/numbering.xml") +
                     Relationship("f", "footnotes", "footnotes.xml") +
                     Relationship("c", "comments", "comments.xml") + relationships)},
      {"word/styles.xml",
       "<w:styles><w:style w:styleId='H1'><w:name w:val='标题 1'/></w:style>"
       "<w:style w:styleId='Heir'><w:name w:val='Mine'/><w:basedOn "
       "w:val='H1'/></w:style></w:styles>"},
      {"word/numbering.xml",
       "<w:numbering><w:abstractNum w:abstractNumId='7'>"
       "<w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/></w:lvl>"
       "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='(%2)'/></w:lvl>"
       "</w:abstractNum><w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'>"
       "<w:numFmt w:val='bullet'/><w:lvlText w:val='*'/></w:lvl></w:abstractNum>"
       "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
       "<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
       "<w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'>"
       "<w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"},
      {"word/footnotes.xml", "<w:f><w:footnote w:id='0' w:type='separator'>" + P("---") +
                                 "</w:footnote><w:footnote w:id='1'>" + P("a footnote") +
                                 "</w:footnote></w:f>"},
      {"word/comments.xml",
       "<w:c><w:comment w:id='0' w:author='Li'>" + P("why?") + "</w:comment></w:c>"},
      {"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"},
  };
  parts.insert(parts.end(), more.begin(), more.end());
  return testing::BuildZip(parts);
}

}  // namespace wenyuan::parse
