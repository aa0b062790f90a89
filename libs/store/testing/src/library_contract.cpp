#include <gmock/gmock.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> NamesOf(const std::vector<Library>& libraries) {
  std::vector<std::string> names;
  for (const Library& library : libraries) names.push_back(library.name);
  return names;
}

TEST_P(StoreContract, LibraryNamesAreUniqueWhateverTheirCase) {
  ASSERT_TRUE(store_->libraries().Create("Contracts", 0));
  EXPECT_EQ(CodeOf(store_->libraries().Create("CONTRACTS", 0)), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(store_->libraries().Create("Ｃontracts", 0)), ErrorCode::kConflict);
  EXPECT_EQ(store_->libraries().FindByName("contracts")->name, "Contracts");
  EXPECT_EQ(CodeOf(store_->libraries().FindByName("contract")), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(store_->libraries().Create("", 0)), ErrorCode::kInvalidArgument);
}

TEST_P(StoreContract, ARenamedLibraryKeepsItsIdAndFreesItsName) {
  const auto made = *store_->libraries().Create("old", 0);
  ASSERT_TRUE(store_->libraries().Rename(made.number, "Old"));  // its own name in another case
  ASSERT_TRUE(store_->libraries().Rename(made.number, "new"));
  EXPECT_EQ(store_->libraries().Find(made.id)->name, "new");
  EXPECT_TRUE(store_->libraries().Create("old", 0));
  EXPECT_EQ(CodeOf(store_->libraries().Rename(made.number, "OLD")), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(store_->libraries().Rename(999, "x")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, LibrariesAreListedByName) {
  AddLibrary("b");
  AddLibrary("A");
  EXPECT_THAT(NamesOf(*store_->libraries().List()), ElementsAre("A", "b", "合同"));
}

TEST_P(StoreContract, TheCreatorOwnsALibraryAndGrantsReplaceEachOther) {
  const UserNumber owner = AddUser("owner");
  const UserNumber reader = AddUser("reader");
  const LibraryNumber library = store_->libraries().Create("x", owner)->number;
  ASSERT_TRUE(store_->libraries().Grant(library, reader, Role::kReader));
  ASSERT_TRUE(store_->libraries().Grant(library, reader, Role::kEditor));
  auto grants = *store_->libraries().Grants(library);
  ASSERT_EQ(grants.size(), 2U);
  EXPECT_EQ(grants[0].user, owner);
  EXPECT_EQ(grants[0].role, Role::kOwner);
  EXPECT_EQ(grants[1].role, Role::kEditor);
  ASSERT_EQ(store_->libraries().RolesOf(reader)->size(), 1U);
  EXPECT_EQ(store_->libraries().RolesOf(reader)->front().library, library);
  ASSERT_TRUE(store_->libraries().Grant(library, reader, Role::kNone));
  EXPECT_THAT(*store_->libraries().RolesOf(reader), IsEmpty());
  EXPECT_EQ(CodeOf(store_->libraries().Grant(999, reader, Role::kReader)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(store_->libraries().Grant(library, 999, Role::kReader)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ARestrictedDocumentNamesItsReaders) {
  const UserNumber one = AddUser("one");
  const UserNumber two = AddUser("two");
  const DocumentNumber open = Receive("open", "1").document.number;
  const DocumentNumber secret = Receive("secret", "2").document.number;
  Libraries& libraries = store_->libraries();
  ASSERT_TRUE(libraries.Restrict(secret, std::vector{one, one}));
  EXPECT_TRUE(Get(secret).restricted);
  EXPECT_FALSE(Get(open).restricted);
  EXPECT_THAT(*libraries.ReadersOf(secret), ElementsAre(one));
  EXPECT_THAT(*libraries.ReadersOf(open), IsEmpty());
  EXPECT_THAT(*libraries.RestrictedFor(library_, one), ElementsAre(secret));
  EXPECT_THAT(*libraries.RestrictedFor(library_, two), IsEmpty());
  EXPECT_THAT(*libraries.Restricted(library_), ElementsAre(secret));
  ASSERT_TRUE(libraries.Restrict(secret, std::vector<UserNumber>()));  // owners only
  EXPECT_TRUE(Get(secret).restricted);
  EXPECT_THAT(*libraries.RestrictedFor(library_, one), IsEmpty());
  ASSERT_TRUE(libraries.Restrict(secret, std::nullopt));
  EXPECT_FALSE(Get(secret).restricted);
  EXPECT_THAT(*libraries.Restricted(library_), IsEmpty());
  EXPECT_EQ(CodeOf(libraries.Restrict(999, std::nullopt)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(libraries.Restrict(secret, std::vector{UserNumber{999}})), ErrorCode::kNotFound);
  EXPECT_FALSE(Get(secret).restricted) << "a refused change left a part of itself";
}

TEST_P(StoreContract, WhatCameInARestrictedDocumentIsRestrictedWithIt) {
  const UserNumber reader = AddUser("reader");
  const DocumentNumber mail = Receive("mail", "1").document.number;
  const DocumentNumber before = Receive("before", "2", mail).document.number;
  ASSERT_TRUE(store_->libraries().Restrict(mail, std::vector{reader}));
  const std::uint64_t epoch = store_->libraries().RightsEpoch();
  const DocumentNumber after = Receive("after", "3", mail).document.number;
  const DocumentNumber deep = Receive("deep", "4", after).document.number;
  EXPECT_GT(store_->libraries().RightsEpoch(), epoch);
  EXPECT_THAT(*store_->libraries().RestrictedFor(library_, reader),
              ElementsAre(mail, before, after, deep));
  ASSERT_TRUE(store_->libraries().Restrict(mail, std::nullopt));
  EXPECT_THAT(*store_->libraries().Restricted(library_), IsEmpty());
}

TEST_P(StoreContract, RestrictedDocumentsAreListedAndCountedOnlyForThoseWhoMay) {
  const UserNumber reader = AddUser("reader");
  const DocumentNumber open = Receive("open", "1").document.number;
  const DocumentNumber mine = Receive("mine", "2").document.number;
  const DocumentNumber other = Receive("other", "3").document.number;
  ASSERT_TRUE(store_->libraries().Restrict(mine, std::vector{reader}));
  ASSERT_TRUE(store_->libraries().Restrict(other, std::vector<UserNumber>()));
  const auto seen = [&](const DocumentFilter& filter) {
    auto numbers = *store_->documents().Numbers(filter);
    EXPECT_EQ(store_->documents().List(filter)->total, numbers.size());
    EXPECT_EQ(store_->documents().List(filter)->documents.size(), numbers.size());
    EXPECT_EQ(store_->jobs().Count(filter)->queued, numbers.size());
    return numbers;
  };
  EXPECT_THAT(seen({.libraries = {library_}}), ElementsAre(open));
  EXPECT_THAT(seen({.libraries = {library_}, .reader = reader}), ElementsAre(open, mine));
  EXPECT_THAT(seen({.libraries = {library_}, .all_restricted = true}),
              ElementsAre(open, mine, other));
  EXPECT_THAT(seen({.libraries = {library_}, .name_contains = "o", .reader = reader}),
              ElementsAre(open));
}

TEST_P(StoreContract, SeveralDocumentsAreRestrictedTogetherOrNoneIs) {
  const UserNumber one = AddUser("one");
  const UserNumber two = AddUser("two");
  const DocumentNumber first = Receive("first", "1").document.number;
  const DocumentNumber second = Receive("second", "2").document.number;
  const DocumentNumber inside = Receive("inside", "3", second).document.number;
  Libraries& libraries = store_->libraries();
  ASSERT_TRUE(libraries.RestrictAll({first, second}, std::vector{one}));
  EXPECT_THAT(*libraries.RestrictedFor(library_, one), ElementsAre(first, second, inside));
  EXPECT_TRUE(*libraries.IsReader(inside, one));
  EXPECT_FALSE(*libraries.IsReader(inside, two));
  EXPECT_EQ(CodeOf(libraries.RestrictAll({first, 999}, std::vector{two})), ErrorCode::kNotFound);
  EXPECT_THAT(*libraries.ReadersOf(first), ElementsAre(one));
  ASSERT_TRUE(libraries.RestrictAll({first, second}, std::nullopt));
  EXPECT_THAT(*libraries.Restricted(library_), IsEmpty());
  EXPECT_FALSE(*libraries.IsReader(inside, one));
}

TEST_P(StoreContract, ADocumentMayBeRestrictedFromItsFirstMoment) {
  const UserNumber reader = AddUser("reader");
  NewRevision revision{.library = library_, .source_name = "a", .original = FakeBlob("1")};
  revision.readers = std::vector{reader};
  const auto received = *store_->documents().Receive(revision);
  EXPECT_TRUE(received.document.restricted);
  EXPECT_THAT(*store_->libraries().ReadersOf(received.document.number), ElementsAre(reader));
  revision.readers = std::nullopt;
  revision.original = FakeBlob("2");  // whoever sends it again need not name them again
  EXPECT_TRUE(store_->documents().Receive(revision)->document.restricted);
  revision.readers = std::vector<UserNumber>{};
  ASSERT_TRUE(store_->documents().Receive(revision)->unchanged);
  EXPECT_THAT(*store_->libraries().ReadersOf(received.document.number), IsEmpty());
  revision.source_name = "b";
  revision.readers = std::vector{UserNumber{999}};
  EXPECT_EQ(CodeOf(store_->documents().Receive(revision)), ErrorCode::kNotFound);
  EXPECT_EQ(store_->documents().List({.libraries = {library_}, .all_restricted = true})->total, 1U);
}

TEST_P(StoreContract, ListsAndCountsAreTheSameHoweverManyDocumentsNameTheReader) {
  const UserNumber few = AddUser("few");
  const UserNumber many = AddUser("many");
  const LibraryNumber owned = AddLibrary("owned");
  std::vector<DocumentNumber> of_few;
  std::vector<DocumentNumber> of_many;
  std::mutex mutex;
  std::vector<std::thread> threads;  // which share their commits
  for (int thread = 0; thread < 30; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = thread; i < 2100; i += 30) {  // more than are looked up one by one
        NewRevision revision{
            .library = library_, .source_name = std::to_string(i), .original = FakeBlob("x")};
        revision.readers = std::vector{many};
        if (i % 700 == 0) revision.readers->push_back(few);
        const DocumentNumber number = store_->documents().Receive(revision)->document.number;
        const std::lock_guard lock(mutex);
        of_many.push_back(number);
        if (i % 700 == 0) of_few.push_back(number);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(of_few.begin(), of_few.end());
  std::sort(of_many.begin(), of_many.end());
  ASSERT_TRUE(store_->documents().Receive(
      {.library = owned, .source_name = "theirs", .original = FakeBlob("x"), .readers = {{few}}}));
  const auto newest = [](std::vector<DocumentNumber> numbers) {
    std::reverse(numbers.begin(), numbers.end());
    if (numbers.size() > 100) numbers.resize(100);
    return numbers;
  };
  for (const auto& [reader, numbers] : {std::pair(few, of_few), std::pair(many, of_many)}) {
    const DocumentFilter filter{.libraries = {library_}, .reader = reader};
    EXPECT_EQ(*store_->documents().Numbers(filter), numbers);
    const auto page = *store_->documents().List(filter);
    std::vector<DocumentNumber> listed;
    for (const Document& document : page.documents) listed.push_back(document.number);
    EXPECT_EQ(listed, newest(numbers));
    EXPECT_EQ(page.total, numbers.size());
    EXPECT_EQ(store_->jobs().Count(filter)->queued, numbers.size());
    EXPECT_EQ(store_->jobs().Count(filter)->ready, 0U);
    DocumentFilter named = filter;
    named.name_contains = "14";  // of few: 1400
    named.limit = 1000;
    EXPECT_EQ(store_->documents().List(named)->total, reader == few ? 1U : 140U);
    EXPECT_EQ(store_->documents().List(named)->documents.size(), reader == few ? 1U : 140U);
  }
  ASSERT_TRUE(store_->jobs().Finish({Lease()}));
  Lease();
  const auto counts = *store_->jobs().Count({.libraries = {library_}, .reader = many});
  EXPECT_EQ(counts.ready, 1U);
  EXPECT_EQ(counts.running, 1U);
  EXPECT_EQ(counts.queued, 2098U);
  const DocumentFilter both{
      .libraries = {library_, owned}, .all_restricted_in = {owned}, .reader = many};
  EXPECT_EQ(store_->documents().List(both)->total, 2101U);
}

TEST_P(StoreContract, EveryChangeOfRightsCountsTheEpochOnAndItSurvivesARestart) {
  std::uint64_t epoch = store_->libraries().RightsEpoch();
  const auto moved_on = [&] {
    const std::uint64_t before = std::exchange(epoch, store_->libraries().RightsEpoch());
    return epoch > before;
  };
  const UserNumber user = AddUser("user");
  const DocumentNumber document = Receive("a", "1").document.number;
  moved_on();
  ASSERT_TRUE(store_->libraries().Grant(library_, user, Role::kReader));
  EXPECT_TRUE(moved_on());
  ASSERT_TRUE(store_->libraries().Restrict(document, std::vector{user}));
  EXPECT_TRUE(moved_on());
  ASSERT_TRUE(store_->accounts().Disable(user, true));
  EXPECT_TRUE(moved_on());
  ASSERT_TRUE(store_->libraries().Create("owned", user));
  EXPECT_TRUE(moved_on());
  ASSERT_TRUE(store_->documents().Delete(document));
  EXPECT_TRUE(moved_on());
  EXPECT_FALSE(store_->libraries().Grant(999, user, Role::kReader));
  EXPECT_FALSE(moved_on());
  Reopen();
  EXPECT_EQ(store_->libraries().RightsEpoch(), epoch);
}

}  // namespace
}  // namespace wenyuan::store::testing
