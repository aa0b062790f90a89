#include "tool.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "utf8_cut.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMostTextBytes = std::uint64_t{16} << 20U;
constexpr std::chrono::milliseconds kBetweenLines{200};

// Read by a signal handler: set once, before the signals are taken.
std::array<char, 4096> passing_file{};

void RemoveAndEnd(int signal) {
  if (passing_file[0] != '\0') ::unlink(passing_file.data());
  ::_exit(128 + signal);
}

void Say(const json::object& line) { std::cout << json::serialize(line) << std::endl; }

ToolProgress SayProgress() {
  using Clock = std::chrono::steady_clock;
  return [last = Clock::time_point(), last_stage = std::string()](
             std::string_view stage, std::uint64_t done, std::uint64_t all) mutable {
    const auto now = Clock::now();
    if (stage == last_stage && done != all && now - last < kBetweenLines) return;
    last = now;
    last_stage = stage;
    Say({{"stage", stage}, {"done", done}, {"all", all}});
  };
}

void AddThreads(CLI::App& app, std::uint32_t& threads) {
  app.add_option("--threads", threads, "0: as many as the machine has")->check(CLI::Range(0, 512));
}

void AddQuantize(CLI::App& app, QuantizeToolOptions& options) {
  app.add_option("SOURCE", options.source, "GGUF file, the first of a split one")->required();
  app.add_option("TARGET", options.target, "the file to be written, .gguf");
  app.add_option("--to", options.to, "F32, F16, BF16, Q8_0, Q6_K, Q5_K_M, Q4_K_M, Q4_0");
  app.add_option("--mix", options.mix, "bf16, int8, 4bit, or CLASS=BITS,…");
  app.add_option("--tensor", options.rules, "REGEX=TYPE for what the names of weights match");
  app.add_option("--importance", options.importance,
                 "a text, a folder of texts, or - for standard input");
  app.add_option("--importance-tokens", options.importance_tokens, "the most that are read of it");
  app.add_flag("--dry-run", options.dry_run, "only says what would be written");
  app.add_flag("--replace", options.replace, "a target that is there");
  AddThreads(app, options.threads);
}

void AddCompare(CLI::App& app, CompareToolOptions& options) {
  app.add_option("SOURCE", options.source, "GGUF file")->required();
  app.add_option("OTHER", options.other, "one that was made of it")->required();
  app.add_option("--text", options.text, "a text, a folder of texts, or - for standard input");
  app.add_option("--questions", options.questions, "a file, a question a line");
  app.add_option("--tokens", options.text_tokens, "the most that are read of the text");
  app.add_option("--answer-tokens", options.answer_tokens, "the most of an answer")
      ->check(CLI::Range(1, 512));
  app.add_option("--rounds", options.rounds, "of measuring speed")->check(CLI::Range(1, 20));
  AddThreads(app, options.threads);
}

int Finish(const Result<json::object>& result) {
  if (result) {
    Say({{"result", *result}});
    return 0;
  }
  const Error& error = result.error();
  Say({{"error", json::object{{"code", Name(error.code)},
                              {"message", error.message},
                              {"message_zh", error.message_zh}}}});
  return 1;
}

// The library ends the process over bytes that are no UTF-8.
Error NoUtf8(const std::string& name) {
  return Error{ErrorCode::kInvalidArgument, "'" + name + "' is no text in UTF-8; convert it first",
               "“" + name + "”不是 UTF-8 文本；请先转换编码"};
}

std::string ReadStandardInput() {
  std::string text;
  std::array<char, 65'536> piece{};
  while (text.size() < kMostTextBytes && std::cin) {
    std::cin.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
  }
  return text;
}

}  // namespace

bool IsTool(std::string_view word) {
  return word == "quantize" || word == "compare" || word == "measure";
}

int RunTool(int argc, char** argv) {
  CLI::App app{"Works on model files; says how far it is in lines of JSON."};
  QuantizeToolOptions quantize;
  CompareToolOptions compare;
  CompareToolOptions measure;
  pid_t parent = 0;
  CLI::App* quantizing = app.add_subcommand("quantize", "writes a model with fewer bits");
  AddQuantize(*quantizing, quantize);
  CLI::App* comparing = app.add_subcommand("compare", "measures what a quantised model lost");
  AddCompare(*comparing, compare);
  CLI::App* measuring = app.add_subcommand("measure", "measures how fast a model is here");
  measuring->add_option("FILE", measure.source, "GGUF file")->required();
  measuring->add_option("--rounds", measure.rounds, "the best counts")->check(CLI::Range(1, 20));
  AddThreads(*measuring, measure.threads);
  for (CLI::App* one : {quantizing, comparing, measuring}) {
    one->add_option("--end-with", parent, "Ends when this process does");
  }
  app.require_subcommand(1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  }
  SetLogLevel(LogLevel::kError);  // what libllama warns of is no news to whoever asked for it
  signal(SIGINT, RemoveAndEnd);
  signal(SIGTERM, RemoveAndEnd);
  if (parent != 0 && (::prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || ::getppid() != parent)) return 0;
  const ToolProgress progress = SayProgress();
  if (quantizing->parsed()) return Finish(QuantizeTool(quantize, progress));
  return Finish(CompareTool(comparing->parsed() ? compare : measure, progress));
}

Result<std::string> ReadTextAt(const std::string& place) {
  if (place == "-") {
    std::string given = ReadStandardInput();
    if (!CutToUtf8(given)) return NoUtf8("standard input");
    return given;
  }
  std::vector<fs::path> files = {place};
  std::error_code failed;
  if (fs::is_directory(place, failed)) {
    files.clear();
    for (const auto& entry : fs::directory_iterator(place, failed)) {
      const std::string kind = entry.path().extension();
      if (kind == ".txt" || kind == ".md") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
  }
  std::string text;
  for (const fs::path& path : files) {
    WY_TRY(const auto file, PosixFileSystem().Open(path));
    const std::uint64_t bytes = std::min(file->Size(), kMostTextBytes - text.size());
    WY_TRY(std::string more, file->ReadAt(0, static_cast<std::size_t>(bytes)));
    if (CutToUtf8(more)) {
      text += more + "\n";
    } else if (files.size() == 1) {
      return NoUtf8(path.string());
    }
    if (text.size() >= kMostTextBytes) break;
  }
  if (!text.empty()) return text;
  return Error{ErrorCode::kNotFound, "'" + place + "' has no text (.txt or .md files in UTF-8)",
               "“" + place + "”中没有文本（UTF-8 编码的 .txt 或 .md 文件）"};
}

std::uint32_t ThreadsOr(std::uint32_t threads) {
  return threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

void RemoveWhenEnded(const std::string& file) {
  if (file.size() < passing_file.size()) std::strcpy(passing_file.data(), file.c_str());
}

}  // namespace wenyuan::model
