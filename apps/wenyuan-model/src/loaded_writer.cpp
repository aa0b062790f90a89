#include "loaded_writer.h"

#include <utility>

#include "wenyuan/base/files.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/plan/estimate.h"

namespace wenyuan::model {
namespace {

Result<void> OpenSnapshots(const WriterOptions& options, LoadedWriter& writer) {
  if (options.snapshots.empty()) {
    writer.snapshots = serving::MakeMemorySnapshots(options.snapshot_limits);
    return {};
  }
  FileSystem& files = PosixFileSystem();
  WY_CHECK(files.CreateDirectories(options.snapshots));
  const auto key = options.snapshot_key.empty() ? options.snapshots / "key" : options.snapshot_key;
  WY_TRY(writer.keys, crypto::OpenKeyFile(files, key));
  WY_TRY(writer.snapshots, serving::OpenSnapshots(files, *writer.keys, options.snapshots / "states",
                                                  options.snapshot_limits));
  return {};
}

// By `plan`, as on a processor; nothing for what it cannot plan.
std::optional<llm_llama::MemoryNeeds> NeedsOf(const WriterOptions& options) {
  const auto facts = gguf::Describe(options.model.model);
  const auto load = facts ? plan::LoadOf(*facts) : Result<plan::ModelLoad>(facts.error());
  if (!load) return std::nullopt;
  plan::Demand demand;
  demand.context = options.decoder.cells;
  if (options.decoder.cache == llm_llama::CacheType::kQ8) demand.kv = plan::KvType::kQ8;
  const plan::Memory memory =
      plan::MemoryOf(*load, demand, plan::DeviceKind::kCpu, 1, plan::Split::kLayer);
  return llm_llama::MemoryNeeds{static_cast<std::uint64_t>(memory.weights),
                                static_cast<std::uint64_t>(memory.kv),
                                static_cast<std::uint64_t>(memory.reserve)};
}

}  // namespace

Result<std::unique_ptr<LoadedWriter>> LoadWriter(const WriterOptions& options) {
  auto writer = std::make_unique<LoadedWriter>();
  writer->id = options.id.empty() ? options.model.model.stem().string() : options.id;
  llm_llama::TextModelOptions model = options.model;
  model.needs = NeedsOf(options);
  WY_TRY(writer->model, llm_llama::LoadTextModel(model));
  for (const llm_llama::Adapter& adapter : options.adapters) {
    WY_CHECK(writer->model->LoadAdapter(adapter));
  }
  auto format = llm_llama::MakeChatFormat(*writer->model);
  if (format) {
    writer->format = *std::move(format);
    const std::vector<llm_llama::ChatTurn> probe = {{"user", "x"}};
    const auto prompt = writer->format->Apply(probe, true);
    writer->thinks = prompt && prompt->thinking.has_value();
  } else {
    writer->no_format = format.error();
  }
  WY_CHECK(OpenSnapshots(options, *writer));
  WY_TRY(auto decoder, writer->model->MakeDecoder(options.decoder));
  writer->engine =
      serving::StartEngine(std::move(decoder), options.engine, writer->snapshots.get());
  return writer;
}

}  // namespace wenyuan::model
