#include "collection.h"

#include "wenyuan/base/files.h"
#include "wenyuan/ingest/chunker.h"
#include "wenyuan/ingest/tokenise.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::size_t kWhole = 1'000'000;

parse::Document AsDocument(const eval::CorpusDocument& source) {
  parse::Document document;
  document.title = source.title;
  for (std::size_t begin = 0; begin < source.text.size();) {
    const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
    if (end > begin) {
      parse::Block block;
      block.text = source.text.substr(begin, end - begin);
      document.blocks.push_back(std::move(block));
    }
    begin = end + 1;
  }
  return document;
}

store::Document Stored(const eval::CorpusDocument& source, std::uint32_t number) {
  store::Document document;
  document.number = number;
  document.id = source.id;
  document.title = source.title;
  return document;
}

}  // namespace

Result<std::unique_ptr<Collection>> Collection::Open(const text::Analyzer& analyzer,
                                                     const std::filesystem::path& data,
                                                     const std::string& name,
                                                     bool whole_documents) {
  const std::filesystem::path path = data / name;
  const std::string part = path.extension();
  const std::filesystem::path folder = path.parent_path() / path.stem();
  WY_TRY(auto documents, eval::ReadCorpus(folder / ("corpus" + part + ".jsonl.gz")));
  WY_TRY(auto queries, eval::ReadQueries(folder / ("queries" + part + ".jsonl.gz")));
  return Make(analyzer, path.filename(), std::move(documents), std::move(queries), whole_documents);
}

Result<std::unique_ptr<Collection>> Collection::Make(const text::Analyzer& analyzer,
                                                     const std::string& name,
                                                     std::vector<eval::CorpusDocument> documents,
                                                     std::vector<eval::JudgedQuery> queries,
                                                     bool whole_documents) {
  std::unique_ptr<Collection> collection(new Collection(analyzer));
  collection->name_ = name;
  collection->documents_ = std::move(documents);
  collection->queries_ = std::move(queries);
  WY_TRY(collection->index_,
         index::OpenLibraryIndex(PosixFileSystem(), collection->keys_, collection->folder_.path(),
                                 std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)));
  ingest::ChunkerOptions options;
  if (whole_documents) options = {kWhole, kWhole};
  std::vector<index::IndexedRevision> revisions;
  for (std::uint32_t number = 0; number < collection->documents_.size(); ++number) {
    const eval::CorpusDocument& source = collection->documents_[number];
    collection->number_of_[source.id] = number;
    collection->chunks_.push_back(ingest::CutChunks(AsDocument(source), options));
    revisions.push_back(
        ingest::Tokenise(analyzer, Stored(source, number), number + 1, collection->chunks_.back()));
  }
  WY_CHECK(collection->index_->Add(revisions));
  return collection;
}

Result<std::vector<search::Hit>> Collection::Find(const eval::JudgedQuery& query,
                                                  bool hide_gold) const {
  index::DocumentSet hidden;
  for (const auto& [id, grade] : query.relevant) {
    const auto known = number_of_.find(id);
    if (hide_gold && grade > 0 && known != number_of_.end()) hidden.add(known->second);
  }
  index::Shard shard;
  shard.index = index_.get();
  shard.visible.without = &hidden;
  WY_TRY(const index::Hits found,
         index::Search({&shard, 1}, analyzer_.Query(query.text), kPassages, {}));
  std::vector<search::Hit> hits;
  for (const index::Hit& place : found.hits) {
    search::Hit hit;
    hit.score = hit.keyword_score = static_cast<double>(place.score);
    hit.coverage = found.bound > 0 ? static_cast<double>(place.score / found.bound) : 0;
    hit.document = Stored(documents_[place.document], place.document);
    hit.chunk = chunks_[place.document][place.chunk];
    hits.push_back(std::move(hit));
  }
  return hits;
}

bool Collection::HasGold(const eval::JudgedQuery& query) const {
  return !query.relevant.empty() && number_of_.contains(query.relevant.begin()->first);
}

search::Hit Collection::GoldPassage(const eval::JudgedQuery& query) const {
  const std::uint32_t number = number_of_.at(query.relevant.begin()->first);
  search::Hit hit;
  hit.score = hit.keyword_score = hit.coverage = 1;
  hit.document = Stored(documents_[number], number);
  hit.chunk.text = documents_[number].text;
  return hit;
}

bool Collection::IsRelevant(const eval::JudgedQuery& query, const search::Hit& hit) const {
  const auto found = query.relevant.find(hit.document.id);
  return found != query.relevant.end() && found->second > 0;
}

}  // namespace wenyuan::answer
