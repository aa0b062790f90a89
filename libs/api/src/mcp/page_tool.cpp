#include "page_tool.h"

#include <charconv>

#include "../links.h"
#include "../views.h"
#include "page_text.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kPartBytes = 16U << 10U;

struct PassageName {
  std::string document_id;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
};

// "d_4xk2.3.14"
Result<PassageName> ParsePassage(const std::string& text) {
  const std::size_t last = text.rfind('.');
  const std::size_t first =
      last == std::string::npos || last == 0 ? last : text.rfind('.', last - 1);
  const auto number = [&](std::size_t begin, std::size_t end, std::uint32_t& into) {
    const auto parsed = std::from_chars(text.data() + begin, text.data() + end, into);
    return parsed.ec == std::errc() && parsed.ptr == text.data() + end;
  };
  PassageName name;
  if (first != std::string::npos && first != last && number(first + 1, last, name.revision) &&
      number(last + 1, text.size(), name.chunk) && name.revision > 0) {
    name.document_id = text.substr(0, first);
    return name;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'passage_id' must be as search and ask give it, such as d_abc.1.14",
               "“passage_id”应照 search 和 ask 给出的写法，如 d_abc.1.14"};
}

Result<std::optional<std::size_t>> Counted(const Members& members, std::string_view name) {
  WY_TRY(const auto number, members.Integer(name));
  if (!number) return std::optional<std::size_t>();
  if (*number >= 1 && *number <= INT32_MAX) return std::optional(static_cast<std::size_t>(*number));
  return Error{ErrorCode::kInvalidArgument, "'" + std::string(name) + "' is a number from 1",
               "“" + std::string(name) + "”是从 1 开始的数"};
}

Error NoSuch(const std::string& what, const std::string& what_zh, std::size_t wanted,
             std::size_t last) {
  return {ErrorCode::kNotFound,
          "there is no " + what + " " + std::to_string(wanted) + "; the last is " +
              std::to_string(last),
          "没有第 " + std::to_string(wanted) + " " + what_zh + "，最后是第 " +
              std::to_string(last) + " " + what_zh};
}

struct Wanted {
  PassageName passage;  // its document in any case
  bool by_passage = false;
  std::optional<std::size_t> page;
  std::optional<std::size_t> part;
};

Result<Wanted> ReadWanted(const Json& arguments) {
  WY_TRY(const Members members,
         Members::Of(arguments, {"document_id", "passage_id", "page", "part"}));
  WY_TRY(const auto document, members.Text("document_id"));
  WY_TRY(const auto passage, members.Text("passage_id"));
  Wanted wanted;
  WY_TRY(wanted.page, Counted(members, "page"));
  WY_TRY(wanted.part, Counted(members, "part"));
  if (passage) {
    WY_TRY(wanted.passage, ParsePassage(*passage));
    wanted.by_passage = true;
  } else if (document) {
    wanted.passage.document_id = *document;
  }
  if (wanted.passage.document_id.empty() || (document && *document != wanted.passage.document_id)) {
    return Error{ErrorCode::kInvalidArgument,
                 "give a 'document_id', or a 'passage_id' of search or ask",
                 "请给出“document_id”，或 search、ask 给出的“passage_id”"};
  }
  return wanted;
}

}  // namespace

Result<ToolResult> ReadPage(const Call& call, const Json& arguments, const OnToolProgress&) {
  WY_TRY(Wanted wanted, ReadWanted(arguments));
  WY_TRY(const DocumentText text,
         OpenText(call, wanted.passage.document_id, wanted.passage.revision));
  std::size_t block = 0;
  if (wanted.by_passage) {
    WY_TRY(const auto chunks,
           call.services().store.documents().Chunks(text.revision.number, {wanted.passage.chunk}));
    if (chunks.empty()) {
      return Error{ErrorCode::kNotFound, "there is no such passage", "没有这个段落"};
    }
    block = chunks[0].block_begin;
    if (!wanted.page) wanted.page = chunks[0].page;
    if (*wanted.page != chunks[0].page) block = 0;
  }
  const std::size_t pages = text.parsed.pages.size();
  const std::size_t page = pages == 0 ? 0 : wanted.page.value_or(1);
  if (page > pages) return NoSuch("page", "页", page, pages);
  if (pages == 0 && wanted.page.value_or(0) > 1) {
    return Error{ErrorCode::kNotFound, "this document has no pages; read it by 'part'",
                 "该文档不分页，请用“part”逐段读取"};
  }
  const PageParts parts =
      TextOfPage(text.parsed, static_cast<std::uint32_t>(page), block, kPartBytes);
  const std::size_t part = wanted.part.value_or(parts.part_of_block + 1);
  if (part > parts.parts.size()) return NoSuch("part", "段", part, parts.parts.size());
  const std::string title = TitleOf(text.document);
  ToolResult result;
  result.text = title;
  if (page > 0) result.text += " · p. " + std::to_string(page) + " of " + std::to_string(pages);
  if (parts.parts.size() > 1) {
    result.text += " · part " + std::to_string(part) + " of " + std::to_string(parts.parts.size());
  }
  result.text += "\n\n" + parts.parts[part - 1];
  Json::Object view{{"document_id", text.document.id},
                    {"title", title},
                    {"revision", text.revision.ordinal},
                    {"page", page},
                    {"pages", pages},
                    {"part", part},
                    {"parts", parts.parts.size()},
                    {"text", parts.parts[part - 1]}};
  const std::string own_address = OwnAddress(call.request, call.services().tls);
  if (!own_address.empty()) {
    view.emplace_back("url", own_address + "/#/documents/" + text.document.id +
                                 "?revision=" + std::to_string(text.revision.ordinal) +
                                 "&page=" + std::to_string(page));
  }
  result.structured = std::move(view);
  return result;
}

}  // namespace wenyuan::api
