#include <algorithm>

#include "problem.h"
#include "routes.h"
#include "views.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/password.h"

namespace wenyuan::api {
namespace {

constexpr std::int64_t kDefaultTokenDays = 90;
constexpr std::int64_t kMaxTokenDays = 3650;
constexpr UnixMillis kDayMillis = UnixMillis{24} * 3600 * 1000;

Result<Reply> SignedIn(Call& call, const store::User& user) {
  WY_TRY(NewSession session, StartSession(call.state, user));
  call.who.user = user;
  call.who.asker = {user.number, user.administrator, false, call.language};
  call.who.csrf_token = std::move(session.csrf_token);
  Reply reply = JsonReply(201, MeView(call.who));
  reply->headers.emplace_back("Set-Cookie", std::move(session.cookie));
  return reply;
}

// Libraries that came before anybody (the samples) get an owner.
Result<void> AdoptOrphans(store::Libraries& libraries, store::UserNumber owner) {
  WY_TRY(const auto all, libraries.List());
  for (const store::Library& library : all) {
    WY_TRY(const auto grants, libraries.Grants(library.number));
    const bool owned = std::any_of(grants.begin(), grants.end(), [](const auto& grant) {
      return grant.role == store::Role::kOwner;
    });
    if (owned) continue;
    WY_CHECK(libraries.Grant(library.number, owner, store::Role::kOwner));
  }
  return {};
}

Result<Reply> Setup(Call& call) {
  WY_TRY(const Members body, call.Body({"secret", "name", "password"}));
  WY_TRY(const std::string secret, body.RequiredText("secret"));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_TRY(const std::string password, body.RequiredText("password"));
  WY_CHECK(CheckName(name));
  WY_CHECK(CheckNewPassword(password));
  store::Accounts& accounts = call.services().store.accounts();
  if (const auto spent = accounts.SpendInvitation(SecretHash(secret)); !spent) {
    if (spent.error().code != ErrorCode::kNotFound) return spent.error();
    return Error{
        ErrorCode::kNotFound,
        "this one-time link was used already or is too old; restart the server for another",
        "该一次性链接已使用或已过期，请重启服务器以获取新链接"};
  }
  WY_TRY(const std::string hash, crypto::HashPassword(password));
  WY_TRY(const store::User user, accounts.Create(name, hash, true));
  WY_CHECK(AdoptOrphans(call.services().store.libraries(), user.number));
  return SignedIn(call, user);
}

Result<Reply> SignIn(Call& call) {
  WY_TRY(const Members body, call.Body({"name", "password"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_TRY(const std::string password, body.RequiredText("password"));
  if (const auto wait = call.state.throttle.Wait(name); wait.count() > 0) {
    const std::string seconds = std::to_string(wait.count());
    http::Response response =
        Problem({429, "too_many_attempts", "Too many attempts", "尝试次数过多",
                 "too many wrong passwords for this name; try again in " + seconds + " seconds",
                 "该用户名的密码错误次数过多，请在 " + seconds + " 秒后重试"},
                call.language, call.request.id);
    response.headers.emplace_back("Retry-After", seconds);
    return response;
  }
  const auto user = call.services().store.accounts().FindByName(name);
  if (!user && user.error().code != ErrorCode::kNotFound) return user.error();
  const bool right = crypto::VerifyPassword(password, user && !user->password_hash.empty()
                                                          ? user->password_hash
                                                          : call.state.hash_of_nothing);
  if (!user || !right || user->disabled || user->password_hash.empty()) {
    call.state.throttle.Failed(name);
    return Error{ErrorCode::kUnauthenticated, "the name or the password is wrong",
                 "用户名或密码不正确"};
  }
  call.state.throttle.Succeeded(name);
  return SignedIn(call, *user);
}

Result<Reply> SignOut(Call& call) {
  if (!call.who.session.empty()) {
    WY_CHECK(call.services().store.accounts().EndSession(call.who.session));
  }
  return http::Response{204, {{"Set-Cookie", ClearedCookie(call.state)}}, {}};
}

Result<Reply> Me(Call& call) { return JsonReply(200, MeView(call.who)); }

// The operator on the unix socket is no user.
Result<store::User> SelfOf(const Call& call) {
  if (call.who.user) return *call.who.user;
  return Error{ErrorCode::kUnsupported,
               "the operator has no account of their own; sign in as a user for this",
               "操作员没有自己的账户，请以用户身份登录后再试"};
}

Result<Reply> ChangePassword(Call& call) {
  WY_TRY(const store::User self, SelfOf(call));
  WY_TRY(const Members body, call.Body({"current_password", "new_password", "end_tokens"}));
  WY_TRY(const std::string current, body.RequiredText("current_password"));
  WY_TRY(const std::string password, body.RequiredText("new_password"));
  WY_TRY(const auto end_tokens, body.Flag("end_tokens"));
  WY_CHECK(CheckNewPassword(password));
  const bool waits = call.state.throttle.Wait(self.name).count() > 0;
  if (waits || !crypto::VerifyPassword(current, self.password_hash)) {
    if (!waits) call.state.throttle.Failed(self.name);
    return Error{ErrorCode::kPermissionDenied, "the current password is wrong", "当前密码不正确"};
  }
  WY_TRY(const std::string hash, crypto::HashPassword(password));
  WY_CHECK(call.services().store.accounts().SetPassword(
      self.number, {hash, self.password_hash, call.who.session, end_tokens.value_or(false)}));
  return NoContent();
}

Json TokenView(const store::ApiToken& token) {
  const auto time = [](UnixMillis at) { return at == 0 ? Json(nullptr) : Json(IsoTime(at)); };
  return {{"id", token.id},
          {"name", token.name},
          {"created", IsoTime(token.created)},
          {"expires", time(token.expires)},
          {"last_used", time(token.last_used)}};
}

Result<Reply> ListTokens(Call& call) {
  WY_TRY(const store::User self, SelfOf(call));
  WY_TRY(const auto tokens, call.services().store.accounts().TokensOf(self.number));
  Json::Array views;
  for (const store::ApiToken& token : tokens) views.push_back(TokenView(token));
  return JsonReply(200, {{"tokens", std::move(views)}});
}

Result<Reply> CreateToken(Call& call) {
  WY_TRY(const store::User self, SelfOf(call));
  WY_TRY(const Members body, call.Body({"name", "expires_days"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_CHECK(CheckName(name));
  WY_TRY(const auto asked, body.Integer("expires_days"));
  const std::int64_t days = asked.value_or(kDefaultTokenDays);
  if (days < 0 || days > kMaxTokenDays) {
    return Error{ErrorCode::kInvalidArgument,
                 "the member 'expires_days' must be 0 (never) or up to 3650",
                 "字段“expires_days”应为 0（永不过期）到 3650"};
  }
  const UnixMillis now = call.services().clock.Now();
  const store::ApiToken token{"t_" + crypto::RandomId(10),
                              self.number,
                              name,
                              now,
                              days == 0 ? 0 : now + days * kDayMillis,
                              0};
  const std::string secret = "wy_" + crypto::RandomId(32);
  WY_CHECK(call.services().store.accounts().AddToken(SecretHash(secret), token));
  return JsonReply(201, {{"token", TokenView(token)}, {"secret", secret}});
}

Result<Reply> RevokeToken(Call& call) {
  WY_TRY(const store::User self, SelfOf(call));
  WY_CHECK(call.services().store.accounts().RevokeToken(self.number, call.Path("id")));
  return NoContent();
}

}  // namespace

std::vector<Route> AccountRoutes() {
  return {{"POST", "/api/v1/setup", For::kAnyone, Setup},
          {"POST", "/api/v1/sessions", For::kAnyone, SignIn},
          {"DELETE", "/api/v1/sessions/current", For::kSignedIn, SignOut},
          {"GET", "/api/v1/me", For::kSignedIn, Me},
          {"PUT", "/api/v1/me/password", For::kSignedIn, ChangePassword},
          {"GET", "/api/v1/tokens", For::kSignedIn, ListTokens},
          {"POST", "/api/v1/tokens", For::kSignedIn, CreateToken},
          {"DELETE", "/api/v1/tokens/{id}", For::kSignedIn, RevokeToken}};
}

}  // namespace wenyuan::api
