#include "pool.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "wenyuan/base/files.h"
#include "wenyuan/ingest/chunker.h"
#include "wenyuan/ingest/tokenise.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kWhole = 1'000'000;  // tokens
constexpr std::size_t kAtOnce = 500;       // documents

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
  document.current = number + 1;
  return document;
}

}  // namespace

Result<std::unique_ptr<Pool>> Pool::Open(const text::Analyzer& analyzer,
                                         const std::filesystem::path& data, const std::string& name,
                                         bool whole_documents) {
  std::unique_ptr<Pool> pool(new Pool());
  pool->name_ = name;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t end = std::min(name.find('+', begin), name.size());
    WY_CHECK(pool->Read(data, name.substr(begin, end - begin)));
    begin = end + 1;
  }
  WY_TRY(pool->index_,
         index::OpenLibraryIndex(PosixFileSystem(), pool->keys_, pool->folder_.path(),
                                 std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U)));
  ingest::ChunkerOptions options;
  if (whole_documents) options = {kWhole, kWhole};
  std::vector<index::IndexedRevision> revisions;
  for (std::uint32_t number = 0; number < pool->documents_.size(); ++number) {
    const eval::CorpusDocument& source = pool->documents_[number];
    pool->chunks_.push_back(ingest::CutChunks(AsDocument(source), options));
    revisions.push_back(
        ingest::Tokenise(analyzer, Stored(source, number), number + 1, pool->chunks_.back()));
    if (revisions.size() == kAtOnce || number + 1 == pool->documents_.size()) {
      WY_CHECK(pool->index_->Add(revisions));
      revisions.clear();
    }
  }
  return pool;
}

Result<void> Pool::Read(const std::filesystem::path& data, const std::string& set) {
  const std::size_t dot = set.find('.');
  const std::string part = dot == std::string::npos ? "" : set.substr(dot);
  const std::filesystem::path folder = data / set.substr(0, dot);
  WY_TRY(auto documents, eval::ReadCorpus(folder / ("corpus" + part + ".jsonl.gz")));
  for (eval::CorpusDocument& document : documents) {
    document.id = set + "/" + document.id;
    documents_.push_back(std::move(document));
  }
  WY_TRY(auto queries, eval::ReadQueries(folder / ("queries" + part + ".jsonl.gz")));
  for (eval::JudgedQuery& query : queries) {
    eval::Grades relevant;
    for (const auto& [id, grade] : query.relevant) relevant[set + "/" + id] = grade;
    query.id = set + "/" + query.id;
    query.relevant = std::move(relevant);
    queries_.push_back(std::move(query));
  }
  return {};
}

Result<std::vector<Hit>> Pool::Find(const text::AnalyzedQuery& query, std::size_t k) const {
  index::Shard shard;
  shard.index = index_.get();
  WY_TRY(index::Hits found, index::Search({&shard, 1}, query, k, {}, 0));
  if (found.hits.empty() && !query.must.empty()) {
    text::AnalyzedQuery relaxed = query;
    std::move(relaxed.must.begin(), relaxed.must.end(), std::back_inserter(relaxed.preferred));
    relaxed.must.clear();
    WY_TRY(found, index::Search({&shard, 1}, relaxed, k, {}, 0));
  }
  std::vector<Hit> hits;
  for (const index::Hit& place : found.hits) {
    Hit& hit = hits.emplace_back();
    hit.score = static_cast<double>(place.score);
    hit.coverage = found.bound > 0 ? hit.score / static_cast<double>(found.bound) : 0;
    hit.document = Stored(documents_[place.document], place.document);
    hit.revision = 1;
    hit.chunk = chunks_[place.document][place.chunk];
  }
  return hits;
}

std::vector<std::string> Pool::Texts() const {
  std::vector<std::string> texts;
  for (const auto& chunks : chunks_) {
    for (const store::Chunk& chunk : chunks) texts.push_back(chunk.text);
  }
  return texts;
}

bool Pool::ForDevelopment(const std::string& document) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : document) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
  return ((hash >> 40U) & 1U) == 0;
}

}  // namespace wenyuan::search
