#include "shown_answer_view.h"

#include "views.h"

namespace wenyuan::api {

using store::ShownPassage;

Result<Json> ShownAnswerView(quality::Viewer& viewer, const store::ShownAnswer& answer) {
  return ShownAnswerView([&](store::DocumentNumber number) { return viewer.Document(number); },
                         answer);
}

Result<Json> ShownAnswerView(const ShownDocument& document_of, const store::ShownAnswer& answer) {
  std::vector<Json::Array> cited(answer.sentences.size());
  Json::Array read;
  for (const ShownPassage& one : answer.passages) {
    WY_TRY(const auto document, document_of(one.document));
    if (!document) return Json(nullptr);
    Json view = {{"document_id", document->id},
                 {"title", TitleOf(*document)},
                 {"revision", one.revision},
                 {"page", one.page},
                 {"chunk_id", ChunkId(document->id, one.revision, one.chunk)},
                 {"quote", one.quote}};
    (one.sentence < cited.size() ? cited[one.sentence] : read).push_back(std::move(view));
  }
  Json::Array sentences;
  for (std::size_t i = 0; i < cited.size(); ++i) {
    sentences.push_back({{"text", answer.sentences[i]}, {"citations", std::move(cited[i])}});
  }
  return Json{{"model", answer.model},
              {"refused", answer.refused},
              {"sentences", std::move(sentences)},
              {"passages", std::move(read)}};
}

}  // namespace wenyuan::api
