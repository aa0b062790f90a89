#include "routes.h"
#include "views.h"
#include "wenyuan/crypto/password.h"

namespace wenyuan::api {
namespace {

// An administrator cannot see what tokens somebody has; one who resets a password wants nobody in.
constexpr bool kEndTokensOfOthers = true;

Result<Reply> ListUsers(Call& call) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(const auto users, call.services().store.accounts().List());
  Json::Array views;
  for (const store::User& user : users) views.push_back(UserView(user));
  return JsonReply(200, {{"users", std::move(views)}});
}

Result<Reply> CreateUser(Call& call) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  WY_TRY(const Members body, call.Body({"name", "password", "administrator"}));
  WY_TRY(const std::string name, body.RequiredText("name"));
  WY_TRY(const std::string password, body.RequiredText("password"));
  WY_TRY(const auto administrator, body.Flag("administrator"));
  WY_CHECK(CheckName(name));
  WY_CHECK(CheckNewPassword(password));
  WY_TRY(const std::string hash, crypto::HashPassword(password));
  WY_TRY(const store::User user,
         call.services().store.accounts().Create(name, hash, administrator.value_or(false)));
  return JsonReply(201, UserView(user));
}

Result<Reply> ChangeUser(Call& call) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  store::Accounts& accounts = call.services().store.accounts();
  WY_TRY(const store::User user, accounts.Find(call.Path("id")));
  WY_TRY(const Members body, call.Body({"disabled", "password", "end_tokens"}));
  WY_TRY(const auto disabled, body.Flag("disabled"));
  WY_TRY(const auto password, body.Text("password"));
  WY_TRY(const auto end_tokens, body.Flag("end_tokens"));
  if (disabled.value_or(false) && user.number == call.who.asker.user) {
    return Error{ErrorCode::kConflict, "you cannot disable yourself; ask another administrator",
                 "不能停用自己，请由其他管理员操作"};
  }
  if (password &&
      user.number == call.who.asker.user) {  // who found a session open must not keep it
    return Error{ErrorCode::kConflict,
                 "your own password is changed with the current one, under 'My account'",
                 "修改自己的密码需要当前密码，请在“我的账户”中修改"};
  }
  if (password) {
    WY_CHECK(CheckNewPassword(*password));
    WY_TRY(const std::string hash, crypto::HashPassword(*password));
    WY_CHECK(accounts.SetPassword(
        user.number, {.hash = hash, .end_tokens = end_tokens.value_or(kEndTokensOfOthers)}));
  }
  if (disabled) {
    WY_CHECK(accounts.Disable(user.number, *disabled));
  }
  WY_TRY(const store::User changed, accounts.Get(user.number));
  return JsonReply(200, UserView(changed));
}

}  // namespace

std::vector<Route> UserRoutes() {
  return {{"GET", "/api/v1/users", For::kSignedIn, ListUsers},
          {"POST", "/api/v1/users", For::kSignedIn, CreateUser},
          {"PATCH", "/api/v1/users/{id}", For::kSignedIn, ChangeUser}};
}

}  // namespace wenyuan::api
