#include "metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace wenyuan::api {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,   0.25,   0.5,   1,    2.5,   10};

class PrometheusMetrics final : public Metrics {
 public:
  explicit PrometheusMetrics(std::string_view version) {
    prometheus::BuildGauge()
        .Name("wenyuan_build_info")
        .Help("The version that runs; always 1.")
        .Register(registry_)
        .Add({{"version", std::string(version)}})
        .Set(1);
  }

  void Observe(std::string_view method, std::string_view route, int status,
               std::chrono::duration<double> elapsed) override {
    const std::string path(route);
    requests_
        .Add({{"method", std::string(method)}, {"route", path}, {"status", std::to_string(status)}})
        .Increment();
    durations_.Add({{"route", path}}, kSeconds).Observe(elapsed.count());
  }

  std::string Text(const std::vector<Gauge>& gauges) override {
    auto families = registry_.Collect();
    for (const Gauge& gauge : gauges) {
      prometheus::ClientMetric metric;
      metric.gauge.value = gauge.value;
      families.push_back({gauge.name, gauge.help, prometheus::MetricType::Gauge, {metric}});
    }
    return prometheus::TextSerializer().Serialize(families);
  }

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_ =
      prometheus::BuildCounter()
          .Name("wenyuan_http_requests_total")
          .Help("Requests answered, by route template and status.")
          .Register(registry_);
  prometheus::Family<prometheus::Histogram>& durations_ =
      prometheus::BuildHistogram()
          .Name("wenyuan_http_request_duration_seconds")
          .Help("Time from the request's head to the end of its answer.")
          .Register(registry_);
};

}  // namespace

std::unique_ptr<Metrics> MakeMetrics(std::string_view version) {
  return std::make_unique<PrometheusMetrics>(version);
}

}  // namespace wenyuan::api
