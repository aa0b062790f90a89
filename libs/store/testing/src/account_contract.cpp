#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> NamesOf(const std::vector<User>& users) {
  std::vector<std::string> names;
  for (const User& user : users) names.push_back(user.name);
  return names;
}

TEST_P(StoreContract, UserNamesAreUniqueWhateverTheirCase) {
  const auto made = store_->accounts().Create("Wang", "hash", true);
  ASSERT_TRUE(made);
  EXPECT_EQ(CodeOf(store_->accounts().Create("wANG", "", false)), ErrorCode::kConflict);
  const auto found = store_->accounts().FindByName("WANG");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->number, made->number);
  EXPECT_EQ(found->password_hash, "hash");
  EXPECT_TRUE(found->administrator);
  EXPECT_FALSE(found->disabled);
  EXPECT_EQ(store_->accounts().Find(made->id)->name, "Wang");
  EXPECT_EQ(store_->accounts().Get(made->number)->id, made->id);
  EXPECT_EQ(CodeOf(store_->accounts().Get(999)), ErrorCode::kNotFound);
  AddUser("Adam");
  EXPECT_THAT(NamesOf(*store_->accounts().List()), ElementsAre("Adam", "Wang"));
}

TEST_P(StoreContract, ANewPasswordReplacesTheOldOne) {
  const UserNumber user = AddUser("u");
  ASSERT_TRUE(store_->accounts().SetPassword(user, {.hash = "new"}));
  EXPECT_EQ(store_->accounts().Get(user)->password_hash, "new");
  EXPECT_EQ(CodeOf(store_->accounts().SetPassword(999, {.hash = "new"})), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(store_->accounts().SetPassword(user, {.hash = "a", .instead_of = "old"})),
            ErrorCode::kConflict);
  EXPECT_EQ(store_->accounts().Get(user)->password_hash, "new");
  EXPECT_TRUE(store_->accounts().SetPassword(user, {.hash = "b", .instead_of = "new"}));
}

TEST_P(StoreContract, ANewPasswordEndsTheUsersOtherSessionsAndTokensWhenToldTo) {
  const UserNumber user = AddUser("u");
  const UserNumber other = AddUser("other");
  Accounts& accounts = store_->accounts();
  const UnixMillis later = clock_.Now() + 1000;
  for (const char* secret : {"here", "there"}) {
    ASSERT_TRUE(accounts.AddSession(secret, {user, "csrf", later}, ""));
  }
  ASSERT_TRUE(accounts.AddSession("another's", {other, "csrf", later}, ""));
  ASSERT_TRUE(accounts.AddToken("t", {"t_1", user, "name", clock_.Now(), 0, 0}));
  ASSERT_TRUE(accounts.AddToken("another's", {"t_2", other, "name", clock_.Now(), 0, 0}));
  ASSERT_TRUE(accounts.SetPassword(user, {.hash = "second", .keep_session = "here"}));
  EXPECT_TRUE(accounts.FindSession("here"));
  EXPECT_EQ(CodeOf(accounts.FindSession("there")), ErrorCode::kNotFound);
  EXPECT_TRUE(accounts.FindToken("t"));
  ASSERT_TRUE(accounts.SetPassword(user, {.hash = "third", .end_tokens = true}));
  EXPECT_EQ(CodeOf(accounts.FindSession("here")), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(accounts.FindToken("t")), ErrorCode::kNotFound);
  EXPECT_TRUE(accounts.FindSession("another's"));
  EXPECT_TRUE(accounts.FindToken("another's"));
}

TEST_P(StoreContract, WhoProvedAnOldPasswordStaysOut) {
  const UserNumber user = AddUser("u");
  Accounts& accounts = store_->accounts();
  const Session session{user, "csrf", clock_.Now() + 1000};
  ASSERT_TRUE(accounts.SetPassword(user, {.hash = "new"}));
  EXPECT_EQ(CodeOf(accounts.AddSession("s", session, "old")), ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(accounts.FindSession("s")), ErrorCode::kNotFound);
  EXPECT_TRUE(accounts.AddSession("s", session, "new"));
}

TEST_P(StoreContract, ASessionIsProlongedUnlessItEnded) {
  const UserNumber user = AddUser("u");
  Accounts& accounts = store_->accounts();
  ASSERT_TRUE(accounts.AddSession("s", {user, "csrf", clock_.Now() + 1000}, ""));
  ASSERT_TRUE(accounts.ProlongSession("s", clock_.Now() + 5000));
  clock_.Advance(std::chrono::seconds(2));
  EXPECT_EQ(accounts.FindSession("s")->csrf_token, "csrf");
  ASSERT_TRUE(accounts.EndSession("s"));
  EXPECT_EQ(CodeOf(accounts.ProlongSession("s", clock_.Now() + 5000)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(accounts.FindSession("s")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ASessionEndsByItselfAndOnRequest) {
  const UserNumber user = AddUser("u");
  Accounts& accounts = store_->accounts();
  const UnixMillis later = clock_.Now() + 1000;
  ASSERT_TRUE(accounts.AddSession("secret one", {user, "csrf", later}, ""));
  ASSERT_TRUE(accounts.AddSession(std::string("\0bin\xff", 5), {user, "csrf", later}, ""));
  EXPECT_EQ(accounts.FindSession("secret one")->csrf_token, "csrf");
  EXPECT_EQ(accounts.FindSession("secret one")->user, user);
  EXPECT_TRUE(accounts.FindSession(std::string("\0bin\xff", 5)));
  EXPECT_EQ(CodeOf(accounts.FindSession("another")), ErrorCode::kNotFound);
  ASSERT_TRUE(accounts.EndSession("secret one"));
  EXPECT_EQ(CodeOf(accounts.FindSession("secret one")), ErrorCode::kNotFound);
  ASSERT_TRUE(accounts.AddSession("secret two", {user, "csrf", later}, ""));
  clock_.Advance(std::chrono::seconds(1));
  EXPECT_EQ(CodeOf(accounts.FindSession("secret two")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ATokenIsFoundByItsSecretUntilItExpiresOrIsRevoked) {
  const UserNumber user = AddUser("u");
  const UserNumber other = AddUser("other");
  Accounts& accounts = store_->accounts();
  ASSERT_TRUE(accounts.AddToken("s1", {"t_1", user, "for ever", clock_.Now(), 0, 0}));
  ASSERT_TRUE(
      accounts.AddToken("s2", {"t_2", user, "an hour", clock_.Now(), clock_.Now() + 3600'000, 0}));
  EXPECT_EQ(accounts.FindToken("s1")->last_used, clock_.Now());
  EXPECT_EQ(accounts.TokensOf(user)->size(), 2U);
  EXPECT_EQ(accounts.TokensOf(user)->front().last_used, clock_.Now());
  clock_.Advance(hours(1));
  EXPECT_EQ(CodeOf(accounts.FindToken("s2")), ErrorCode::kNotFound);
  EXPECT_TRUE(accounts.FindToken("s1"));
  EXPECT_EQ(CodeOf(accounts.RevokeToken(other, "t_1")), ErrorCode::kNotFound);
  ASSERT_TRUE(accounts.RevokeToken(user, "t_1"));
  EXPECT_EQ(CodeOf(accounts.FindToken("s1")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ADisabledUserIsOutAtOnceAndStaysOut) {
  const UserNumber user = AddUser("u");
  Accounts& accounts = store_->accounts();
  const Session session{user, "csrf", clock_.Now() + 1000};
  const ApiToken token{"t_1", user, "name", clock_.Now(), 0, 0};
  ASSERT_TRUE(accounts.AddSession("s", session, ""));
  ASSERT_TRUE(accounts.AddToken("t", token));
  ASSERT_TRUE(accounts.Disable(user, true));
  EXPECT_TRUE(accounts.Get(user)->disabled);
  EXPECT_EQ(CodeOf(accounts.FindSession("s")), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(accounts.FindToken("t")), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(accounts.AddSession("s2", session, "")), ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(accounts.AddToken("t2", token)), ErrorCode::kPermissionDenied);
  ASSERT_TRUE(accounts.Disable(user, false));
  EXPECT_EQ(CodeOf(accounts.FindSession("s")), ErrorCode::kNotFound) << "the old one stays ended";
  EXPECT_TRUE(accounts.AddSession("s2", session, ""));
  EXPECT_EQ(CodeOf(accounts.Disable(999, true)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, AnInvitationIsSpentByTheFirstWhoUsesIt) {
  Accounts& accounts = store_->accounts();
  ASSERT_TRUE(accounts.SetInvitation("old", clock_.Now() + 1000));
  ASSERT_TRUE(accounts.SetInvitation("new", clock_.Now() + 1000));
  EXPECT_EQ(CodeOf(accounts.SpendInvitation("old")), ErrorCode::kNotFound);
  EXPECT_TRUE(accounts.SpendInvitation("new"));
  EXPECT_EQ(CodeOf(accounts.SpendInvitation("new")), ErrorCode::kNotFound);
  ASSERT_TRUE(accounts.SetInvitation("late", clock_.Now() + 1000));
  clock_.Advance(hours(1));
  EXPECT_EQ(CodeOf(accounts.SpendInvitation("late")), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace wenyuan::store::testing
