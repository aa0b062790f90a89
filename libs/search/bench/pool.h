#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/eval/collection.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Public test collections, cut into passages and indexed together as an import would.
class Pool {
 public:
  // "cmrc2018", "xquad.zh" for a part of a set, or several joined by "+", in the folder of all
  // sets. Ids get their set's name in front: "drcd/1147-5". `whole_documents`: each document is one
  // passage.
  static Result<std::unique_ptr<Pool>> Open(const text::Analyzer& analyzer,
                                            const std::filesystem::path& data,
                                            const std::string& name, bool whole_documents);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<eval::JudgedQuery>& queries() const { return queries_; }
  // The `k` best passages for the query by keywords, as the searcher has them before reranking.
  [[nodiscard]] Result<std::vector<Hit>> Find(const text::AnalyzedQuery& query,
                                              std::size_t k) const;
  // Of all passages.
  [[nodiscard]] std::vector<std::string> Texts() const;
  // Whether the document with this id, whose queries go together, is for development (or held out).
  static bool ForDevelopment(const std::string& document);

 private:
  Pool() = default;
  Result<void> Read(const std::filesystem::path& data, const std::string& set);

  std::string name_;
  std::vector<eval::JudgedQuery> queries_;
  std::vector<eval::CorpusDocument> documents_;
  std::vector<std::vector<store::Chunk>> chunks_;  // by document
  index::testing::FakeKeys keys_;
  testing::TemporaryFolder folder_;
  std::unique_ptr<index::LibraryIndex> index_;
};

}  // namespace wenyuan::search
