#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

// What a store should hold after the same calls, as simply as can be.
struct ModelDocument {
  std::string name;
  std::vector<std::string> contents;  // of every revision
  DocumentState state = DocumentState::kQueued;
  std::size_t current = 0;  // how many of `contents` came up to the one that answers
  UnixMillis changed = 0;
  bool restricted = false;
};
using Model = std::map<DocumentNumber, ModelDocument>;

class RandomCalls {
 public:
  RandomCalls(Store& store, ManualClock& clock, LibraryNumber library, unsigned seed)
      : store_(store), clock_(clock), library_(library), random_(seed) {}

  void Step() {
    clock_.Advance(std::chrono::milliseconds(random_() % 3));
    switch (random_() % 8) {
      case 0:
      case 1:
      case 2:
        return Receive();
      case 3:
      case 4:
        return Work();
      case 5:
        return Retry();
      case 6:
        return Restrict();
      default:
        return Delete();
    }
  }

  void Check() {
    const auto seen =
        *store_.documents().List({.libraries = {library_}, .all_restricted = true, .limit = 1000});
    ASSERT_EQ(seen.total, model_.size());
    ASSERT_EQ(seen.documents.size(), model_.size());
    for (std::size_t i = 1; i < seen.documents.size(); ++i) {
      EXPECT_GE(seen.documents[i - 1].changed, seen.documents[i].changed);
    }
    Jobs::Counts counts;
    std::size_t open = 0;
    for (const Document& document : seen.documents) {
      CheckOne(document, model_.at(document.number));
      open += document.restricted ? 0 : 1;
    }
    for (const auto& [number, one] : model_) {
      counts.queued += one.state == DocumentState::kQueued ? 1 : 0;
      counts.ready += one.state == DocumentState::kReady ? 1 : 0;
      counts.failed += one.state == DocumentState::kFailed ? 1 : 0;
    }
    const auto counted = *store_.jobs().Count({.libraries = {library_}, .all_restricted = true});
    EXPECT_EQ(counted.queued, counts.queued);
    EXPECT_EQ(counted.running, 0U);
    EXPECT_EQ(counted.ready, counts.ready);
    EXPECT_EQ(counted.failed, counts.failed);
    EXPECT_EQ(store_.documents().List({.libraries = {library_}})->total, open);
  }

 private:
  void CheckOne(const Document& document, const ModelDocument& expected) {
    EXPECT_EQ(document.source_name, expected.name);
    EXPECT_EQ(document.state, expected.state);
    EXPECT_EQ(document.current_ordinal, expected.current);
    EXPECT_EQ(document.changed, expected.changed);
    EXPECT_EQ(document.restricted, expected.restricted);
    const auto revisions = *store_.documents().Revisions(document.number);
    ASSERT_EQ(revisions.size(), expected.contents.size());
    for (std::size_t i = 0; i < revisions.size(); ++i) {
      EXPECT_EQ(revisions[i].ordinal, i + 1);
      EXPECT_EQ(revisions[i].original, FakeBlob(expected.contents[i]));
    }
    EXPECT_EQ(document.newest, revisions.back().number);
    if (expected.current > 0) {
      EXPECT_EQ(document.current, revisions[expected.current - 1].number);
      EXPECT_EQ(store_.documents().AllChunks(document.current)->front().text,
                expected.contents[expected.current - 1]);
    }
  }

  void Receive() {
    const std::string name = "file " + std::to_string(random_() % 12);
    const std::string content = "content " + std::to_string(random_() % 3);
    const auto received = store_.documents().Receive(
        {.library = library_, .source_name = name, .original = FakeBlob(content)});
    ASSERT_TRUE(received);
    const auto known = std::find_if(model_.begin(), model_.end(),
                                    [&](const auto& one) { return one.second.name == name; });
    ModelDocument& document = model_[received->document.number];
    if (known == model_.end()) {
      document.name = name;
    } else {
      ASSERT_EQ(known->first, received->document.number);
    }
    ASSERT_EQ(received->unchanged,
              !document.contents.empty() && document.contents.back() == content);
    if (received->unchanged) return;
    document.contents.push_back(content);
    document.state = DocumentState::kQueued;
    document.changed = clock_.Now();
  }

  void Work() {
    const auto job = *store_.jobs().Lease(std::chrono::minutes(1));
    if (!job) {
      for (const auto& [number, one] : model_) ASSERT_NE(one.state, DocumentState::kQueued);
      return;
    }
    ModelDocument& document = model_.at(job->document);
    ASSERT_EQ(document.state, DocumentState::kQueued);
    if (random_() % 4 == 0) {
      ASSERT_TRUE(store_.jobs().Fail(*job, {ErrorCode::kCorruption, "bad"}, std::nullopt));
      document.state = DocumentState::kFailed;
      return;
    }
    ASSERT_TRUE(store_.jobs().SaveChunks(*job, {MakeChunk(0, document.contents.back())}, {}));
    ASSERT_TRUE(store_.jobs().Finish({*job}));
    document.state = DocumentState::kReady;
    document.current = document.contents.size();
  }

  void Retry() {
    const auto chosen = Any();
    if (chosen == model_.end()) return;
    const bool failed = chosen->second.state == DocumentState::kFailed;
    ASSERT_EQ(store_.jobs().Retry(chosen->first).has_value(), failed);
    if (failed) chosen->second.state = DocumentState::kQueued;
  }

  void Restrict() {
    const auto chosen = Any();
    if (chosen == model_.end()) return;
    const bool restricted = random_() % 2 == 0;
    ASSERT_TRUE(store_.libraries().Restrict(
        chosen->first, restricted ? std::optional(std::vector<UserNumber>()) : std::nullopt));
    chosen->second.restricted = restricted;
  }

  void Delete() {
    const auto chosen = Any();
    if (chosen == model_.end()) return;
    ASSERT_TRUE(store_.documents().Delete(chosen->first));
    model_.erase(chosen);
    if (random_() % 3 == 0) {
      ASSERT_TRUE(store_.documents().Purge());
    }
  }

  Model::iterator Any() {
    if (model_.empty()) return model_.end();
    return std::next(model_.begin(), static_cast<std::ptrdiff_t>(random_() % model_.size()));
  }

  Store& store_;
  ManualClock& clock_;
  const LibraryNumber library_;
  std::mt19937 random_;
  Model model_;
};

TEST_P(StoreContract, RandomCallsLeaveWhatASimpleModelHolds) {
  constexpr unsigned kSeed = 4711;
  RandomCalls calls(*store_, clock_, library_, kSeed);
  for (int step = 0; step < 400 && !HasFatalFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(kSeed) + ", step " + std::to_string(step));
    calls.Step();
    if (step % 8 == 0) calls.Check();
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace wenyuan::store::testing
