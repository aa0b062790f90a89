#include "accounts.h"

#include "folding.h"
#include "rows.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::ApiToken;
using store::NewPassword;
using store::Session;
using store::User;
using store::UserNumber;

constexpr std::string_view kSelectUser =
    "SELECT number, id, name, password_hash, administrator, disabled, created FROM user ";
constexpr std::string_view kSelectToken =
    "SELECT id, user, name, created, expires, last_used FROM token ";
// How exact "last used" is; finer would be a write for every request.
constexpr UnixMillis kLastUsedStep = 3600 * 1000;

User ReadUser(const Statement& row) {
  return {row.As<UserNumber>(0), row.Text(1),     row.Text(2), row.Text(3),
          row.Int(4) != 0,       row.Int(5) != 0, row.Int(6)};
}

ApiToken ReadToken(const Statement& row) {
  return {row.Text(0), row.As<UserNumber>(1), row.Text(2), row.Int(3), row.Int(4), row.Int(5)};
}

class SqliteAccounts final : public store::Accounts {
 public:
  explicit SqliteAccounts(Engine& engine) : engine_(engine) {}

  Result<User> Create(std::string_view name, std::string_view password_hash,
                      bool administrator) override {
    WY_CHECK(CheckName("user name", "用户名", name));
    return engine_.Write([&](Writing& writing) -> Result<User> {
      Database& database = writing.database;
      const std::string folded = Fold(name);
      WY_TRY(const auto taken, database.Number("SELECT 1 FROM user WHERE folded_name=?", folded));
      if (taken) {
        return Error{ErrorCode::kConflict,
                     "there is a user '" + std::string(name) + "' already; choose another name",
                     "用户“" + std::string(name) + "”已存在；请换一个名称"};
      }
      User user{0,
                "u_" + crypto::RandomId(10),
                std::string(name),
                std::string(password_hash),
                administrator,
                false,
                writing.now};
      WY_CHECK(
          database.Run("INSERT INTO user(id, name, folded_name, password_hash, administrator,"
                       " created) VALUES(?,?,?,?,?,?)",
                       user.id, name, folded, password_hash, administrator, writing.now));
      user.number = static_cast<UserNumber>(database.LastInserted());
      return user;
    });
  }

  Result<User> Find(std::string_view id) const override { return One("WHERE id=?", id, id); }
  Result<User> FindByName(std::string_view name) const override {
    return One("WHERE folded_name=?", Fold(name), name);
  }
  Result<User> Get(UserNumber user) const override {
    return One("WHERE number=?", user, std::to_string(user));
  }

  Result<std::vector<User>> List() const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<User>> {
      WY_TRY(auto row, database.Query(std::string(kSelectUser) + "ORDER BY folded_name"));
      std::vector<User> users;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return users;
        users.push_back(ReadUser(row));
      }
    });
  }

  Result<void> SetPassword(UserNumber user, const NewPassword& password) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const std::string before, PasswordHash(database, user));
      if (!password.instead_of.empty() && before != password.instead_of) {
        return Error{ErrorCode::kConflict,
                     "the password was changed meanwhile; sign in again with the new one",
                     "密码刚刚已被更改，请使用新密码重新登录"};
      }
      WY_CHECK(database.Run("UPDATE user SET password_hash=? WHERE number=?", password.hash, user));
      WY_CHECK(database.Run("DELETE FROM session WHERE user=? AND secret<>?", user,
                            Bytes{password.keep_session}));
      if (!password.end_tokens) return {};
      return database.Run("DELETE FROM token WHERE user=?", user);
    });
  }

  Result<void> Disable(UserNumber user, bool disabled) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(database.Run("UPDATE user SET disabled=? WHERE number=?", disabled, user));
      if (database.Changed() == 0) return NotFound(Thing::kUser, user);
      writing.rights_changed = true;
      if (!disabled) return {};
      WY_CHECK(database.Run("DELETE FROM session WHERE user=?", user));
      return database.Run("DELETE FROM token WHERE user=?", user);
    });
  }

  Result<void> AddSession(std::string_view secret_sha256, const Session& session,
                          std::string_view proven) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(CheckEnabled(writing.database, session.user));
      WY_TRY(const std::string hash, PasswordHash(writing.database, session.user));
      if (hash != proven) {
        return Error{ErrorCode::kPermissionDenied,
                     "the password was changed meanwhile; sign in with the new one",
                     "密码刚刚已被更改，请使用新密码登录"};
      }
      WY_CHECK(writing.database.Run("DELETE FROM session WHERE expires<=?", writing.now));
      return writing.database.Run("INSERT INTO session VALUES(?,?,?,?)", Bytes{secret_sha256},
                                  session.user, session.csrf_token, session.expires);
    });
  }

  Result<Session> FindSession(std::string_view secret_sha256) const override {
    return engine_.Read([&](Database& database) -> Result<Session> {
      WY_TRY(auto row, database.Query("SELECT user, csrf_token, expires FROM session"
                                      " WHERE secret=? AND expires>?",
                                      Bytes{secret_sha256}, engine_.Now()));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kSession, "of this secret");
      return Session{row.As<UserNumber>(0), row.Text(1), row.Int(2)};
    });
  }

  Result<void> ProlongSession(std::string_view secret_sha256, UnixMillis expires) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run("UPDATE session SET expires=? WHERE secret=?", expires,
                                    Bytes{secret_sha256}));
      if (writing.database.Changed() == 0) return NotFound(Thing::kSession, "of this secret");
      return {};
    });
  }

  Result<void> EndSession(std::string_view secret_sha256) override {
    return engine_.Write([&](Writing& writing) {
      return writing.database.Run("DELETE FROM session WHERE secret=?", Bytes{secret_sha256});
    });
  }

  Result<void> AddToken(std::string_view secret_sha256, const ApiToken& token) override {
    WY_CHECK(CheckName("token name", "令牌名称", token.name));
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(CheckEnabled(writing.database, token.user));
      return writing.database.Run("INSERT INTO token VALUES(?,?,?,?,?,?,?)", Bytes{secret_sha256},
                                  token.id, token.user, token.name, token.created, token.expires,
                                  token.last_used);
    });
  }

  Result<ApiToken> FindToken(std::string_view secret_sha256) const override {
    const UnixMillis now = engine_.Now();
    auto token = engine_.Read([&](Database& database) -> Result<ApiToken> {
      WY_TRY(auto row, database.Query(std::string(kSelectToken) +
                                          "WHERE secret=? AND (expires=0 OR expires>?)",
                                      Bytes{secret_sha256}, now));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kToken, "of this secret");
      return ReadToken(row);
    });
    if (token && now - token->last_used >= kLastUsedStep) {
      WY_CHECK(engine_.Write([&](Writing& writing) {
        return writing.database.Run("UPDATE token SET last_used=? WHERE secret=?", now,
                                    Bytes{secret_sha256});
      }));
      token->last_used = now;
    }
    return token;
  }

  Result<std::vector<ApiToken>> TokensOf(UserNumber user) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<ApiToken>> {
      WY_TRY(auto row,
             database.Query(std::string(kSelectToken) + "WHERE user=? ORDER BY created, id", user));
      std::vector<ApiToken> tokens;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return tokens;
        tokens.push_back(ReadToken(row));
      }
    });
  }

  Result<void> RevokeToken(UserNumber user, std::string_view id) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run("DELETE FROM token WHERE user=? AND id=?", user, id));
      if (writing.database.Changed() == 0) return NotFound(Thing::kToken, id);
      return {};
    });
  }

  Result<void> SetInvitation(std::string_view secret_sha256, UnixMillis expires) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run("DELETE FROM invitation"));
      return writing.database.Run("INSERT INTO invitation VALUES(?,?)", Bytes{secret_sha256},
                                  expires);
    });
  }

  Result<void> SpendInvitation(std::string_view secret_sha256) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      WY_CHECK(writing.database.Run("DELETE FROM invitation WHERE secret=? AND expires>?",
                                    Bytes{secret_sha256}, writing.now));
      if (writing.database.Changed() == 0) return NotFound(Thing::kInvitation, "of this secret");
      return {};
    });
  }

 private:
  static Result<void> CheckEnabled(Database& database, UserNumber user) {
    WY_TRY(const auto disabled, database.Number("SELECT disabled FROM user WHERE number=?", user));
    if (!disabled) return NotFound(Thing::kUser, user);
    if (*disabled == 0) return {};
    return Error{ErrorCode::kPermissionDenied,
                 "the user is disabled; an administrator can enable the account again",
                 "该用户已停用；管理员可以重新启用"};
  }

  static Result<std::string> PasswordHash(Database& database, UserNumber user) {
    WY_TRY(auto row, database.Query("SELECT password_hash FROM user WHERE number=?", user));
    WY_TRY(const bool found, row.Step());
    if (!found) return NotFound(Thing::kUser, user);
    return row.Text(0);
  }

  template <typename Key>
  Result<User> One(std::string_view condition, const Key& key, std::string_view shown) const {
    return engine_.Read([&](Database& database) -> Result<User> {
      WY_TRY(auto row, database.Query(std::string(kSelectUser).append(condition), key));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kUser, shown);
      return ReadUser(row);
    });
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::Accounts> MakeAccounts(Engine& engine) {
  return std::make_unique<SqliteAccounts>(engine);
}

}  // namespace wenyuan::store_sqlite
