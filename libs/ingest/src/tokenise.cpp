#include "wenyuan/ingest/tokenise.h"

#include <string>
#include <utility>

#include "passage_text.h"

namespace wenyuan::ingest {
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
