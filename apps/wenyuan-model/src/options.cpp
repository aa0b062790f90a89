#include "options.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "wenyuan/gguf/model_file.h"

namespace wenyuan::model {
namespace {

constexpr const char* kMore = R"(Examples
  wenyuan-model --model qwen2.5-1.5b-instruct-q4_k_m.gguf --context 8192 --snapshots /var/lib/wenyuan/snapshots
  wenyuan-model --embedder e5-small-q4_0.gguf --listen unix:/run/model.sock
  curl -sN 127.0.0.1:8780/v1/chat/completions -d '{"messages": [{"role": "user", "content": "…"}], "stream": true}'
  curl -s 127.0.0.1:8780/v1/embeddings -d '{"input": ["passage one", "passage two"], "input_type": "passage"}'
  curl -s 127.0.0.1:8780/v1/rerank -d '{"query": "…", "documents": ["…", "…"]}'
  curl -s 127.0.0.1:8780/v1/attention -d '{"query": "…", "documents": [["sentence one", "sentence two"]]}'

"input_type" puts the model's own prefix before the text ("query: " for a question with e5). Queries overtake
passages, and people's answers background ones; the header X-Wenyuan-Priority: query|background says it otherwise.
Beyond OpenAI's API a chat may have "grammar" (GBNF), "quotable" (text that the answer may quote: it is written
faster), "cache_scope" (who may share work), "thinking": false, "thinking_budget", "lora" ([{"name", "scale"}]).
GET /v1/adapters lists LoRA adapters; POST {"name", "file"} and DELETE {"name"} change them. GET /v1/models, /health, /metrics.
The environment: MODEL_PATH is --model, when nothing else is given. With WENYUAN_MODEL_KEY set, requests must bring
it: Authorization: Bearer KEY.

Work on model files, for `wenyuan model`: wenyuan-model quantize|compare|measure --help)";

void AddWriterOptions(CLI::App& app, Options& options) {
  app.add_option("--model,--model-path", options.model,
                 "GGUF file of a model that writes, for /v1/chat/completions; or a folder with one")
      ->type_name("PATH");
  app.add_option("--model-id", options.model_id, "Its name for clients (default: the file's)");
  app.add_option("--context", options.context,
                 "Tokens whose keys and values are held, of all conversations together")
      ->check(CLI::Range(256U, 1U << 24U))
      ->capture_default_str();
  app.add_option("--cache", options.cache, "Type of keys and values: q8_0 takes half of f16")
      ->check(CLI::IsMember({"f16", "q8_0"}))
      ->capture_default_str();
  app.add_flag("--exact", options.exact,
               "Answers do not depend on who else is answered, to the last bit; slower");
  app.add_option("--snapshots", options.snapshots,
                 "Folder that keeps the work on prompts over a restart, sealed")
      ->type_name("FOLDER");
  app.add_option(
         "--snapshot-key", options.snapshot_key,
         "Key file of what lies there, made where there is none (default: FOLDER/key). Keep "
         "it where the folder is not kept")
      ->type_name("FILE");
  app.add_option("--snapshot-megabytes", options.snapshot_megabytes, "The most it may hold")
      ->capture_default_str();
  app.add_option("--gpu-layers", options.gpu_layers, "Layers on GPUs (default: all that fit)");
  app.add_option("--split", options.split, "How several GPUs share a model")
      ->check(CLI::IsMember({"none", "layers", "tensors"}))
      ->capture_default_str();
  app.add_option("--shares", options.shares, "Of each GPU: 3,1 (default: by free memory)")
      ->delimiter(',');
  app.add_option(
      "--rpc", options.rpc_servers,
      "HOST:PORT of a llama.cpp RPC server (scripts/models/install_rpc), may be repeated. It has "
      "no password and no encryption: private networks only");
  app.add_option("--adapter", options.adapters, "A LoRA adapter that requests may name")
      ->type_name("NAME=FILE");
}

// A model file, or the only one of a folder.
Result<std::filesystem::path> ModelAt(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return path;
  const std::vector<std::filesystem::path> found = gguf::ModelFilesAt(path);
  if (found.size() == 1) return found.front();
  std::string names;
  for (const auto& file : found) names += " " + file.filename().string();
  return Error{found.empty() ? ErrorCode::kNotFound : ErrorCode::kInvalidArgument,
               "the folder '" + path.string() + "' has " +
                   (found.empty() ? "no model (.gguf)" : "several models; name one:" + names),
               "目录“" + path.string() + "”中" +
                   (found.empty() ? "没有模型（.gguf）" : "有多个模型，请指定其一：" + names)};
}

}  // namespace

std::optional<Options> ReadOptions(int argc, char** argv, int& status) {
  CLI::App app{
      "Loads models that write, embed or rerank, and serves them over HTTP (OpenAI's API)."};
  Options options;
  app.set_version_flag("--version", "wenyuan-model " WENYUAN_VERSION);
  AddWriterOptions(app, options);
  app.add_option("--embedder", options.embedder, "GGUF file for /v1/embeddings")->type_name("FILE");
  app.add_option("--reranker", options.reranker, "GGUF file of a cross-encoder for /v1/rerank")
      ->type_name("FILE");
  app.add_option("--listen", options.listen, "unix:PATH (only for its own user) or ADDRESS:PORT")
      ->capture_default_str();
  app.add_option("--threads", options.threads,
                 "Threads of the model. More than one is slower where others use the cores, too")
      ->capture_default_str();
  app.add_option("--max-tokens", options.max_tokens,
                 "Of a text to embed; what lies behind is not read. Memory grows with it")
      ->capture_default_str();
  app.add_option("--rerank-tokens", options.rerank_tokens, "Of question and passage together")
      ->capture_default_str();
  app.add_option("--query-prefix", options.query_prefix,
                 "What the model wants before a question, when its name does not tell");
  app.add_option("--passage-prefix", options.passage_prefix, "The same for a passage");
  app.add_option("--background-nice", options.background_nice,
                 "How much other programs go before background work, 0 to 19")
      ->check(CLI::Range(0, 19))
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--log-level", [&](const std::string& name) { options.log_level = *LogLevelOf(name); },
         "What it says on standard error, at least")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->default_str("info");
  app.add_option("--end-with", options.parent, "Ends when this process does (the server gives it)");
  app.footer(kMore);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    status = app.exit(error);
    return std::nullopt;
  }
  if (!options.embedder.empty() || !options.reranker.empty()) return options;
  if (const char* path = std::getenv("MODEL_PATH"); options.model.empty() && path != nullptr) {
    options.model = path;
  }
  if (!options.model.empty()) return options;
  std::cerr << "wenyuan-model: give --model, --embedder or --reranker, or see --help" << std::endl;
  status = 2;
  return std::nullopt;
}

Result<WriterOptions> WriterOptionsOf(const Options& options) {
  WriterOptions writer;
  WY_TRY(writer.model.model, ModelAt(options.model));
  writer.model.gpu_layers = options.gpu_layers;
  writer.model.split = options.split == "none"      ? llm_llama::Split::kNone
                       : options.split == "tensors" ? llm_llama::Split::kTensors
                                                    : llm_llama::Split::kLayers;
  writer.model.shares = options.shares;
  writer.model.rpc_servers = options.rpc_servers;
  writer.model.repack = !options.exact;
  writer.decoder.cells = options.context;
  writer.decoder.threads = options.threads;
  writer.decoder.cache =
      options.cache == "q8_0" ? llm_llama::CacheType::kQ8 : llm_llama::CacheType::kF16;
  writer.engine.threads = options.threads;
  writer.id = options.model_id;
  writer.snapshots = options.snapshots;
  writer.snapshot_key = options.snapshot_key;
  writer.snapshot_limits.disk_bytes = std::uint64_t{options.snapshot_megabytes} << 20U;
  for (const std::string& adapter : options.adapters) {
    const std::size_t equals = adapter.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error{ErrorCode::kInvalidArgument, "--adapter '" + adapter + "' is not NAME=FILE",
                   "--adapter “" + adapter + "”应写成 名称=文件"};
    }
    writer.adapters.push_back({adapter.substr(0, equals), adapter.substr(equals + 1)});
  }
  return writer;
}

}  // namespace wenyuan::model
