#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/query_syntax.h"

namespace wenyuan::search {

// Something in a question that was understood as more than a word, to be shown as a chip.
struct QueryChip {
  enum class Kind : std::uint8_t {
    kMust,
    kMustNot,
    kPrefix,
    kFormat,
    kTag,
    kLibrary,
    kAfter,
    kBefore,
  };
  Kind kind = Kind::kMust;
  text::QueryField field = text::QueryField::kAny;  // of the first three
  std::string value;
  text::Range whole;  // bytes of the question
};
std::string_view Name(QueryChip::Kind kind);  // "must", "must_not", "format"…

// A question with its filters taken out: type:pdf tag:合同 library:"人事" after:2024-01-01
// before:2024-06, in English or Chinese (类型 标签 知识库 之后 之前), and full-width colons.
struct QuestionSyntax {
  std::string text;  // for Analyzer::Query; operators of the analyzer's stay in it
  std::string format;
  std::string tag;
  std::vector<std::string> libraries;       // names or ids, as they were written
  std::optional<UnixMillis> changed_from;   // the day begins in UTC
  std::optional<UnixMillis> changed_until;  // the last moment before that day, month or year
  std::vector<QueryChip> chips;             // in order
  std::vector<QueryHint> hints;
  bool only_excludes = false;  // it says nothing that is looked for
};

// Requires valid UTF-8. Linear in the length. Any thread.
QuestionSyntax ReadSyntax(std::string_view question);

// Moves the filters of request.query into the request's, which they narrow: a library must be among
// request.libraries, if there are any. kNotFound for a library that the asker may not read,
// kInvalidArgument for a question that says nothing to look for.
Result<QuestionSyntax> ApplySyntax(SearchRequest& request, const access::Access& access,
                                   const access::Asker& asker);

// What people are told about all this: plain text, lines of at most 78 columns.
std::string_view SyntaxHelp(Language language);

}  // namespace wenyuan::search
