#include "metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <utility>

namespace wenyuan::model {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                                          0.5,   1,    2.5,   10,   60};

// Samples of one name for several models.
class Samples {
 public:
  Samples(std::string name, std::string help, prometheus::MetricType type)
      : family_{std::move(name), std::move(help), type, {}} {}

  void Add(const ModelCard& model, double value, const std::string& priority = "") {
    Add(model.id, value, priority);
  }
  void Add(const std::string& model, double value, const std::string& priority = "") {
    prometheus::ClientMetric metric;
    metric.label = {{"model", model}};
    if (!priority.empty()) metric.label.push_back({"priority", priority});
    metric.gauge.value = metric.counter.value = value;
    family_.metric.push_back(std::move(metric));
  }
  [[nodiscard]] const prometheus::MetricFamily& family() const { return family_; }

 private:
  prometheus::MetricFamily family_;
};

// What the engine of a model that writes counts.
void AppendEngine(const LoadedWriter& writer, std::vector<prometheus::MetricFamily>& families) {
  const serving::EngineNumbers numbers = writer.engine->numbers();
  const auto add = [&](const char* name, const char* help, auto value, bool counter) {
    const auto type = counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
    Samples samples(std::string("wenyuan_model_") + name, help, type);
    samples.Add(writer.id, static_cast<double>(value));
    families.push_back(samples.family());
  };
  add("generations_total", "Answers asked for.", numbers.requests, true);
  add("generations_refused_total", "Answers refused: too many waited.", writer.refused.load(),
      true);
  add("generations_cancelled_total", "Answers that were not wanted any more.", numbers.cancelled,
      true);
  add("prompt_tokens_total", "Tokens of prompts.", numbers.prompt_tokens, true);
  add("prompt_tokens_cached_total", "Of these, not computed anew.", numbers.cached_tokens, true);
  add("prompt_tokens_restored_total", "Of these, from snapshots.", numbers.restored_tokens, true);
  add("prompt_tokens_computed_total", "Tokens of prompts that were computed.",
      numbers.computed_tokens, true);
  add("tokens_produced_total", "Tokens written.", numbers.produced_tokens, true);
  add("tokens_drafted_total", "Tokens guessed from what may be quoted.", numbers.drafted_tokens,
      true);
  add("tokens_accepted_total", "Of these, right.", numbers.accepted_tokens, true);
  add("steps_total", "Batches computed.", numbers.steps, true);
  add("tokens_evicted_total", "Tokens of prefixes that gave way.", numbers.evicted_tokens, true);
  add("snapshots_saved_total", "Prefixes saved.", numbers.saved_snapshots, true);
  add("prefill_seconds_total", "Time spent on prompts.", numbers.prefill_seconds, true);
  add("decode_seconds_total", "Time spent on answers.", numbers.decode_seconds, true);
  add("generations_waiting", "Answers that wait.", numbers.waiting, false);
  add("generations_running", "Answers that are being written.", numbers.running, false);
  add("cells_used", "Tokens whose keys and values are held.", numbers.cells_used, false);
  add("cells", "Tokens whose keys and values fit.", numbers.cells, false);
  add("cell_bytes", "Bytes of the keys and values of a token.",
      writer.engine->info().bytes_per_token, false);
  add("weight_bytes", "Bytes of the model's weights.", writer.model->info().bytes, false);
  add("threads", "Threads that compute.", numbers.threads, false);
}

class PrometheusMetrics final : public Metrics {
 public:
  void Observe(std::string_view route, int status, std::chrono::duration<double> elapsed) override {
    const std::string path(route);
    requests_.Add({{"route", path}, {"status", std::to_string(status)}}).Increment();
    durations_.Add({{"route", path}}, kSeconds).Observe(elapsed.count());
  }

  void CountCut(const ModelCard& model, std::uint64_t inputs) override {
    cut_.Add({{"model", model.id}}).Increment(static_cast<double>(inputs));
  }

  std::string Text(const std::vector<const LoadedModel*>& models,
                   const LoadedWriter* writer) override {
    using Type = prometheus::MetricType;
    Samples texts("wenyuan_model_texts_total", "Texts read.", Type::Counter);
    Samples tokens("wenyuan_model_tokens_total", "Tokens read.", Type::Counter);
    Samples batches("wenyuan_model_batches_total", "Batches of texts that were read together.",
                    Type::Counter);
    Samples interrupted("wenyuan_model_interrupted_total",
                        "Batches of background work that gave way to a query.", Type::Counter);
    Samples busy("wenyuan_model_busy_seconds_total", "Time the model was reading.", Type::Counter);
    Samples waiting("wenyuan_model_requests_waiting", "Requests that wait or are read.",
                    Type::Gauge);
    for (const LoadedModel* model : models) {
      const QueueNumbers numbers = model->queue->Numbers();
      texts.Add(model->card, static_cast<double>(numbers.texts));
      tokens.Add(model->card, static_cast<double>(numbers.tokens));
      batches.Add(model->card, static_cast<double>(numbers.batches));
      interrupted.Add(model->card, static_cast<double>(numbers.interrupted));
      busy.Add(model->card, numbers.busy_seconds);
      waiting.Add(model->card, static_cast<double>(numbers.query_waiting), "query");
      waiting.Add(model->card, static_cast<double>(numbers.background_waiting), "background");
    }
    auto families = registry_.Collect();
    for (const Samples* samples : {&texts, &tokens, &batches, &interrupted, &busy, &waiting}) {
      families.push_back(samples->family());
    }
    if (writer != nullptr) AppendEngine(*writer, families);
    return prometheus::TextSerializer().Serialize(families);
  }

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_ =
      prometheus::BuildCounter()
          .Name("wenyuan_model_http_requests_total")
          .Help("Requests answered, by route and status.")
          .Register(registry_);
  prometheus::Family<prometheus::Histogram>& durations_ =
      prometheus::BuildHistogram()
          .Name("wenyuan_model_http_request_duration_seconds")
          .Help("Time from a request's head to its answer.")
          .Register(registry_);
  prometheus::Family<prometheus::Counter>& cut_ =
      prometheus::BuildCounter()
          .Name("wenyuan_model_cut_texts_total")
          .Help("Texts longer than the model's limit, whose ends were not read.")
          .Register(registry_);
};

}  // namespace

std::unique_ptr<Metrics> MakeMetrics() { return std::make_unique<PrometheusMetrics>(); }

}  // namespace wenyuan::model
