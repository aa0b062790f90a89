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

namespace wenyuan::answer {

// A public test collection, cut into passages and indexed as an import would.
class Collection {
 public:
  // "cmrc2018", or "xquad.zh" for a part of a set, in the folder of all sets.
  static Result<std::unique_ptr<Collection>> Open(const text::Analyzer& analyzer,
                                                  const std::filesystem::path& data,
                                                  const std::string& name,
                                                  bool whole_documents = false);

  // Of documents that are at hand; `whole_documents`: each is one passage.
  static Result<std::unique_ptr<Collection>> Make(const text::Analyzer& analyzer,
                                                  const std::string& name,
                                                  std::vector<eval::CorpusDocument> documents,
                                                  std::vector<eval::JudgedQuery> queries,
                                                  bool whole_documents = false);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<eval::JudgedQuery>& queries() const { return queries_; }

  [[nodiscard]] const std::vector<eval::CorpusDocument>& documents() const { return documents_; }

  // The passages an answerer gets; without those of the relevant documents when `hide_gold`.
  [[nodiscard]] Result<std::vector<search::Hit>> Find(const eval::JudgedQuery& query,
                                                      bool hide_gold) const;
  // The first relevant document as one passage. Requires a known relevant document.
  [[nodiscard]] search::Hit GoldPassage(const eval::JudgedQuery& query) const;
  [[nodiscard]] bool HasGold(const eval::JudgedQuery& query) const;
  [[nodiscard]] bool IsRelevant(const eval::JudgedQuery& query, const search::Hit& hit) const;

 private:
  explicit Collection(const text::Analyzer& analyzer) : analyzer_(analyzer) {}

  const text::Analyzer& analyzer_;
  std::string name_;
  std::vector<eval::JudgedQuery> queries_;
  std::vector<eval::CorpusDocument> documents_;
  std::vector<std::vector<store::Chunk>> chunks_;  // by document
  std::unordered_map<std::string, std::uint32_t> number_of_;
  index::testing::FakeKeys keys_;
  testing::TemporaryFolder folder_;
  std::unique_ptr<index::LibraryIndex> index_;
};

}  // namespace wenyuan::answer
