#include "wenyuan/ingest/tokenise.h"

#include <string>
#include <utility>

namespace wenyuan::ingest {
namespace {

std::string TitleOf(const store::Document& document) {
  if (!document.title.empty()) return document.title;
  const std::size_t folder = document.source_name.rfind('/');
  const std::string name =
      folder == std::string::npos ? document.source_name : document.source_name.substr(folder + 1);
  return name.substr(0, name.rfind('.'));
}

}  // namespace

index::IndexedRevision Tokenise(const text::Analyzer& analyzer, const store::Document& document,
                                store::RevisionNumber revision,
                                const std::vector<store::Chunk>& chunks) {
  index::IndexedRevision indexed;
  indexed.document = document.number;
  indexed.revision = revision;
  indexed.restricted = document.restricted;
  const std::vector<text::Token> title = analyzer.Tokens(TitleOf(document));
  indexed.chunks.reserve(chunks.size());
  std::string heading_path;
  std::vector<text::Token> heading;
  for (const store::Chunk& chunk : chunks) {
    if (chunk.heading_path != heading_path) {  // neighbours share theirs
      heading_path = chunk.heading_path;
      heading = analyzer.Tokens(heading_path);
    }
    index::ChunkTokens tokens;
    tokens.number = chunk.number;
    tokens.fields[static_cast<std::size_t>(index::Field::kTitle)] = title;
    tokens.fields[static_cast<std::size_t>(index::Field::kHeading)] = heading;
    tokens.fields[static_cast<std::size_t>(index::Field::kBody)] = analyzer.Tokens(chunk.text);
    indexed.chunks.push_back(std::move(tokens));
  }
  return indexed;
}

}  // namespace wenyuan::ingest
