#include "model_quantize.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "../data_folder.h"
#include "../json.h"
#include "../models/model_store.h"
#include "../models/model_tool.h"
#include "../quantity.h"
#include "named_model.h"
#include "quantize_report.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

// "qwen-7b-f16" is "qwen-7b" in another mix; so is the first part of a split file.
std::string PlainName(const fs::path& file) {
  std::string name = file.stem().string();
  if (const std::size_t part = name.find("-00001-of-"); part != std::string::npos) {
    name.resize(part);
  }
  static constexpr std::array kKinds = {"f32",  "fp32", "f16",    "fp16",   "bf16",   "q8_0",
                                        "q6_k", "q4_0", "q5_k_m", "q4_k_m", "q4_k_s", "q4_1"};
  std::string lower = name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  for (const std::string kind : kKinds) {
    if (lower.size() <= kind.size() + 1 || !lower.ends_with(kind)) continue;
    const char before = lower[lower.size() - kind.size() - 1];
    if (before == '-' || before == '.') name.resize(lower.size() - kind.size() - 1);
  }
  return name;
}

std::vector<std::string> ToolArguments(const fs::path& source, const QuantizeOptions& options) {
  std::vector<std::string> arguments = {"quantize", source.string()};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) arguments.insert(arguments.end(), {std::string(name) + "=" + value});
  };
  add("--to", options.to);
  add("--mix", options.mix);
  for (const std::string& rule : options.rules) add("--tensor", rule);
  return arguments;
}

// Where it is written first, and where it shall be.
struct Target {
  fs::path file;
  bool in_store = false;
  fs::path name;  // in the store
};

Result<Target> TargetOf(Session& session, const QuantizeOptions& options, const fs::path& source,
                        const std::string& mix) {
  Target target;
  if (!options.output.empty()) {
    target.file = target.name = options.output;
    return target;
  }
  const fs::path models = fs::absolute(DataLayout{session.config().data}.models());
  const std::string name = PlainName(source) + "-" + mix + ".gguf";
  target.in_store = true;
  target.name = models / name;
  // Beside the others, where no one looks for models before it is whole and its hash is known.
  target.file = models / ".new" / name;
  std::error_code ignored;
  if (!options.replace && fs::exists(target.name, ignored)) {
    return Error{ErrorCode::kConflict,
                 "'" + target.name.string() + "' is there already; remove it, or say --replace",
                 "“" + target.name.string() + "”已存在；请先删除，或使用 --replace"};
  }
  if (!options.dry_run) WY_CHECK(PosixFileSystem().CreateDirectories(models / ".new"));
  return target;
}

// Into the store, with its hash, when it belongs there.
Result<void> Keep(Session& session, const Target& target, bool replace) {
  if (!target.in_store) return {};
  ModelStore store(PosixFileSystem(), target.name.parent_path());
  std::error_code ignored;
  if (replace && fs::exists(target.name, ignored)) {
    WY_CHECK(store.Remove(target.name.filename().string()));
  }
  const auto kept =
      store.Import(target.file, /*link=*/true, [&](std::uint64_t done, std::uint64_t all) {
        session.terminal().Progress(
            "SHA-256 " + FormatShare(static_cast<double>(done), static_cast<double>(all)));
      });
  session.terminal().EndProgress();
  fs::remove(target.file, ignored);
  if (!kept) return kept.error();
  return {};
}

void SayPlan(Session& session, const json::object& plan) {
  Terminal& terminal = session.terminal();
  if (terminal.json()) return;
  terminal.Line(PlanTable(plan, terminal));
  if (FlagOf(json::value(plan), "rounded_again")) {
    terminal.Note(terminal.Say(
        "The source is quantised already: what it has lost does not come back, and rounding twice "
        "loses more than once. Take an F16 or BF16 source where there is one.",
        "源模型已经过量化：已损失的精度无法恢复，再次量化会损失更多。如有 F16 或 BF16 "
        "源文件，请使用它。"));
  }
}

Result<json::object> Quantize(Session& session, const QuantizeOptions& options) {
  Terminal& terminal = session.terminal();
  WY_TRY(const Installation installation, FindInstallation());
  WY_TRY(const fs::path source, ModelNamed(session, options.source));
  WY_CHECK(gguf::CheckModel(source));
  ModelToolCall call;
  call.program = installation.model_server;
  call.arguments = ToolArguments(source, options);
  ModelToolCall plan_call = call;
  plan_call.arguments.emplace_back("--dry-run");
  WY_TRY(json::object plan, RunModelTool(plan_call, {}));
  const std::string mix = TextOf(json::value(plan), "mix");
  WY_TRY(const Target target, TargetOf(session, options, source, mix));
  SayPlan(session, plan);
  plan["file"] = target.name.string();
  plan["dry_run"] = options.dry_run;
  if (options.dry_run) return plan;
  if (!options.library.empty()) {
    WY_TRY(call.input, LibraryText(session, options.library));
    call.arguments.emplace_back("--importance=-");
  } else if (!options.importance.empty()) {
    call.arguments.push_back("--importance=" + options.importance);
  }
  if (options.replace) call.arguments.emplace_back("--replace");
  call.arguments.push_back(target.file.string());
  auto done = RunModelTool(call, ShowToolProgress(terminal));
  terminal.EndProgress();
  if (!done) return done.error();
  WY_CHECK(Keep(session, target, options.replace));
  (*done)["file"] = target.name.string();
  (*done)["dry_run"] = false;
  return *std::move(done);
}

}  // namespace

int RunModelQuantize(Session& session, const QuantizeOptions& options) {
  Terminal& terminal = session.terminal();
  auto done = Quantize(session, options);
  if (!done) return FailOnModel(session, done.error());
  const std::string file = TextOf(json::value(*done), "file");
  if (!terminal.json()) {
    terminal.Line(std::string(options.dry_run ? terminal.Say("Would be written: ", "将写入：")
                                              : terminal.Say("Written: ", "已写入：")) +
                  file);
  }
  if (!options.dry_run && options.report) {
    CompareOptions compare = options.compare;
    compare.source = options.source;
    compare.quantised = file;
    if (compare.library.empty()) compare.library = options.library;
    const auto comparison = Compare(session, compare);
    if (!comparison) return FailOnModel(session, comparison.error());
    if (!terminal.json()) terminal.Line("\n" + ComparisonText(*comparison, terminal));
    (*done)["report"] = *comparison;
    (*done)["expected"] = ExpectedJson();
  }
  if (terminal.json()) terminal.Line(Pretty(*done));
  return 0;
}

}  // namespace wenyuan::app
