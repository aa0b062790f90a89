#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/api/api.h"

namespace wenyuan::api {

// What /metrics shows of the API itself. Labels are route templates and statuses, never anything a
// user wrote. Any thread.
class Metrics {
 public:
  virtual ~Metrics() = default;
  virtual void Observe(std::string_view method, std::string_view route, int status,
                       std::chrono::duration<double> elapsed) = 0;
  // The Prometheus text format.
  virtual std::string Text(const std::vector<Gauge>& gauges) = 0;
};

std::unique_ptr<Metrics> MakeMetrics(std::string_view version);

}  // namespace wenyuan::api
