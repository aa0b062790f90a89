#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>

#include "../json.h"
#include "document_name.h"
#include "summary_commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

// "name" or "name: description", with a colon of either width.
json::object ReadLabel(const std::string& line) {
  const auto trimmed = [](std::string text) {
    text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
    text.erase(text.find_last_not_of(" \t\r") + 1);
    return text;
  };
  constexpr std::string_view kWide = "：";
  std::size_t colon = line.find(": ");
  std::size_t behind = colon == std::string::npos ? 0 : colon + 2;
  if (const std::size_t wide = line.find(kWide); wide < colon) {
    colon = wide;
    behind = wide + kWide.size();
  }
  json::object label{{"name", trimmed(line.substr(0, colon))}};
  if (colon != std::string::npos) label["description"] = trimmed(line.substr(behind));
  return label;
}

Result<json::array> ReadLabels(const ClassifyOptions& options) {
  json::array labels;
  for (const std::string& label : options.labels) labels.emplace_back(ReadLabel(label));
  if (options.label_file.empty()) return labels;
  std::ifstream file(options.label_file);
  if (!file) {
    const std::string path = options.label_file.string();
    return Error{ErrorCode::kNotFound, "cannot read the labels in '" + path + "'",
                 "无法读取标签文件“" + path + "”"};
  }
  for (std::string line; std::getline(file, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos || line.starts_with('#')) continue;
    labels.emplace_back(ReadLabel(line));
  }
  return labels;
}

std::string Percent(double share) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(0) << share * 100 << " %";
  return text.str();
}

void Show(Terminal& terminal, const json::value& found) {
  constexpr std::size_t kShown = 5;
  if (const std::string why = TextOf(found, "without_model"); !why.empty()) {
    terminal.Note(std::string(terminal.Say("Without the model: ", "未使用模型：")) + why);
  }
  terminal.Line(terminal.Bold(TextOf(MemberOf(found, "source"), "title")));
  const json::array& scores = ListOf(found, "scores");
  if (scores.empty() || !FlagOf(scores.front(), "fits")) {
    terminal.Line(std::string(terminal.Say("  none of these", "  以上都不是")) + "  " +
                  Percent(NumberOf(found, "none")));
  }
  for (std::size_t at = 0; at < std::min(kShown, scores.size()); ++at) {
    const json::value& score = scores[at];
    const bool fits = FlagOf(score, "fits");
    const std::string name = TextOf(score, "label");
    const std::string line = "  " + name + "  " + Percent(NumberOf(score, "confidence"));
    terminal.Line(fits ? terminal.Bold(line) : terminal.Dim(line));
    for (const json::value& sentence : ListOf(score, "evidence")) {
      const json::array& citations = ListOf(sentence, "citations");
      const std::int64_t page = citations.empty() ? 0 : IntegerOf(citations.front(), "page");
      terminal.Line("      " + Fit(TextOf(sentence, "text"), 120) + PageMark(terminal, page));
    }
  }
  for (const json::value& tag : ListOf(found, "applied")) {
    const json::string& name = tag.as_string();
    terminal.Line(std::string(terminal.Say("  tagged: ", "  已加标签：")) +
                  std::string(name.data(), name.size()));
  }
}

}  // namespace

int RunClassify(Session& session, const ClassifyOptions& options) {
  Terminal& terminal = session.terminal();
  const auto labels = ReadLabels(options);
  if (!labels) return session.Fail(labels.error());
  if (!options.extractive) session.WantGenerator(options.model);
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  if (const auto ours = CheckModelIsOurs(**api, options.model); !ours) {
    return session.Fail(ours.error());
  }
  session.AwaitEmbedder();
  session.AwaitGenerator();
  json::array all;
  for (std::size_t at = 0; at < options.documents.size(); ++at) {
    terminal.Progress(terminal.Dim(std::string(terminal.Say("classifying ", "正在分类 ")) +
                                   std::to_string(at + 1) + "/" +
                                   std::to_string(options.documents.size())));
    const auto id = DocumentId(**api, options.documents[at]);
    if (!id) return session.Fail(id.error());
    const json::object body{{"document", *id},
                            {"labels", *labels},
                            {"most", options.most},
                            {"extractive", options.extractive},
                            {"apply", options.apply}};
    const auto found = (*api)->Send("POST", "/api/v1/classifications", body);
    terminal.EndProgress();
    if (!found) return session.Fail(found.error());
    if (terminal.json()) {
      all.emplace_back(*found);
    } else {
      Show(terminal, *found);
    }
  }
  if (terminal.json()) terminal.Line(Pretty(all));
  return 0;
}

}  // namespace wenyuan::app
