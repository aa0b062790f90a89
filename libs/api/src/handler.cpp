#include <algorithm>
#include <memory>

#include "call.h"
#include "console.h"
#include "nearest.h"
#include "openai/openai_error.h"
#include "problem.h"
#include "quality_call.h"
#include "routes.h"
#include "wenyuan/base/log.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/password.h"

namespace wenyuan::api {
namespace {

// Watches what goes out: every answer gets the same safety headers, and its status is counted.
class SafeResponder final : public http::Responder {
 public:
  explicit SafeResponder(http::Responder& behind) : behind_(behind) {}
  void Send(http::Response response) override {
    Complete(response.status, response.headers);
    behind_.Send(std::move(response));
  }
  void Start(int status, http::Headers headers) override {
    Complete(status, headers);
    behind_.Start(status, std::move(headers));
  }
  bool Write(std::string_view bytes) override { return behind_.Write(bytes); }
  [[nodiscard]] int status() const { return status_; }

 private:
  void Complete(int status, http::Headers& headers) {
    status_ = status;
    const auto add = [&](std::string_view name, std::string_view value) {
      if (http::Find(headers, name).empty()) headers.emplace_back(name, value);
    };
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Cache-Control", "no-store");
    add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  http::Responder& behind_;
  int status_ = 0;
};

Result<void> CheckQuery(const Route& route, const http::Request& request) {
  for (const auto& [name, value] : request.query) {
    if (std::find(route.query.begin(), route.query.end(), name) == route.query.end()) {
      return UnknownName("parameter", "参数", name, route.query);
    }
  }
  return {};
}

Result<Reply> Serve(const Route& route, Call& call) {
  const bool is_probe = route.path == "/healthz" || route.path == "/readyz";
  if (!is_probe) {  // probes come by whatever name an orchestrator has for us
    WY_CHECK(CheckOrigin(call.state, call.request));
  }
  if (route.who == For::kSignedIn) {
    WY_TRY(call.who, Identify(call.state, call.request, call.language));
    WY_CHECK(CheckCsrf(call.who, call.request));
  }
  WY_CHECK(CheckQuery(route, call.request));
  return route.serve(call);
}

// Clients of other programs' interfaces understand only those programs' errors.
http::Response ErrorFor(const Call& call, const Error& error) {
  return IsOpenAiPath(call.request.path) ? OpenAiError(error, call.language)
                                         : Problem(error, call.language, call.request.id);
}

// The route's template, for the metrics; a request that has none must not make new labels.
std::string_view Answer(Call& call) {
  const auto send = [&](const Error& error) { call.responder.Send(ErrorFor(call, error)); };
  const std::string& path = call.request.path;
  const Match match = FindRoute(call.request.method, path, call);
  if (match.route != nullptr) {
    Result<Reply> reply = Serve(*match.route, call);
    if (!reply) {
      const Error& error = reply.error();
      if (StatusOf(error.code) >= 500) {
        Log(LogLevel::kError, "a request failed",
            {{"request", call.request.id},
             {"route", std::string(match.route->path)},
             {"why", error.message}});
      }
      send(error);
    } else if (*reply) {
      call.responder.Send(**std::move(reply));
    }
    return match.route->path;
  }
  if (!match.allowed.empty()) {
    const SpecialProblem problem{405,
                                 "method_not_allowed",
                                 "Method not allowed",
                                 "不支持此方法",
                                 "this path takes " + match.allowed,
                                 "此路径只接受 " + match.allowed};
    auto response = IsOpenAiPath(path) ? OpenAiError(problem, call.language)
                                       : Problem(problem, call.language, call.request.id);
    response.headers.emplace_back("Allow", match.allowed);
    call.responder.Send(std::move(response));
    return "wrong method";
  }
  if (path.starts_with("/api/") || IsOpenAiPath(path)) {
    send({ErrorCode::kNotFound, "there is nothing at this path; /api/v1/openapi.yaml lists what is",
          "此路径不存在，可用的接口见 /api/v1/openapi.yaml"});
    return "unknown";
  }
  if (const auto refused = CheckOrigin(call.state, call.request); !refused) {
    send(refused.error());
  } else {
    ServeConsole(call);
  }
  return "console";
}

}  // namespace

http::Handler MakeHandler(Services services, StaticFiles console) {
  // Shared, because std::function copies; nobody else holds it.
  const auto state = std::make_shared<State>(std::move(services), console);
  state->runner = MakeRunner(state->services);
  state->trials = MakeTrials(state->services);
  state->hash_of_nothing = crypto::HashPassword(crypto::RandomId(20)).value_or(std::string());
  return [state](http::Request& request, http::Responder& responder) {
    const auto begin = state->services.clock.Steady();
    SafeResponder safe(responder);
    Call call{*state, request, safe, {}, Language::kEnglish, {}};
    call.language = PreferredLanguage(http::Find(request.headers, "Accept-Language"));
    const std::string_view route = Answer(call);
    state->metrics->Observe(request.method.size() > 7 ? "other" : request.method, route,
                            safe.status(), state->services.clock.Steady() - begin);
  };
}

}  // namespace wenyuan::api
