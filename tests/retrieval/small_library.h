#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/index/testing/fake_keys.h"

namespace wenyuan::bench {

// A library of 50,000 passages, sealed on disk: most of it built in bulk, the rest added later, a
// tenth restricted. Words are as frequent as words are, and those of a document keep company.
class SmallLibrary {
 public:
  static constexpr std::uint32_t kDocuments = 25'000;
  static constexpr std::uint32_t kPassagesOfADocument = 2;

  explicit SmallLibrary(unsigned seed);
  [[nodiscard]] const index::LibraryIndex& index() const { return *index_; }
  // By passage: document * kPassagesOfADocument + number.
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& passages() const {
    return passages_;
  }
  [[nodiscard]] bool Restricted(std::uint32_t document) const { return restricted_[document]; }
  static std::string Term(std::uint32_t word) { return "w" + std::to_string(word); }

  // 1 to 40 different words; most of them stand in one passage.
  std::vector<std::string> Question();
  // From none to all documents, scattered or in one run.
  index::DocumentSet Filter();
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

 private:
  std::uint32_t Word();
  void Write(std::uint32_t document);
  [[nodiscard]] index::IndexedRevision Revision(std::uint32_t document) const;
  void Index();

  std::mt19937 random_;
  std::vector<std::vector<std::uint32_t>> passages_;
  std::vector<bool> restricted_;
  wenyuan::testing::TemporaryFolder folder_;
  index::testing::FakeKeys keys_;
  std::unique_ptr<index::LibraryIndex> index_;
};

}  // namespace wenyuan::bench
