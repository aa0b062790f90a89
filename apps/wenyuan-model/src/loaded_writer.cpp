#include "loaded_writer.h"

#include <utility>

#include "wenyuan/base/files.h"

namespace wenyuan::model {
namespace {

Result<void> OpenSnapshots(const WriterOptions& options, LoadedWriter& writer) {
  if (options.snapshots.empty()) {
    writer.snapshots = serving::MakeMemorySnapshots(options.snapshot_limits);
    return {};
  }
  FileSystem& files = PosixFileSystem();
  WY_CHECK(files.CreateDirectories(options.snapshots));
  WY_TRY(writer.keys, crypto::OpenKeyFile(files, options.snapshots / "key"));
  WY_TRY(writer.snapshots, serving::OpenSnapshots(files, *writer.keys, options.snapshots / "states",
                                                  options.snapshot_limits));
  return {};
}

}  // namespace

Result<std::unique_ptr<LoadedWriter>> LoadWriter(const WriterOptions& options) {
  auto writer = std::make_unique<LoadedWriter>();
  writer->id = options.id.empty() ? options.model.model.stem().string() : options.id;
  WY_TRY(writer->model, llm_llama::LoadTextModel(options.model));
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
