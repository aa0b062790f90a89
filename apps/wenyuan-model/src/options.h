#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loaded_model.h"
#include "loaded_writer.h"
#include "wenyuan/base/log.h"
#include "wenyuan/base/result.h"

namespace wenyuan::model {

// What the command line says.
struct Options {
  std::string embedder;
  std::string reranker;
  std::string model;  // that writes: a file, or a folder with one
  std::string model_id;
  std::string listen = "127.0.0.1:8780";
  std::uint32_t threads = 1;
  std::uint32_t max_tokens = 256;
  std::uint32_t rerank_tokens = 512;
  int background_nice = 10;
  std::optional<std::string> query_prefix;
  std::optional<std::string> passage_prefix;
  std::uint32_t context = 8'192;
  std::string cache = "f16";
  bool exact = false;
  std::string snapshots;
  std::string snapshot_key;
  std::uint32_t snapshot_megabytes = 4'096;
  std::optional<std::uint32_t> gpu_layers;
  std::string split = "layers";
  std::vector<float> shares;
  std::vector<std::string> rpc_servers;
  std::vector<std::string> adapters;  // NAME=FILE
  LogLevel log_level = LogLevel::kInfo;
  pid_t parent = 0;
};

// Nothing when there is nothing more to do: `status` is the program's then.
std::optional<Options> ReadOptions(int argc, char** argv, int& status);

// kInvalidArgument, kNotFound.
Result<WriterOptions> WriterOptionsOf(const Options& options);

}  // namespace wenyuan::model
