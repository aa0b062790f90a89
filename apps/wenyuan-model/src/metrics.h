#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "loaded_model.h"
#include "loaded_writer.h"

namespace wenyuan::model {

// What /metrics shows. No words of a text, only counts. Any thread.
class Metrics {
 public:
  virtual ~Metrics() = default;
  virtual void Observe(std::string_view route, int status,
                       std::chrono::duration<double> elapsed) = 0;
  virtual void CountCut(const ModelCard& model, std::uint64_t inputs) = 0;
  // The Prometheus text format, with what the queues of these models count, and the engine of the
  // one that writes (may be null).
  virtual std::string Text(const std::vector<const LoadedModel*>& models,
                           const LoadedWriter* writer) = 0;
};

std::unique_ptr<Metrics> MakeMetrics();

}  // namespace wenyuan::model
