#pragma once

#include <map>
#include <string>
#include <vector>

#include "call.h"

namespace wenyuan::api {

// How our things look in JSON: the schemas of docs/openapi.yaml, one function each.

Json UserView(const store::User& user);
Json UserReference(const store::User& user);
// null for the operator and for a user who is gone.
Json UserReference(const Call& call, store::UserNumber user);
Json MeView(const Identity& who);
Json CountsView(const store::Jobs::Counts& counts);
Json BoxView(const PageBox& box);
Json BoxesOf(const std::vector<TextSpan>& spans);
// With begin and end in UTF-16 code units.
Json SpansView(std::string_view text, const std::vector<TextSpan>& spans);
Json ChunkView(const std::string& document_id, std::uint32_t revision, const store::Chunk& chunk);
Json HitView(const search::Hit& hit, std::size_t rank);
Json HitsView(const std::vector<search::Hit>& hits);
Json HintsView(const std::vector<search::QueryHint>& hints, Language language);
// Whether meaning took part in a search, and why not.
Json MeaningView(const search::Meaning& meaning, Language language);
// The same of the model that puts the first hits in order.
Json RerankingView(const search::Reranking& reranking, Language language);

// How far the pages that show text as pictures are; null for a document without any.
Json RecognitionView(const store::Document& document, const ingest::RecognitionProgress& progress,
                     Language language);

std::string ChunkId(std::string_view document_id, std::uint32_t revision, std::uint32_t chunk);
std::string TitleOf(const store::Document& document);

// Documents with the names of their libraries, of those the asker may read.
class DocumentViews {
 public:
  static Result<DocumentViews> Of(const Call& call);
  [[nodiscard]] Json View(const store::Document& document) const;
  [[nodiscard]] Json View(const std::vector<store::Document>& documents) const;

 private:
  explicit DocumentViews(const Call& call) : call_(call) {}
  const Call& call_;
  std::map<store::LibraryNumber, store::Library> libraries_;
};

}  // namespace wenyuan::api
