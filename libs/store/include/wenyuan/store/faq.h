#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/store/types.h"

namespace wenyuan::store {

using FaqNumber = std::uint32_t;

enum class FaqState : std::uint8_t { kDraft, kReviewed };

// The passage that an entry rests on, as it was when somebody read it.
struct FaqCitation {
  DocumentNumber document = 0;
  std::uint32_t revision = 0;  // ordinal
  std::uint32_t chunk = 0;
  friend bool operator==(const FaqCitation&, const FaqCitation&) = default;
};

// A question that people ask, and the answer that somebody of the library stands for.
struct FaqEntry {
  FaqNumber number = 0;  // 0: not stored yet
  std::string id = {};
  LibraryNumber library = 0;
  std::vector<std::string> questions = {};  // ways to ask it
  std::string answer = {};
  std::vector<FaqCitation> citations = {};
  UnixMillis valid_until = 0;  // 0: no end
  FaqState state = FaqState::kDraft;
  UserNumber reviewed_by = 0;
  UnixMillis reviewed = 0;
  UserNumber created_by = 0;
  UnixMillis created = 0;
  UnixMillis changed = 0;
  std::uint32_t version = 0;  // 1, 2, …
};

// As QuestionSets: no rights looked at. An entry goes with a document that it cites.
class FaqEntries {
 public:
  static constexpr std::size_t kMostEntries = 2'000;  // in a library

  virtual ~FaqEntries() = default;
  // All or none. One without a number is added; one with a number replaces what is stored when
  // `version` is still the stored one (else kConflict), keeping creator and time. Returns them as
  // stored. kResourceExhausted beyond kMostEntries.
  virtual Result<std::vector<FaqEntry>> Save(LibraryNumber library,
                                             std::vector<FaqEntry> entries) = 0;
  [[nodiscard]] virtual Result<FaqEntry> Find(LibraryNumber library, std::string_view id) const = 0;
  [[nodiscard]] virtual Result<std::vector<FaqEntry>> List(
      LibraryNumber library) const = 0;              // by number
  virtual Result<void> Remove(FaqNumber entry) = 0;  // one that is gone is a success
  // Another number after each call that may have changed an entry: what was read before it may be
  // kept while this stays.
  [[nodiscard]] virtual std::uint64_t Generation() const = 0;
};

std::string_view Name(FaqState state);  // "draft", "reviewed"

}  // namespace wenyuan::store
