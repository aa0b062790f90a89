#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::At;
using ::testing::HasSubstr;
using testing::House;
using ::testing::Not;

std::string Login(const std::string& name, std::string_view password) {
  return R"({"name":")" + name + R"(","password":")" + std::string(password) + "\"}";
}

class Accounts : public ::testing::Test {
 protected:
  http::Response SignIn(const std::string& name, std::string_view password) {
    return house_.Call(
        {.method = "POST", .path = "/api/v1/sessions", .body = Login(name, password)});
  }
  // Keeps the cookie and the CSRF token.
  void Keep(const http::Response& response) {
    const std::string cookie(http::Find(response.headers, "Set-Cookie"));
    cookie_ = cookie.substr(0, cookie.find(';'));
    csrf_ = At(response.body, "csrf_token");
  }
  Ask With(Ask ask, const std::string& csrf = "") {
    ask.headers.emplace_back("Cookie", "other=1; " + cookie_);
    if (!csrf.empty()) ask.headers.emplace_back("X-CSRF-Token", csrf);
    return ask;
  }

  House house_;
  std::string cookie_;
  std::string csrf_;
};

TEST_F(Accounts, TheOneTimeLinkMakesTheFirstAdministratorOnce) {
  const auto samples = house_.AddLibrary("Samples", 0);
  const std::string hash = crypto::Hex(crypto::Sha256("invited"));
  ASSERT_TRUE(house_.store->accounts().SetInvitation(hash, house_.clock.Now() + 1000));
  const Ask ask{.method = "POST",
                .path = "/api/v1/setup",
                .body = R"({"secret":"invited","name":"王芳","password":"十个字符的密码一二三"})"};
  const auto first = house_.Call(ask);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(At(first.body, "user/name"), "王芳");
  EXPECT_EQ(At(first.body, "administrator"), "true");
  Keep(first);
  const auto libraries = house_.Call(With({.path = "/api/v1/libraries"}));
  EXPECT_EQ(At(libraries.body, "libraries/0/name"), "Samples");
  EXPECT_EQ(At(libraries.body, "libraries/0/role"), "owner");
  EXPECT_EQ(house_.Call(ask).status, 404);
}

TEST_F(Accounts, AnInvitationIsNotSpentOnAPasswordThatIsTooShort) {
  const std::string hash = crypto::Hex(crypto::Sha256("invited"));
  ASSERT_TRUE(house_.store->accounts().SetInvitation(hash, house_.clock.Now() + 1000));
  Ask ask{.method = "POST",
          .path = "/api/v1/setup",
          .body = R"({"secret":"invited","name":"a","password":"short"})"};
  EXPECT_EQ(house_.Call(ask).status, 400);
  ask.body = R"({"secret":"invited","name":"a","password":"long enough"})";
  EXPECT_EQ(house_.Call(ask).status, 201);
}

TEST_F(Accounts, ASessionCookieIsHiddenFromScriptsAndOtherSites) {
  house_.AddUser("li");
  const auto response = SignIn("li", House::kPassword);
  ASSERT_EQ(response.status, 201) << response.body;
  const std::string cookie(http::Find(response.headers, "Set-Cookie"));
  EXPECT_TRUE(cookie.starts_with("wenyuan_session="));
  for (const char* attribute : {"Path=/", "HttpOnly", "SameSite=Strict"}) {
    EXPECT_THAT(cookie, HasSubstr(attribute));
  }
  Keep(response);
  const auto me = house_.Call(With({.path = "/api/v1/me"}));
  EXPECT_EQ(At(me.body, "user/name"), "li");
  EXPECT_EQ(At(me.body, "csrf_token"), csrf_);
}

TEST_F(Accounts, AChangeByCookieNeedsTheSessionsCsrfToken) {
  house_.AddUser("li");
  Keep(SignIn("li", House::kPassword));
  const Ask ask{.method = "POST", .path = "/api/v1/tokens", .body = R"({"name":"x"})"};
  EXPECT_EQ(house_.Call(With(ask)).status, 403);
  EXPECT_EQ(house_.Call(With(ask, "wrong")).status, 403);
  EXPECT_EQ(house_.Call(With(ask, csrf_)).status, 201);
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/tokens"})).status, 200);
}

TEST_F(Accounts, SigningOutEndsTheSession) {
  house_.AddUser("li");
  Keep(SignIn("li", House::kPassword));
  const auto out =
      house_.Call(With({.method = "DELETE", .path = "/api/v1/sessions/current"}, csrf_));
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(std::string(http::Find(out.headers, "Set-Cookie")), HasSubstr("Max-Age=0"));
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 401);
}

TEST_F(Accounts, ASessionEndsAfterTwelveIdleHoursButNotWhileItIsUsed) {
  house_.AddUser("li");
  Keep(SignIn("li", House::kPassword));
  for (int i = 0; i < 5; ++i) {
    house_.clock.Advance(std::chrono::hours(8));
    ASSERT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 200);
  }
  house_.clock.Advance(std::chrono::hours(13));
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 401);
}

TEST_F(Accounts, AWrongPasswordAndAnUnknownNameLookAlike) {
  house_.AddUser("li");
  const auto wrong = SignIn("li", "not the password");
  const auto unknown = SignIn("nobody", "not the password");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
}

TEST_F(Accounts, GuessingIsSlowedDownFromTheFifthFailureOn) {
  house_.AddUser("li");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(SignIn("li", "guess").status, 401);
  const auto slowed = SignIn("LI", House::kPassword);  // not even the right one is tried
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(At(slowed.body, "code"), "too_many_attempts");
  EXPECT_EQ(http::Find(slowed.headers, "Retry-After"), "15");
  house_.clock.Advance(std::chrono::seconds(16));
  EXPECT_EQ(SignIn("li", "guess").status, 401);
  house_.clock.Advance(std::chrono::seconds(16));
  EXPECT_EQ(SignIn("li", House::kPassword).status, 429);  // the second wait is longer
  house_.clock.Advance(std::chrono::seconds(16));
  EXPECT_EQ(SignIn("li", House::kPassword).status, 201);
  EXPECT_EQ(SignIn("li", "guess").status, 401);  // counted anew
}

TEST_F(Accounts, ADisabledUserIsOutAtOnceAndCannotComeBack) {
  const auto boss = house_.AddUser("boss", true);
  const auto li = house_.AddUser("li");
  const std::string token = house_.TokenOf(li);
  Keep(SignIn("li", House::kPassword));
  const auto disabled = house_.Call({.method = "PATCH",
                                     .path = "/api/v1/users/" + li.id,
                                     .body = R"({"disabled":true})",
                                     .token = house_.TokenOf(boss)});
  ASSERT_EQ(disabled.status, 200) << disabled.body;
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 401);
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = token}).status, 401);
  EXPECT_EQ(SignIn("li", House::kPassword).status, 401);
}

TEST_F(Accounts, NobodyDisablesThemselves) {
  const auto boss = house_.AddUser("boss", true);
  const auto response = house_.Call({.method = "PATCH",
                                     .path = "/api/v1/users/" + boss.id,
                                     .body = R"({"disabled":true})",
                                     .token = house_.TokenOf(boss)});
  EXPECT_EQ(response.status, 409);
}

TEST_F(Accounts, APasswordIsChangedByWhoKnowsTheOldOne) {
  const auto li = house_.AddUser("li");
  const std::string token = house_.TokenOf(li);
  Ask ask{.method = "PUT",
          .path = "/api/v1/me/password",
          .body = R"({"current_password":"wrong","new_password":"a better one"})",
          .token = token};
  EXPECT_EQ(house_.Call(ask).status, 403);
  ask.body = R"({"current_password":"correct horse","new_password":"too short"})";
  EXPECT_EQ(house_.Call(ask).status, 400);
  ask.body = R"({"current_password":"correct horse","new_password":"a better one"})";
  EXPECT_EQ(house_.Call(ask).status, 204);
  EXPECT_EQ(SignIn("li", House::kPassword).status, 401);
  EXPECT_EQ(SignIn("li", "a better one").status, 201);
}

TEST_F(Accounts, AChangedPasswordEndsTheOtherSessionsAndTokensWhenToldTo) {
  const auto li = house_.AddUser("li");
  const std::string token = house_.TokenOf(li);
  const auto alive = [&](const std::string& cookie) {
    return house_.Call({.path = "/api/v1/me", .headers = {{"Cookie", cookie}}}).status;
  };
  Keep(SignIn("li", House::kPassword));
  const std::string other = cookie_;
  Keep(SignIn("li", House::kPassword));
  Ask ask{.method = "PUT",
          .path = "/api/v1/me/password",
          .body = R"({"current_password":"correct horse","new_password":"a better one"})"};
  ASSERT_EQ(house_.Call(With(ask, csrf_)).status, 204);
  EXPECT_EQ(alive(cookie_), 200) << "the one in which it was changed";
  EXPECT_EQ(alive(other), 401);
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = token}).status, 200);
  ask.body =
      R"({"current_password":"a better one","new_password":"the best one","end_tokens":true})";
  ASSERT_EQ(house_.Call(With(ask, csrf_)).status, 204);
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = token}).status, 401);
}

TEST_F(Accounts, APasswordGivenByAnAdministratorEndsEverySessionAndToken) {
  const auto boss = house_.AddUser("boss", true);
  const auto li = house_.AddUser("li");
  const std::string token = house_.TokenOf(li);
  Keep(SignIn("li", House::kPassword));
  const Ask ask{.method = "PATCH",
                .path = "/api/v1/users/" + li.id,
                .body = R"({"password":"for the next day","end_tokens":false})",
                .token = house_.TokenOf(boss)};
  ASSERT_EQ(house_.Call(ask).status, 200);
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 401);
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = token}).status, 200);
  Keep(SignIn("li", "for the next day"));
  Ask again = ask;
  again.body = R"({"password":"for the day after"})";
  ASSERT_EQ(house_.Call(again).status, 200);
  EXPECT_EQ(house_.Call(With({.path = "/api/v1/me"})).status, 401);
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = token}).status, 401);
}

TEST_F(Accounts, NobodyGivesThemselvesAPasswordWithoutTheOldOne) {
  const auto boss = house_.AddUser("boss", true);
  const auto response = house_.Call({.method = "PATCH",
                                     .path = "/api/v1/users/" + boss.id,
                                     .body = R"({"password":"taken over"})",
                                     .token = house_.TokenOf(boss)});
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(SignIn("boss", House::kPassword).status, 201);
}

TEST_F(Accounts, ATokensSecretIsShownOnceAndWorksUntilItExpires) {
  const auto li = house_.AddUser("li");
  const auto made = house_.Call({.method = "POST",
                                 .path = "/api/v1/tokens",
                                 .body = R"({"name":"script","expires_days":2})",
                                 .token = house_.TokenOf(li)});
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string secret = At(made.body, "secret");
  const auto list = house_.Call({.path = "/api/v1/tokens", .token = secret});
  EXPECT_EQ(list.status, 200);
  EXPECT_THAT(list.body, Not(HasSubstr(secret)));
  EXPECT_THAT(list.body, HasSubstr("script"));
  house_.clock.Advance(std::chrono::hours(49));
  EXPECT_EQ(house_.Call({.path = "/api/v1/me", .token = secret}).status, 401);
}

TEST_F(Accounts, TheOperatorOnTheUnixSocketSeesAllLibraries) {
  const auto li = house_.AddUser("li");
  house_.AddLibrary("private", li.number);
  const auto libraries = house_.Call({.path = "/api/v1/libraries", .unix_socket = true});
  EXPECT_EQ(At(libraries.body, "libraries/0/name"), "private");
  const auto me = house_.Call({.path = "/api/v1/me", .unix_socket = true});
  EXPECT_EQ(At(me.body, "operator"), "true");
  EXPECT_EQ(At(me.body, "user"), "null");
}

TEST_F(Accounts, ALibraryKeepsAnOwner) {
  const auto li = house_.AddUser("li");
  const auto library = house_.AddLibrary("shelf", li.number);
  const auto response = house_.Call({.method = "PUT",
                                     .path = "/api/v1/libraries/" + library.id + "/grants/li",
                                     .body = R"({"role":"none"})",
                                     .token = house_.TokenOf(li)});
  EXPECT_EQ(response.status, 409) << response.body;
}

}  // namespace
}  // namespace wenyuan::api
