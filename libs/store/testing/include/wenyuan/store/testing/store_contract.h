#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "wenyuan/store/store.h"
#include "wenyuan/store/testing/manual_clock.h"

namespace wenyuan::store::testing {

// Where a store under test keeps its data. Opening it again finds what was there.
class StoreHome {
 public:
  virtual ~StoreHome() = default;
  // Requires that the store opened before is gone. `clock` outlives the store.
  virtual std::unique_ptr<Store> Open(const Clock& clock) = 0;
};

// Makes an empty home.
struct StoreKind {
  std::string name;  // shown in the names of the tests
  std::function<std::unique_ptr<StoreHome>()> make_home;
};

// What every store must do. An implementation runs all of it with
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, ::testing::Values(StoreKind{…}));
// in its own tests.
class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;
  void Reopen();

  // Requires success: a failure ends the test with its message.
  LibraryNumber AddLibrary(const std::string& name);
  UserNumber AddUser(const std::string& name);
  Received Receive(const std::string& name, const std::string& content, DocumentNumber parent = 0);
  Job Lease();
  void FinishAll();  // every job that is due, with one chunk each
  Document Get(DocumentNumber document);

  ManualClock clock_;
  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<Store> store_;
  LibraryNumber library_ = 0;
};

// A blob id as `content` would have; the store never looks at blobs.
BlobId FakeBlob(const std::string& content);

Chunk MakeChunk(std::uint32_t number, const std::string& text = "text");

// The code of a result's error, for EXPECT_EQ; nothing when it is a value.
template <typename T>
std::optional<ErrorCode> CodeOf(const Result<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

}  // namespace wenyuan::store::testing
