#include "document_part.h"

#include <cstdint>
#include <limits>
#include <string>

namespace wenyuan::api {
namespace {

Result<std::uint32_t> CountMember(const Members& body, std::string_view name) {
  WY_TRY(const auto number, body.Integer(name));
  if (!number) return 0U;
  if (*number >= 1 && *number <= std::numeric_limits<std::int32_t>::max()) {
    return static_cast<std::uint32_t>(*number);
  }
  const std::string member(name);
  return Error{ErrorCode::kInvalidArgument, "the member '" + member + "' must be a number from 1",
               "字段“" + member + "”必须是从 1 开始的数"};
}

}  // namespace

Result<answer::DocumentPart> ReadDocumentPart(const Members& body) {
  answer::DocumentPart part;
  WY_TRY(part.document, body.RequiredText("document"));
  WY_TRY(part.revision, CountMember(body, "revision"));
  WY_TRY(part.first_page, CountMember(body, "first_page"));
  WY_TRY(part.last_page, CountMember(body, "last_page"));
  WY_TRY(const auto heading, body.Text("heading"));
  part.heading = heading.value_or("");
  return part;
}

Json SummarySourceView(const answer::SummarySource& source) {
  return {{"document_id", source.document_id}, {"title", source.title},
          {"library", source.library},         {"revision", source.revision},
          {"passages", source.passages},       {"read", source.read}};
}

}  // namespace wenyuan::api
