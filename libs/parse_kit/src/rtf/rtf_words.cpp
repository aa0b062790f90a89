#include "rtf/rtf_words.h"

#include <unordered_map>

namespace wenyuan::parse {

RtfDestination RtfDestinationOf(std::string_view word) {
  using enum RtfDestination;
  static const std::unordered_map<std::string_view, RtfDestination> kDestinations = {
      {"fonttbl", kFontTable},
      {"stylesheet", kStyleSheet},
      {"info", kInfo},
      {"listtext", kMarker},
      {"pntext", kMarker},
      {"footnote", kNote},
      {"annotation", kComment},
      {"atnauthor", kAuthor},
      {"header", kPageHeader},
      {"headerl", kPageHeader},
      {"headerr", kPageHeader},
      {"headerf", kPageHeader},
      {"footer", kPageHeader},
      {"footerl", kPageHeader},
      {"footerr", kPageHeader},
      {"footerf", kPageHeader},
      {"shptxt", kTextBox},
      {"dptxbxtext", kTextBox},
      {"htmltag", kHtmlTag},
      {"upr", kTwice},
      // Groups marked as optional that hold text all the same.
      {"ud", kText},
      {"shppict", kText},
      {"pict", kPicture},
      {"shpinst", kText},
      {"do", kText},
      {"fldrslt", kText},
      {"nesttableprops", kText},
      {"moMath", kText},
      {"moMathPara", kText},
      // Groups that are not marked as optional and hold none.
      {"colortbl", kSkip},
      {"filetbl", kSkip},
      {"listtable", kSkip},
      {"listoverridetable", kSkip},
      {"revtbl", kSkip},
      {"rsidtbl", kSkip},
      {"fldinst", kSkip},
      {"nonesttables", kSkip},
      {"nonshppict", kSkip},
      {"xe", kSkip},
      {"tc", kSkip},
      {"tcn", kSkip},
      {"rxe", kSkip},
      {"bkmkstart", kSkip},
      {"bkmkend", kSkip},
      {"private", kSkip},
      {"template", kSkip},
      {"ftnsep", kSkip},
      {"ftnsepc", kSkip},
      {"ftncn", kSkip},
      {"aftnsep", kSkip},
      {"aftnsepc", kSkip},
      {"aftncn", kSkip},
      {"sp", kSkip},
      {"shprslt", kSkip},  // the text box again, for older programs
      {"objdata", kSkip},
      {"objclass", kSkip},
      {"objname", kSkip},
      {"mmathPict", kSkip},
  };
  const auto found = kDestinations.find(word);
  return found == kDestinations.end() ? kUnknown : found->second;
}

std::string_view RtfCharacterOf(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> kCharacters = {
      {"tab", "\t"},         {"line", "\n"},        {"softline", "\n"}, {"lbr", "\n"},
      {"emdash", "—"},       {"endash", "–"},       {"lquote", "‘"},    {"rquote", "’"},
      {"ldblquote", "“"},    {"rdblquote", "”"},    {"bullet", "•"},    {"emspace", "\u2003"},
      {"enspace", "\u2002"}, {"qmspace", "\u2005"}, {"zwj", "\u200D"},  {"zwnj", "\u200C"}};
  const auto found = kCharacters.find(word);
  return found == kCharacters.end() ? std::string_view() : found->second;
}

}  // namespace wenyuan::parse
