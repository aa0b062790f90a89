#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/log.h"
#include "wenyuan/base/result.h"
#include "wenyuan/ingest/cleaner.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::app {

// One embedder.
struct EmbedderConfig {
  std::string
      embedder;  // "auto", "off", a GGUF file, or the address of an OpenAI-compatible server
  // Of a server only:
  std::string model = {};  // empty: the first it names
  std::string key = {};
  std::string query_prefix = {};
  std::string passage_prefix = {};
};

// What puts the first passages in order by reading them together with the question.
struct RerankerConfig {
  // "auto" (the one that ./run puts together), "off", a GGUF file, or an address that has /rerank
  std::string reranker;
  std::string model = {};  // of a server; empty: its own choice
  std::string key = {};
};

// What writes answers.
struct GeneratorConfig {
  // "auto" (MODEL_PATH, else one that was brought or fetched), "off", a GGUF file, or the address
  // of an OpenAI-compatible server
  std::string generator;
  std::string model = {};  // of a server; empty: the first that it names
  std::string key = {};
  std::uint32_t threads = 2;
  std::uint32_t context_tokens = 8'192;  // questions and answers of all, together
  std::uint32_t read_tokens = 0;         // 0: passages are read whole
  std::chrono::seconds seconds{180};     // for one answer, thinking included
};

// All settings, with their defaults. docs/operations.md explains each; the TOML keys are the names
// in brackets.
struct Config {
  std::filesystem::path data = "data";  // --data, WENYUAN_DATA; not in the file: the file is in it
  // [server]
  std::string address = "127.0.0.1";
  std::uint16_t port = 8765;
  std::vector<std::string> allowed_hosts;  // besides the loopback names: what a proxy calls us
  // [ingest]
  std::size_t workers = 2;
  std::uint64_t max_file_mib = 512;
  // [clean]
  ingest::CleanRules clean;
  // [parser]
  std::uint64_t parser_memory_mib = 1024;
  std::chrono::seconds parser_cpu_seconds{30};
  std::chrono::seconds parser_wall_seconds{60};
  // [recognition]
  std::uint32_t recognition_pages = 50;  // of one file, unless more are asked for; 0: none
  std::uint64_t recognition_memory_mib = 1024;
  // Where Tesseract's languages are, for a machine without PP-OCR; empty: look, "off": never.
  std::filesystem::path tesseract;
  // A vision-language service, for the libraries that an administrator chooses it for: the address
  // of an OpenAI-compatible server; empty: none.
  std::string vision;
  std::string vision_model;  // empty: the first that it names
  std::string vision_key;
  std::uint32_t vision_tokens = 4'096;       // for one page
  std::chrono::seconds vision_seconds{180};  // … too
  // [text]
  std::filesystem::path user_dictionary;  // empty: <data>/user.dict.utf8
  std::filesystem::path synonyms;         // empty: <data>/synonyms.txt
  // [search]
  std::uint64_t index_cache_mib = 512;  // decrypted pieces of all indexes together
  search::FusionOptions fusion;         // weight of words beside meaning
  search::RankOptions rank;
  std::size_t rerank_hits = 0;
  std::chrono::milliseconds rerank_budget{1'500};
  // [models], and [models_before] for the embedder that is being replaced
  EmbedderConfig embedder{"auto"};
  EmbedderConfig embedder_before{""};
  RerankerConfig reranker{"auto"};
  GeneratorConfig generator{"auto"};
  std::uint32_t model_threads = 1;
  std::uint64_t model_memory_mib = 0;  // of all models of ours together; 0: what the machine has
  std::uint32_t embedder_max_tokens = 256;
  // [answers]
  answer::ProofPolicy unproven = answer::ProofPolicy::kDrop;
  // That the reranker has for the likeliest sentences of an answer; 0: it reads none.
  std::chrono::milliseconds read_together{500};
  // The reranker's attention chooses what of the passages a model reads, not words alone.
  bool by_meaning = false;  // what words refuse is looked for by meaning
  bool compress_by_attention = false;
  std::string ask_a_person;  // who may know what the documents do not say: a mail or web address
  // [log]
  LogLevel log_level = LogLevel::kInfo;
};

// Reads a TOML file over `config`. kInvalidArgument for a syntax error (with its line), a wrong
// type, a value out of range, or an unknown key, naming the nearest known one.
Result<void> ReadConfigFile(const std::filesystem::path& path, Config& config);

}  // namespace wenyuan::app
