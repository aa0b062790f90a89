#include "small_library.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "wenyuan/base/files.h"

namespace wenyuan::bench {
namespace {

constexpr double kWords = 60'000;
constexpr std::uint32_t kTopics = 300;
constexpr std::uint32_t kWordsOfATopic = 150;
constexpr std::uint32_t kAddedLater = 1'000;       // documents
constexpr std::size_t kBuilderBytes = 32U << 20U;  // several runs

void Require(const Result<void>& done) {
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace

SmallLibrary::SmallLibrary(unsigned seed) : random_(seed) {
  for (std::uint32_t document = 0; document < kDocuments; ++document) Write(document);
  Index();
}

// The n-th word comes about 1/n as often as the first.
std::uint32_t SmallLibrary::Word() {
  const double share = static_cast<double>(random_()) / 4294967296.0;
  return static_cast<std::uint32_t>(std::pow(kWords, share));
}

void SmallLibrary::Write(std::uint32_t document) {
  restricted_.push_back(Below(10) == 0);
  // Documents written one after the other are about the same.
  const std::uint32_t topic = (document / 100 + (Below(4) == 0 ? Below(kTopics) : 0)) % kTopics;
  for (std::uint32_t number = 0; number < kPassagesOfADocument; ++number) {
    auto& passage = passages_.emplace_back(20 + Below(60));
    for (std::uint32_t& word : passage) {
      word =
          Below(3) > 0 ? Word() : 200 + (topic * 7919 + Below(kWordsOfATopic) * Below(8)) % 20'000;
    }
  }
}

index::IndexedRevision SmallLibrary::Revision(std::uint32_t document) const {
  index::IndexedRevision revision{document, 1, restricted_[document], {}};
  for (std::uint32_t number = 0; number < kPassagesOfADocument; ++number) {
    index::ChunkTokens& chunk = revision.chunks.emplace_back();
    chunk.number = number;
    auto& body = chunk.fields[static_cast<std::size_t>(index::Field::kBody)];
    for (const std::uint32_t word : passages_[document * kPassagesOfADocument + number]) {
      body.push_back({Term(word), static_cast<std::uint32_t>(body.size()), 1, 0, 0});
    }
  }
  return revision;
}

void SmallLibrary::Index() {
  const auto cache = std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
  const auto where = folder_.path() / "index";
  const auto builder =
      *index::MakeBulkBuilder(PosixFileSystem(), keys_, where, cache, kBuilderBytes);
  for (std::uint32_t document = 0; document < kDocuments - kAddedLater; ++document) {
    Require(builder->Add(Revision(document)));
  }
  Require(builder->Finish());
  index_ = *index::OpenLibraryIndex(PosixFileSystem(), keys_, where, cache);
  for (std::uint32_t first = kDocuments - kAddedLater; first < kDocuments; first += 250) {
    std::vector<index::IndexedRevision> batch;
    for (std::uint32_t i = 0; i < 250; ++i) batch.push_back(Revision(first + i));
    Require(index_->Add(batch));
  }
}

std::vector<std::string> SmallLibrary::Question() {
  const auto& passage = passages_[Below(static_cast<std::uint32_t>(passages_.size()))];
  std::vector<std::string> question;
  for (std::uint32_t count = 1 + Below(Below(2) == 0 ? 6 : 40); count > 0; --count) {
    std::string term =
        Term(Below(10) < 7 ? passage[Below(static_cast<std::uint32_t>(passage.size()))] : Word());
    if (std::find(question.begin(), question.end(), term) == question.end()) {
      question.push_back(std::move(term));
    }
  }
  return question;
}

index::DocumentSet SmallLibrary::Filter() {
  index::DocumentSet documents;
  const std::uint32_t per_mille = std::vector<std::uint32_t>{0, 1, 10, 30, 100, 500, 990}[Below(7)];
  if (Below(2) == 0) {
    const std::uint32_t first = Below(kDocuments);
    documents.addRange(first, std::min(kDocuments, first + kDocuments * per_mille / 1000));
  } else {
    for (std::uint32_t document = 0; document < kDocuments; ++document) {
      if (Below(1000) < per_mille) documents.add(document);
    }
  }
  return documents;
}

}  // namespace wenyuan::bench
