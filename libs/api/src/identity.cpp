#include "identity.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "call.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::api {
namespace {

constexpr UnixMillis kIdleMillis = UnixMillis{12} * 3600 * 1000;
// A session that is used is prolonged, but not at every request: that would be a write each time.
constexpr UnixMillis kProlongStepMillis = UnixMillis{30} * 60 * 1000;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kMinPasswordCharacters = 10;
constexpr std::size_t kMaxPasswordBytes = 1024;

Error Nobody() {
  return {ErrorCode::kUnauthenticated,
          "this needs you to be signed in; sign in or send an API token",
          "此操作需要登录，请登录或提供 API 令牌"};
}

std::string CookieName(const State& state) {
  return state.services.tls ? "__Host-wenyuan_session" : "wenyuan_session";
}

std::string SetCookie(const State& state, std::string_view value, UnixMillis life_millis) {
  return CookieName(state) + "=" + std::string(value) +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(life_millis / 1000) +
         (state.services.tls ? "; Secure" : "");
}

std::string_view CookieValue(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), cookie.size() + 1));
    cookie.remove_prefix(std::min(cookie.size(), cookie.find_first_not_of(' ')));
    if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('=')) {
      return cookie.substr(name.size() + 1);
    }
  }
  return {};
}

// kNotFound of a secret means nobody; other failures stay what they are.
Error NobodyUnless(const Error& error) {
  return error.code == ErrorCode::kNotFound ? Nobody() : error;
}

Result<Identity> OfUser(State& state, store::UserNumber number, Language language) {
  auto user = state.services.store.accounts().Get(number);
  if (!user) return NobodyUnless(user.error());
  if (user->disabled) return Nobody();
  Identity identity;
  identity.asker = {number, user->administrator, false, language};
  identity.user = *std::move(user);
  return identity;
}

Result<store::Session> FindSession(State& state, const std::string& hash) {
  store::Accounts& accounts = state.services.store.accounts();
  const UnixMillis now = state.services.clock.Now();
  auto session = accounts.FindSession(hash);
  if (!session) return NobodyUnless(session.error());
  if (session->expires <= now) return Nobody();
  if (session->expires - now > kIdleMillis - kProlongStepMillis) return session;
  session->expires = now + kIdleMillis;
  const auto prolonged = accounts.ProlongSession(hash, session->expires);
  if (!prolonged) return NobodyUnless(prolonged.error());  // it was ended meanwhile
  return session;
}

bool IsIpAddress(const std::string& host) {
  std::array<unsigned char, 16> parsed{};
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), parsed.data()) == 1;
  }
  return ::inet_pton(AF_INET, host.c_str(), parsed.data()) == 1;
}

}  // namespace

std::string SecretHash(std::string_view secret) { return crypto::Hex(crypto::Sha256(secret)); }

Result<Identity> Identify(State& state, const http::Request& request, Language language) {
  const std::string_view authorization = http::Find(request.headers, "Authorization");
  if (!authorization.empty()) {
    constexpr std::string_view kBearer = "bearer ";
    if (authorization.size() <= kBearer.size() ||
        !http::EqualNames(authorization.substr(0, kBearer.size()), kBearer)) {
      return Nobody();
    }
    const auto token =
        state.services.store.accounts().FindToken(SecretHash(authorization.substr(kBearer.size())));
    if (!token) return NobodyUnless(token.error());
    if (token->expires != 0 && token->expires <= state.services.clock.Now()) return Nobody();
    return OfUser(state, token->user, language);
  }
  const std::string_view secret =
      CookieValue(http::Find(request.headers, "Cookie"), CookieName(state));
  if (!secret.empty()) {
    std::string hash = SecretHash(secret);
    WY_TRY(store::Session session, FindSession(state, hash));
    WY_TRY(Identity identity, OfUser(state, session.user, language));
    identity.session = std::move(hash);
    identity.csrf_token = std::move(session.csrf_token);
    return identity;
  }
  if (!request.same_user) return Nobody();
  Identity identity;
  identity.asker = {0, true, true, language};
  return identity;
}

Result<void> CheckCsrf(const Identity& who, const http::Request& request) {
  if (who.session.empty() || request.method == "GET" || request.method == "HEAD") return {};
  if (crypto::EqualSecrets(http::Find(request.headers, "X-CSRF-Token"), who.csrf_token)) return {};
  return Error{ErrorCode::kPermissionDenied,
               "the request lacks its session's X-CSRF-Token; reload the page and try again",
               "请求缺少会话的 X-CSRF-Token，请刷新页面后重试"};
}

Result<void> CheckOrigin(const State& state, const http::Request& request) {
  if (request.peer == "unix") return {};
  const std::string host(http::Find(request.headers, "Host"));
  const std::size_t port = host.rfind(':');
  const bool has_port = port != std::string::npos && host.find(']', port) == std::string::npos;
  const std::string name = has_port ? host.substr(0, port) : host;
  const auto& allowed = state.services.allowed_hosts;
  const bool ours = IsIpAddress(name) || http::EqualNames(name, "localhost") ||
                    std::any_of(allowed.begin(), allowed.end(), [&](const std::string& other) {
                      return http::EqualNames(name, other);
                    });
  if (!ours) {
    return Error{ErrorCode::kPermissionDenied,
                 "this server does not answer under the name '" + name +
                     "'; add it to allowed_hosts if it should",
                 "本服务器不以“" + name + "”之名应答；如有需要，请把它加入 allowed_hosts"};
  }
  const std::string_view origin = http::Find(request.headers, "Origin");
  const std::string own = (state.services.tls ? "https://" : "http://") + host;
  if (origin.empty() || request.method == "GET" || request.method == "HEAD" ||
      http::EqualNames(origin, own)) {
    return {};
  }
  return Error{ErrorCode::kPermissionDenied,
               "a page of another origin may not change anything here",
               "不接受来自其他网站页面的修改请求"};
}

Result<NewSession> StartSession(State& state, const store::User& user) {
  const std::string secret = crypto::RandomId(kSecretBytes);
  store::Session session{user.number, crypto::RandomId(kSecretBytes),
                         state.services.clock.Now() + kIdleMillis};
  WY_CHECK(
      state.services.store.accounts().AddSession(SecretHash(secret), session, user.password_hash));
  // The browser keeps the cookie longer than one idle time, because we prolong the session.
  return NewSession{SetCookie(state, secret, 30 * 2 * kIdleMillis), std::move(session.csrf_token)};
}

std::string ClearedCookie(const State& state) { return SetCookie(state, "", 0); }

Result<void> CheckNewPassword(std::string_view password) {
  if (text::IsValidUtf8(password) && password.size() <= kMaxPasswordBytes &&
      text::CountCharacters(password) >= kMinPasswordCharacters) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument,
               "a password has at least 10 characters and at most 1024 bytes",
               "密码至少 10 个字符，最长 1024 字节"};
}

}  // namespace wenyuan::api
