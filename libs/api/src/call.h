#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity.h"
#include "json.h"
#include "mcp/running_requests.h"
#include "metrics.h"
#include "throttle.h"
#include "wenyuan/api/api.h"
#include "wenyuan/quality/runner.h"
#include "wenyuan/quality/trials.h"

namespace wenyuan::api {

// What lives as long as the handler.
struct State {
  State(Services all, StaticFiles files)
      : services(std::move(all)),
        console(files),
        metrics(MakeMetrics(services.version)),
        started(services.clock.Now()),
        throttle(services.clock) {}

  const Services services;
  const StaticFiles console;
  const std::unique_ptr<Metrics> metrics;
  const UnixMillis started;
  // A password nobody has: checked when the account is unknown, so that the time does not tell.
  std::string hash_of_nothing;
  Throttle throttle;
  // Measures question sets; null where the store keeps none.
  std::unique_ptr<quality::Runner> runner;
  std::unique_ptr<quality::Trials> trials;  // the same
  std::mutex words;                         // held while a list of the house's words is replaced
  RunningRequests mcp_requests;
};

// One request on its way through a route.
struct Call {
  State& state;
  http::Request& request;
  http::Responder& responder;
  Identity who;  // of nobody on a route for anyone
  Language language = Language::kEnglish;
  std::map<std::string, std::string, std::less<>> path;  // "id" → "d_4xk2…"

  [[nodiscard]] const Services& services() const { return state.services; }
  [[nodiscard]] const std::string& Path(std::string_view name) const {
    return path.find(name)->second;
  }
  // The first value, or nullopt.
  [[nodiscard]] std::optional<std::string> Query(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> QueryAll(std::string_view name) const;
  // kInvalidArgument for what is no number between the limits.
  [[nodiscard]] Result<std::size_t> QueryNumber(std::string_view name, std::size_t least,
                                                std::size_t most, std::size_t otherwise) const;
  // The JSON body, at most 1 MiB, with these members and no others.
  [[nodiscard]] Result<Members> Body(std::vector<std::string_view> known) const;
};

// nullopt: the route has answered by itself, with Responder::Start().
using Reply = std::optional<http::Response>;

Reply JsonReply(int status, const Json& body);
Reply NoContent();

// "2025-11-25T22:40:00.123Z", and back (also without milliseconds, or a date alone).
std::string IsoTime(UnixMillis time);
Result<UnixMillis> ParseIsoTime(std::string_view text);

// What a person may call a user, a library or a token: 1-100 characters, none of them control
// characters, no blank at either end.
Result<void> CheckName(std::string_view name);

}  // namespace wenyuan::api
