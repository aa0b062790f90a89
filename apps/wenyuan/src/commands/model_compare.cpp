#include <algorithm>

#include "../data_folder.h"
#include "../json.h"
#include "../models/model_tool.h"
#include "commands.h"
#include "model_quantize.h"
#include "named_model.h"
#include "quantize_report.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t kEnoughText = std::size_t{512} << 10U;
constexpr std::size_t kMostOfADocument = std::size_t{32} << 10U;

// Texts and questions that come with the program.
fs::path Supplied(const Installation& installation, const char* name) {
  return installation.dictionary_folder.parent_path() / "quantisation" / name;
}

}  // namespace

Result<std::string> LibraryText(Session& session, const std::string& library) {
  WY_TRY(ApiClient * api, session.Api());
  WY_TRY(const std::string id, LibraryId(*api, library));
  WY_TRY(const json::value page,
         api->Get("/api/v1/documents", {{"library", id}, {"state", "ready"}, {"limit", "1000"}}));
  std::string text;
  for (const json::value& document : ListOf(page, "documents")) {
    if (text.size() >= kEnoughText) break;
    WY_TRY(const json::value answer,
           api->Get("/api/v1/documents/" + TextOf(document, "document_id") + "/revisions/" +
                    std::to_string(IntegerOf(document, "revision")) + "/chunks"));
    std::string one;
    for (const json::value& chunk : ListOf(answer, "chunks")) {
      if (one.size() >= kMostOfADocument) break;
      one += TextOf(chunk, "text") + "\n";
    }
    text += one;
  }
  if (!text.empty()) return text;
  return Error{ErrorCode::kNotFound, "the library '" + library + "' has no text yet",
               "知识库“" + library + "”还没有文本"};
}

Result<json::object> Compare(Session& session, const CompareOptions& options) {
  WY_TRY(const Installation installation, FindInstallation());
  WY_TRY(const fs::path source, ModelNamed(session, options.source));
  WY_TRY(const fs::path quantised, ModelNamed(session, options.quantised));
  const std::int64_t threads =
      options.threads > 0 ? options.threads : session.config().generator.threads;
  ModelToolCall call;
  call.program = installation.model_server;
  call.arguments = {"compare", source.string(), quantised.string(),
                    "--threads=" + std::to_string(threads),
                    "--tokens=" + std::to_string(options.tokens)};
  if (!options.library.empty()) {
    WY_TRY(call.input, LibraryText(session, options.library));
    call.arguments.emplace_back("--text=-");
  } else {
    call.arguments.push_back("--text=" + (options.text.empty()
                                              ? Supplied(installation, "texts").string()
                                              : options.text));
  }
  call.arguments.push_back("--questions=" + (options.questions.empty()
                                                 ? Supplied(installation, "questions.txt").string()
                                                 : options.questions));
  auto done = RunModelTool(call, ShowToolProgress(session.terminal()));
  session.terminal().EndProgress();
  return done;
}

int RunModelCompare(Session& session, const CompareOptions& options) {
  Terminal& terminal = session.terminal();
  auto comparison = Compare(session, options);
  if (!comparison) return FailOnModel(session, comparison.error());
  if (terminal.json()) {
    (*comparison)["expected"] = ExpectedJson();
    terminal.Line(Pretty(*comparison));
  } else {
    terminal.Line(ComparisonText(*comparison, terminal));
  }
  return 0;
}

}  // namespace wenyuan::app
