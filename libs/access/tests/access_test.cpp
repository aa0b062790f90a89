#include "wenyuan/access/access.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <set>

#include "wenyuan/access/by_reader.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::access {
namespace {

using store::DocumentNumber;
using store::LibraryNumber;
using store::Role;
using store::UserNumber;

template <typename T>
std::optional<ErrorCode> CodeOf(const Result<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

class AccessTest : public ::testing::Test {
 protected:
  store::Library AddLibrary(const std::string& name) {
    return *store_->libraries().Create(name, 0);
  }
  Asker AddUser(const std::string& name) {
    return {.user = store_->accounts().Create(name, "", false)->number};
  }
  store::Document AddDocument(const store::Library& library, const std::string& name) {
    return store_->documents()
        .Receive(
            {.library = library.number, .source_name = name, .original = {std::string(64, 'a'), 1}})
        ->document;
  }
  void Grant(const store::Library& library, const Asker& asker, Role role) {
    ASSERT_TRUE(store_->libraries().Grant(library.number, asker.user, role));
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_ =
      *store_sqlite::OpenSqliteStore({.path = folder_.path() / "db", .key = std::string(32, 'k')});
  std::unique_ptr<Access> access_ = MakeAccess(*store_);
};

TEST_F(AccessTest, DeniesByDefaultAndTellsNothing) {
  const auto library = AddLibrary("secret");
  const auto document = AddDocument(library, "a");
  for (const Asker& asker :
       {Asker{}, Asker{.user = 999}, Asker{.administrator = true}, AddUser("stranger")}) {
    EXPECT_TRUE(access_->Libraries(asker, Role::kNone)->empty());
    const auto hidden = access_->Library(asker, library.id, Role::kReader);
    ASSERT_EQ(CodeOf(hidden), ErrorCode::kNotFound);
    // The very words that are used for what is not there.
    std::string expected = access_->Library(asker, "l_none", Role::kReader).error().message;
    expected.replace(expected.find("l_none"), 6, library.id);
    EXPECT_EQ(hidden.error().message, expected);
    const auto unseen = access_->Document(asker, document.id, Role::kOwner);
    ASSERT_EQ(CodeOf(unseen), ErrorCode::kNotFound);
    expected = access_->Document(asker, "d_none", Role::kOwner).error().message;
    expected.replace(expected.find("d_none"), 6, document.id);
    EXPECT_EQ(unseen.error().message, expected);
  }
}

TEST_F(AccessTest, LibrariesByReaderAreTheSameWithoutTheirDocuments) {
  const auto library = AddLibrary("l");
  AddLibrary("other");
  const auto document = AddDocument(library, "a");
  const Asker reader = AddUser("reader");
  Grant(library, reader, Role::kReader);
  ASSERT_TRUE(store_->libraries().Restrict(document.number, std::vector{reader.user}));
  for (const Asker& asker : {reader, AddUser("stranger"), Asker{.house_operator = true}}) {
    const auto all = *access_->Libraries(asker, Role::kReader);
    const auto light = *LibrariesByReader(*store_, asker, Role::kReader);
    ASSERT_EQ(light.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(light[i].library.id, all[i].library.id);
      EXPECT_EQ(light[i].role, all[i].role);
      EXPECT_EQ(light[i].reader, all[i].reader);
      EXPECT_EQ(light[i].all_restricted, all[i].all_restricted);
      EXPECT_EQ(light[i].restricted, nullptr);
    }
    for (const Role role : {Role::kReader, Role::kOwner}) {
      EXPECT_EQ(CodeOf(LibraryByReader(*store_, asker, library.id, role)),
                CodeOf(access_->Library(asker, library.id, role)));
    }
  }
}

TEST_F(AccessTest, ARoleIncludesTheLowerOnes) {
  const auto library = AddLibrary("l");
  const auto document = AddDocument(library, "a");
  const Asker editor = AddUser("editor");
  Grant(library, editor, Role::kEditor);
  EXPECT_TRUE(access_->Library(editor, library.id, Role::kReader));
  EXPECT_TRUE(access_->Library(editor, library.id, Role::kEditor));
  EXPECT_EQ(CodeOf(access_->Library(editor, library.id, Role::kOwner)),
            ErrorCode::kPermissionDenied);
  EXPECT_TRUE(access_->Document(editor, document.id, Role::kEditor));
  EXPECT_EQ(CodeOf(access_->Document(editor, document.id, Role::kOwner)),
            ErrorCode::kPermissionDenied);
  EXPECT_EQ(access_->Libraries(editor, Role::kEditor)->size(), 1U);
  EXPECT_EQ(access_->Libraries(editor, Role::kOwner)->size(), 0U);
}

TEST_F(AccessTest, TheOperatorSeesAll) {
  const auto library = AddLibrary("l");
  const auto document = AddDocument(library, "a");
  ASSERT_TRUE(store_->libraries().Restrict(document.number, std::vector<UserNumber>()));
  const Asker house{.house_operator = true};
  const auto rights = access_->Library(house, library.id, Role::kOwner);
  ASSERT_TRUE(rights);
  EXPECT_TRUE(rights->all_restricted);
  EXPECT_TRUE(rights->restricted->contains(document.number));
  EXPECT_TRUE(access_->Document(house, document.id, Role::kOwner));
  EXPECT_TRUE(access_->Administrator(house));
}

TEST_F(AccessTest, OnlyAdministratorsManageTheHouse) {
  EXPECT_TRUE(access_->Administrator({.administrator = true}));
  EXPECT_EQ(CodeOf(access_->Administrator(AddUser("u"))), ErrorCode::kPermissionDenied);
}

TEST_F(AccessTest, ARevokedRightIsGoneAtTheNextCall) {
  const auto library = AddLibrary("l");
  const auto document = AddDocument(library, "a");
  const Asker reader = AddUser("reader");
  Grant(library, reader, Role::kReader);
  ASSERT_TRUE(access_->Document(reader, document.id, Role::kReader));
  const auto before = *access_->Library(reader, library.id, Role::kReader);
  ASSERT_TRUE(store_->libraries().Restrict(document.number, std::vector{reader.user}));
  EXPECT_TRUE(access_->Document(reader, document.id, Role::kReader));
  ASSERT_TRUE(store_->libraries().Restrict(document.number, std::vector<UserNumber>()));
  EXPECT_EQ(CodeOf(access_->Document(reader, document.id, Role::kReader)), ErrorCode::kNotFound);
  Grant(library, reader, Role::kNone);
  EXPECT_EQ(CodeOf(access_->Library(reader, library.id, Role::kReader)), ErrorCode::kNotFound);
  EXPECT_TRUE(before.restricted->isEmpty()) << "what was given out does not change";
}

// The same rights, kept as simply as can be.
struct Model {
  struct Entry {
    LibraryNumber library = 0;
    bool restricted = false;
    std::set<UserNumber> readers;
  };
  std::map<std::pair<LibraryNumber, UserNumber>, Role> grants;
  std::set<UserNumber> disabled;
  std::map<DocumentNumber, Entry> documents;

  [[nodiscard]] Role RoleOf(LibraryNumber library, UserNumber user) const {
    const auto found = grants.find({library, user});
    return found == grants.end() || disabled.contains(user) ? Role::kNone : found->second;
  }
  [[nodiscard]] std::optional<ErrorCode> Decide(DocumentNumber number, UserNumber user,
                                                Role wanted) const {
    const Entry& entry = documents.at(number);
    const Role role = RoleOf(entry.library, user);
    const bool named = entry.readers.contains(user) || role == Role::kOwner;
    if (role == Role::kNone || (entry.restricted && !named)) return ErrorCode::kNotFound;
    return role < wanted ? std::optional(ErrorCode::kPermissionDenied) : std::nullopt;
  }
};

TEST_F(AccessTest, DecidesAsANaiveModelDoes) {
  constexpr unsigned kSeed = 20251125;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
  Model model;
  std::vector<store::Library> libraries;
  std::vector<Asker> askers;
  std::vector<store::Document> documents;
  for (int i = 0; i < 3; ++i) libraries.push_back(AddLibrary("library " + std::to_string(i)));
  for (int i = 0; i < 6; ++i) askers.push_back(AddUser("user " + std::to_string(i)));
  for (int i = 0; i < 20; ++i) {
    documents.push_back(AddDocument(pick(libraries), std::to_string(i)));
    model.documents[documents.back().number].library = documents.back().library;
  }
  std::size_t decisions = 0;
  for (int step = 0; step < 300; ++step) {
    const Asker changed = pick(askers);
    switch (random() % 4) {
      case 0:
      case 1: {
        const auto library = pick(libraries);
        const auto role = static_cast<Role>(random() % 4);
        Grant(library, changed, role);
        model.grants[{library.number, changed.user}] = role;
        break;
      }
      case 2: {
        const DocumentNumber number = pick(documents).number;
        Model::Entry& entry = model.documents[number];
        entry.readers.clear();
        entry.restricted = random() % 4 != 0;
        for (const Asker& asker : askers) {
          if (entry.restricted && random() % 3 == 0) entry.readers.insert(asker.user);
        }
        using Readers = std::vector<UserNumber>;
        ASSERT_TRUE(store_->libraries().Restrict(
            number, entry.restricted
                        ? std::optional(Readers(entry.readers.begin(), entry.readers.end()))
                        : std::nullopt));
        break;
      }
      default: {
        const bool disable = random() % 3 == 0;
        ASSERT_TRUE(store_->accounts().Disable(changed.user, disable));
        disable ? static_cast<void>(model.disabled.insert(changed.user))
                : static_cast<void>(model.disabled.erase(changed.user));
      }
    }
    for (int i = 0; i < 40; ++i, ++decisions) {
      const Asker asker = pick(askers);
      const auto document = pick(documents);
      const auto role = static_cast<Role>(1 + random() % 3);
      ASSERT_EQ(CodeOf(access_->Document(asker, document.id, role)),
                model.Decide(document.number, asker.user, role))
          << "step " << step;
    }
    // What a search would be given leads to the same set of documents.
    const Asker asker = pick(askers);
    std::set<DocumentNumber> seen;
    const auto granted = access_->Libraries(asker, Role::kReader);
    for (const LibraryRights& rights : *granted) {
      for (const auto& [number, entry] : model.documents) {
        if (entry.library == rights.library.number &&
            (!entry.restricted || rights.restricted->contains(number))) {
          seen.insert(number);
        }
      }
    }
    for (const auto& [number, entry] : model.documents) {
      ++decisions;
      ASSERT_EQ(seen.contains(number), !model.Decide(number, asker.user, Role::kReader))
          << "step " << step << ", document " << number;
    }
  }
  EXPECT_GE(decisions, 10'000U);
}

}  // namespace
}  // namespace wenyuan::access
