#include "wenyuan/search/query_syntax.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dates.h"

namespace wenyuan::search {
namespace {

using Kind = QueryChip::Kind;

constexpr std::array<std::string_view, 15> kFilterNames = {
    "type",   "format", "类型",  "格式", "tag",    "标签", "library", "资料库",
    "知识库", "after",  "since", "之后", "before", "之前", "until"};
constexpr std::array<Kind, 15> kFilterKinds = {
    Kind::kFormat, Kind::kFormat,  Kind::kFormat,  Kind::kFormat,  Kind::kTag,
    Kind::kTag,    Kind::kLibrary, Kind::kLibrary, Kind::kLibrary, Kind::kAfter,
    Kind::kAfter,  Kind::kAfter,   Kind::kBefore,  Kind::kBefore,  Kind::kBefore};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kFormatNames = {
    {{"word", "docx"},
     {"excel", "xlsx"},
     {"powerpoint", "pptx"},
     {"ppt", "pptx"},
     {"markdown", "md"},
     {"text", "txt"}}};

std::string FormatOf(std::string_view written) {
  if (written.starts_with('.')) written.remove_prefix(1);
  std::string format(written);
  for (char& c : format) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const auto& [name, means] : kFormatNames) {
    if (format == name) return std::string(means);
  }
  return format;
}

class QuestionReader {
 public:
  explicit QuestionReader(std::string_view question) : question_(question) {}

  QuestionSyntax Read() && {
    read_.text = question_;
    const text::QueryOperators found = text::ReadOperators(question_, kFilterNames);
    for (const text::QueryOperator& one : found.operators) Take(one);
    if (found.more) {
      Hint("too_many_operators", "only the first 64 signs and filters count; the rest is text",
           "只有前 64 个符号和筛选条件有效，其余按文字查找");
    }
    NoteOnlyExcludes();
    return std::move(read_);
  }

 private:
  void Take(const text::QueryOperator& found) {
    const std::string value(
        question_.substr(found.content.begin, found.content.end - found.content.begin));
    using Found = text::QueryOperator::Kind;
    switch (found.kind) {
      case Found::kMust:
        return Chip(Kind::kMust, found, value);
      case Found::kMustNot:
        return Chip(Kind::kMustNot, found, value);
      case Found::kShortPrefix:
        return Hint("short_prefix",
                    "'" + value +
                        "*' would find too much: write two characters or more before the "
                        "star",
                    "“" + value + "*”范围过大：星号前至少要有两个字符");
      case Found::kPrefix:
        if (found.negated) {
          return Hint("negated_prefix",
                      "'-" + value + "*' does not count: what begins so cannot be left out",
                      "“-" + value + "*”未生效：不能按开头排除");
        }
        return Chip(Kind::kPrefix, found, value);
      case Found::kFilter:
        return TakeFilter(found, value);
    }
  }

  void TakeFilter(const text::QueryOperator& found, const std::string& value) {
    const Kind kind = kFilterKinds.at(found.filter);
    const std::string written(
        question_.substr(found.whole.begin, found.whole.end - found.whole.begin));
    if (found.negated) {
      Hint("negated_filter", "'" + written + "' does not count: a filter cannot be turned round",
           "“" + written + "”未生效：筛选条件不能取反");
      return Blank(found);
    }
    if (kind == Kind::kAfter || kind == Kind::kBefore) {
      const std::optional<UnixMillis> time = BeginningOf(value);
      if (!time) {  // and stays text
        return Hint("bad_date", "'" + value + "' is no date: write 2024, 2024-06 or 2024-06-30",
                    "“" + value + "”不是日期：请写成 2024、2024-06 或 2024-06-30");
      }
      if (kind == Kind::kAfter) {
        read_.changed_from = std::max(*time, read_.changed_from.value_or(*time));
      } else {
        read_.changed_until = std::min(*time - 1, read_.changed_until.value_or(*time - 1));
      }
    } else if (kind == Kind::kLibrary) {
      read_.libraries.push_back(value);
    } else {
      std::string& one = kind == Kind::kTag ? read_.tag : read_.format;
      if (!one.empty()) {
        Hint("one_of_a_kind", "'" + written + "' counts alone: there can be one filter of a kind",
             "同类筛选只能有一个，以“" + written + "”为准");
        std::erase_if(read_.chips, [&](const QueryChip& chip) { return chip.kind == kind; });
      }
      one = kind == Kind::kTag ? value : FormatOf(value);
    }
    Chip(kind, found, kind == Kind::kFormat ? read_.format : value);
    Blank(found);
  }

  void Chip(Kind kind, const text::QueryOperator& found, std::string value) {
    read_.chips.push_back({kind, found.field, std::move(value), found.whole});
  }

  void Hint(std::string code, std::string message, std::string message_zh) {
    read_.hints.push_back({std::move(code), std::move(message), std::move(message_zh)});
  }

  // Its place is kept, so that chips still say where they stand.
  void Blank(const text::QueryOperator& found) {
    std::fill(read_.text.begin() + static_cast<std::ptrdiff_t>(found.whole.begin),
              read_.text.begin() + static_cast<std::ptrdiff_t>(found.whole.end), ' ');
  }

  void NoteOnlyExcludes() {
    std::string rest = read_.text;
    bool excludes = false;
    for (const QueryChip& chip : read_.chips) {
      if (chip.kind != Kind::kMustNot) continue;
      excludes = true;
      std::fill(rest.begin() + static_cast<std::ptrdiff_t>(chip.whole.begin),
                rest.begin() + static_cast<std::ptrdiff_t>(chip.whole.end), ' ');
    }
    read_.only_excludes = excludes && rest.find_first_not_of(" \t\r\n") == std::string::npos;
    if (read_.only_excludes) {
      Hint("only_excludes", "it only says what must not be there: write also what to look for",
           "这里只写了要排除的内容：请同时写出要查找的内容");
    }
  }

  std::string_view question_;
  QuestionSyntax read_;
};

Error NoLibrary(const std::string& name) {
  return {ErrorCode::kNotFound,
          "there is no library '" + name + "' that you may read here; see the list of libraries",
          "没有您可以阅读的知识库“" + name + "”；请查看知识库列表"};
}

Result<std::vector<std::string>> LibrariesOf(const QuestionSyntax& syntax,
                                             const std::vector<std::string>& scope,
                                             const access::Access& access,
                                             const access::Asker& asker) {
  std::vector<std::string> ids;
  WY_TRY(const auto readable, access.Libraries(asker, store::Role::kReader));
  for (const std::string& name : syntax.libraries) {
    const auto library = std::find_if(readable.begin(), readable.end(), [&](const auto& rights) {
      return rights.library.name == name || rights.library.id == name;
    });
    if (library == readable.end()) return NoLibrary(name);
    const std::string& id = library->library.id;
    if (!scope.empty() && std::find(scope.begin(), scope.end(), id) == scope.end()) {
      return NoLibrary(name);
    }
    ids.push_back(id);
  }
  return ids;
}

}  // namespace

std::string_view Name(QueryChip::Kind kind) {
  switch (kind) {
    case Kind::kMust:
      return "must";
    case Kind::kMustNot:
      return "must_not";
    case Kind::kPrefix:
      return "prefix";
    case Kind::kFormat:
      return "format";
    case Kind::kTag:
      return "tag";
    case Kind::kLibrary:
      return "library";
    case Kind::kAfter:
      return "after";
    case Kind::kBefore:
      return "before";
  }
  return {};
}

QuestionSyntax ReadSyntax(std::string_view question) { return QuestionReader(question).Read(); }

Result<QuestionSyntax> ApplySyntax(SearchRequest& request, const access::Access& access,
                                   const access::Asker& asker) {
  QuestionSyntax syntax = ReadSyntax(request.query);
  if (!syntax.libraries.empty()) {
    WY_TRY(request.libraries, LibrariesOf(syntax, request.libraries, access, asker));
  }
  if (!syntax.format.empty()) request.format = syntax.format;
  if (!syntax.tag.empty()) request.tag = syntax.tag;
  if (syntax.changed_from) {
    request.changed_from =
        std::max(*syntax.changed_from, request.changed_from.value_or(*syntax.changed_from));
  }
  if (syntax.changed_until) {
    request.changed_until =
        std::min(*syntax.changed_until, request.changed_until.value_or(*syntax.changed_until));
  }
  const bool nothing = syntax.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (syntax.only_excludes || (nothing && !syntax.chips.empty())) {
    return Error{ErrorCode::kInvalidArgument,
                 "the question only has filters or exclusions; write also what to look for",
                 "问题只有筛选或排除条件；请同时写出要查找的内容"};
  }
  request.query = syntax.text;
  return syntax;
}

}  // namespace wenyuan::search
