#include "passage.h"

#include <charconv>

namespace wenyuan::api {

Result<Passage> FindPassage(const Call& call, const std::string& chunk_id) {
  const Error none{ErrorCode::kNotFound, "there is no such passage in this document",
                   "该文档没有此段落"};
  Passage passage;
  const std::string document_id = chunk_id.substr(0, chunk_id.find('.'));
  WY_TRY(passage.document,
         call.services().access.Document(call.who.asker, document_id, store::Role::kReader));
  if (!chunk_id.starts_with(document_id + ".")) return none;
  const char* at = chunk_id.data() + document_id.size() + 1;
  const char* const end = chunk_id.data() + chunk_id.size();
  std::uint32_t number = 0;
  const auto first = std::from_chars(at, end, passage.revision);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return none;
  const auto second = std::from_chars(first.ptr + 1, end, number);
  if (second.ec != std::errc() || second.ptr != end) return none;
  store::Documents& documents = call.services().store.documents();
  auto revision = documents.FindRevision(passage.document.number, passage.revision);
  if (!revision) return revision.error().code == ErrorCode::kNotFound ? none : revision.error();
  WY_TRY(auto chunks, documents.Chunks(revision->number, {number}));
  if (chunks.empty()) return none;
  passage.chunk = std::move(chunks.front());
  return passage;
}

}  // namespace wenyuan::api
