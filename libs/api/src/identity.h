#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/access/access.h"
#include "wenyuan/http/message.h"
#include "wenyuan/store/store.h"

namespace wenyuan::api {

struct State;

// Who asks, and how we know.
struct Identity {
  access::Asker asker;
  std::optional<store::User> user;  // none: the operator, or nobody
  std::string session;              // SHA-256 of the cookie's secret; empty: not by cookie
  std::string csrf_token;
};

// Bearer token, then session cookie, then our own user on the unix socket. kUnauthenticated when it
// is nobody, or a secret that does not hold (any more).
Result<Identity> Identify(State& state, const http::Request& request, Language language);

// For a request that changes something: the CSRF token of its session, when it came by cookie.
Result<void> CheckCsrf(const Identity& who, const http::Request& request);

// A browser page of another origin is refused, and so is a host name that is not ours (it may have
// been pointed here to make a foreign page look like ours).
Result<void> CheckOrigin(const State& state, const http::Request& request);

struct NewSession {
  std::string cookie;  // the Set-Cookie header
  std::string csrf_token;
};
// For whoever proved the user's password; kPermissionDenied when it was changed since.
Result<NewSession> StartSession(State& state, const store::User& user);
// The Set-Cookie header that clears it.
std::string ClearedCookie(const State& state);

// Hex SHA-256: how the store knows a secret.
std::string SecretHash(std::string_view secret);

// kInvalidArgument for one that is too short or too long.
Result<void> CheckNewPassword(std::string_view password);

}  // namespace wenyuan::api
