#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "../commands/commands.h"
#include "../commands/mcp.h"
#include "../commands/model_commands.h"
#include "../commands/model_quantize.h"
#include "../commands/plan_command.h"
#include "../commands/summary_commands.h"

namespace wenyuan::app {

// What every command takes.
struct CommonOptions {
  std::string data;
  std::string config;
  std::string language;
  bool json = false;
};

// The parser of the command line and what it fills. Commands set `run`.
struct CommandLine {
  explicit CommandLine(Language help_language) : language(help_language) {}

  std::string Say(std::string_view english, std::string_view chinese) const {
    return std::string(language == Language::kChinese ? chinese : english);
  }

  const Language language;
  CommonOptions common;
  ServeOptions serve;
  ImportOptions import;
  QueryOptions query;  // without its text, which comes in words
  std::vector<std::string> question;
  DocumentsOptions documents;
  std::string document;
  std::vector<std::string> document_list;
  ReadersOptions readers;
  UnlockOptions unlock;
  RecogniseOptions recognise;
  std::string library_name;
  GrantOptions grant;
  UserOptions user;
  WordsOptions words;
  FaqOptions faq;
  EvalOptions eval;
  EvalSetOptions eval_set;
  EvalTuneOptions eval_tune;
  ModelOptions model;
  QuantizeOptions quantize;
  CompareOptions compare;
  PlanOptions plan;
  SummarizeOptions summarize;
  ClassifyOptions classify;
  McpOptions mcp;
  std::function<int(Session&)> run;
};

// Adds a command; `examples` stand below its help.
CLI::App* Command(CLI::App& parent, CommandLine& line, const std::string& name,
                  const std::string& what, const std::string& examples,
                  std::function<int(Session&)> run);

// `wenyuan eval …`.
void AddEvaluation(CLI::App& app, CommandLine& line);
// `wenyuan faq …`.
void AddFaq(CLI::App& app, CommandLine& line);
// `wenyuan model …`.
void AddModels(CLI::App& app, CommandLine& line);
// `wenyuan model quantize` and `compare`.
void AddQuantize(CLI::App& model, CommandLine& line);
// `wenyuan summarize` and `wenyuan classify`.
void AddSummaries(CLI::App& app, CommandLine& line);
// `wenyuan plan`.
void AddPlan(CLI::App& app, CommandLine& line);

}  // namespace wenyuan::app
