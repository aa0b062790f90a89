#include "xml_roles.h"

#include <initializer_list>
#include <unordered_map>

namespace wenyuan::parse {

XmlRole XmlRoleOf(std::string_view name) {
  static const auto* const kRoles = [] {
    auto* roles =
        new std::unordered_map<std::string_view, XmlRole>();  // for the life of the process
    const auto add = [&](XmlRole role, std::initializer_list<std::string_view> names) {
      for (const std::string_view known : names) roles->emplace(known, role);
    };
    add(XmlRole::kContainer, {"article",
                              "front",
                              "front-stub",
                              "article-meta",
                              "title-group",
                              "body",
                              "back",
                              "floats-group",
                              "conbody",
                              "taskbody",
                              "refbody",
                              "dita",
                              "alternatives",
                              "book",
                              "map",
                              "bookmap",
                              "topichead",
                              "steps",
                              "steps-unordered",
                              "substeps",
                              "context",
                              "result",
                              "prereq",
                              "postreq",
                              "example",
                              "info",
                              "stepresult",
                              "fn-group",
                              "def-list",
                              "boxed-text",
                              "disp-quote",
                              "blockquote",
                              "text",
                              "TEI",
                              "div",
                              "description",
                              "claims",
                              "claim",
                              "abstract-text",
                              "sub-article",
                              "response",
                              "note",
                              "warning",
                              "tip",
                              "important",
                              "caution",
                              "sidebar",
                              "app-group",
                              "bookmeta"});
    add(XmlRole::kSection,
        {"sec",        "section",      "abstract", "trans-abstract", "ack",
         "app",        "ref-list",     "glossary", "notes",          "bio",
         "topic",      "concept",      "task",     "reference",      "troubleshooting",
         "chapter",    "part",         "preface",  "appendix",       "sect1",
         "sect2",      "sect3",        "sect4",    "sect5",          "simplesect",
         "refsection", "bibliography", "refentry", "div1",           "div2",
         "div3"});
    add(XmlRole::kTitle, {"title", "article-title", "head", "heading", "booktitle", "mainbooktitle",
                          "invention-title"});
    add(XmlRole::kParagraph, {"p", "para", "simpara", "shortdesc", "aff", "cmd", "stepxmp",
                              "subtitle", "abstract-p", "kwd-group", "term", "verse-group",
                              "attrib", "lq", "formalpara", "claim-text", "l", "lg"});
    add(XmlRole::kList, {"list", "ul", "ol", "dl", "sl", "parml", "itemizedlist", "orderedlist",
                         "variablelist", "simplelist", "choices", "procedure"});
    add(XmlRole::kItem,
        {"list-item", "li", "sli", "listitem", "ref", "def-item", "dlentry", "plentry", "step",
         "substep", "choice", "varlistentry", "topicref", "member", "item", "biblioentry", "bibl"});
    add(XmlRole::kTable, {"table", "informaltable", "simpletable", "tgroup", "properties"});
    add(XmlRole::kFloat, {"table-wrap", "fig", "figure", "informalfigure", "fig-group", "image",
                          "mediaobject", "media", "chem-struct-wrap"});
    add(XmlRole::kCode, {"code", "codeblock", "preformat", "programlisting", "screen",
                         "literallayout", "synopsis", "msgblock", "pre", "lines"});
    add(XmlRole::kFormula,
        {"disp-formula", "equation", "informalequation", "equation-block", "math"});
    add(XmlRole::kNote, {"fn", "footnote", "table-wrap-foot", "footnoteref"});
    add(XmlRole::kNames, {"contrib-group"});
    add(XmlRole::kSkip, {"journal-meta",
                         "article-categories",
                         "article-id",
                         "pub-date",
                         "pub-date-not-available",
                         "volume",
                         "issue",
                         "issue-id",
                         "fpage",
                         "lpage",
                         "elocation-id",
                         "history",
                         "permissions",
                         "self-uri",
                         "counts",
                         "custom-meta-group",
                         "processing-meta",
                         "author-notes",
                         "funding-group",
                         "related-article",
                         "related-object",
                         "prolog",
                         "metadata",
                         "indexterm",
                         "object-id",
                         "isbn",
                         "teiHeader",
                         "graphic",
                         "colspec",
                         "supplementary-material",
                         "pub-history",
                         "volume-issue-group",
                         "article-version",
                         "article-version-alternatives",
                         "product",
                         "conference",
                         "related-links",
                         "reltable",
                         "copyright",
                         "legalnotice",
                         "revhistory",
                         "imagedata"});
    return roles;
  }();
  const auto found = kRoles->find(name);
  return found == kRoles->end() ? XmlRole::kUnknown : found->second;
}

}  // namespace wenyuan::parse
