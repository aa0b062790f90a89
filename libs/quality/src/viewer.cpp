#include "wenyuan/quality/viewer.h"

#include <utility>

namespace wenyuan::quality {

bool Viewer::Sees(const store::Document& document) const {
  return document.library == rights_.library.number &&
         (!document.restricted || rights_.all_restricted ||
          (rights_.restricted != nullptr && rights_.restricted->contains(document.number)));
}

Result<std::optional<store::Document>> Viewer::DocumentById(std::string_view id) {
  auto document = store_.documents().Find(id);
  if (!document && document.error().code != ErrorCode::kNotFound) return document.error();
  return document && Sees(*document) ? std::optional(*std::move(document)) : std::nullopt;
}

Result<std::optional<store::Document>> Viewer::Document(store::DocumentNumber number) {
  const auto known = known_.find(number);
  if (known != known_.end()) return known->second;
  auto document = store_.documents().Get(number);
  if (!document && document.error().code != ErrorCode::kNotFound) return document.error();
  const bool seen = document && Sees(*document);
  auto& remembered = known_[number];
  if (seen) remembered = *std::move(document);
  return remembered;
}

Result<std::optional<store::Question>> Viewer::Show(store::Question question) {
  const bool names_documents = !question.expected.empty();
  std::vector<store::ExpectedDocument> seen;
  for (store::ExpectedDocument& one : question.expected) {
    WY_TRY(const auto document, Document(one.document));
    if (document) seen.push_back(std::move(one));
  }
  question.expected = std::move(seen);
  if (names_documents && question.expected.empty() && !rights_.all_restricted) {
    return std::optional<store::Question>();
  }
  return std::optional(std::move(question));
}

Result<std::vector<store::Question>> Viewer::Show(std::vector<store::Question> questions) {
  std::vector<store::Question> shown;
  for (store::Question& question : questions) {
    WY_TRY(auto one, Show(std::move(question)));
    if (one) shown.push_back(*std::move(one));
  }
  return shown;
}

}  // namespace wenyuan::quality
