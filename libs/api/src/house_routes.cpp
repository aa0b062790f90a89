#include "openapi_text.h"
#include "routes.h"

namespace wenyuan::api {
namespace {

Result<Reply> Health(Call&) { return JsonReply(200, {{"status", "ok"}}); }

Result<Reply> Readiness(Call& call) {
  if (const auto& ready = call.services().ready) {
    const auto state = ready();
    // The reason is for the log: whoever probes us is not signed in.
    if (!state) {
      return Error{ErrorCode::kUnavailable, "the server is not ready yet; ask again soon",
                   "服务器尚未就绪，请稍后再试"};
    }
  }
  return JsonReply(200, {{"status", "ok"}});
}

Result<Reply> ShowMetrics(Call& call) {
  const auto& gauges = call.services().gauges;
  return http::Response{200,
                        {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
                        call.state.metrics->Text(gauges ? gauges() : std::vector<Gauge>())};
}

Result<Reply> Describe(Call&) {
  return http::Response{
      200, {{"Content-Type", "application/yaml; charset=utf-8"}}, std::string(OpenApiText())};
}

}  // namespace

std::vector<Route> HouseRoutes() {
  return {{"GET", "/healthz", For::kAnyone, Health},
          {"GET", "/readyz", For::kAnyone, Readiness},
          {"GET", "/metrics", For::kAnyone, ShowMetrics},
          {"GET", "/api/v1/openapi.yaml", For::kAnyone, Describe}};
}

}  // namespace wenyuan::api
