#include "wenyuan/store/testing/store_contract.h"

#include <stdexcept>

namespace wenyuan::store::testing {
namespace {

template <typename T>
T Must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

void Must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

}  // namespace

BlobId FakeBlob(const std::string& content) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  BlobId id;
  std::uint64_t state = content.size() + 1;
  for (const char c : content) state = state * 1099511628211ULL + static_cast<unsigned char>(c);
  for (int i = 0; i < 64; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    id.sha256 += kHex[state >> 60U];
  }
  id.bytes = content.size();
  return id;
}

Chunk MakeChunk(std::uint32_t number, const std::string& text) {
  Chunk chunk;
  chunk.number = number;
  chunk.text = text;
  return chunk;
}

void StoreContract::SetUp() {
  home_ = GetParam().make_home();
  store_ = home_->Open(clock_);
  library_ = AddLibrary("合同");
}

void StoreContract::Reopen() {
  store_.reset();
  store_ = home_->Open(clock_);
}

LibraryNumber StoreContract::AddLibrary(const std::string& name) {
  return Must(store_->libraries().Create(name, 0)).number;
}

UserNumber StoreContract::AddUser(const std::string& name) {
  return Must(store_->accounts().Create(name, "", false)).number;
}

Received StoreContract::Receive(const std::string& name, const std::string& content,
                                DocumentNumber parent) {
  return Must(store_->documents().Receive({.library = library_,
                                           .source_name = name,
                                           .original = FakeBlob(content),
                                           .by = 7,
                                           .parent = parent}));
}

Job StoreContract::Lease() {
  const auto job = Must(store_->jobs().Lease(std::chrono::minutes(1)));
  if (!job) throw std::runtime_error("no job is due");
  return *job;
}

void StoreContract::FinishAll() {
  for (;;) {
    const auto job = Must(store_->jobs().Lease(std::chrono::minutes(1)));
    if (!job) return;
    Must(store_->jobs().SaveRead(*job, {FakeBlob("parsed"), "title", "txt", 1}, {}));
    Must(store_->jobs().SaveChunks(*job, {MakeChunk(0)}, {}));
    Must(store_->jobs().Finish({*job}));
  }
}

Document StoreContract::Get(DocumentNumber document) {
  return Must(store_->documents().Get(document));
}

}  // namespace wenyuan::store::testing
