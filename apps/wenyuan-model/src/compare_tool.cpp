#include <boost/json.hpp>
#include <filesystem>
#include <optional>
#include <sstream>

#include "tool.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostQuestions = 200;

// A question a line; a line of JSON gives its "question".
Result<std::vector<std::string>> ReadQuestions(const std::string& file) {
  WY_TRY(const std::string text, ReadTextAt(file));
  std::vector<std::string> questions;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && questions.size() < kMostQuestions;) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    if (line.front() == '{') {
      boost::system::error_code failed;
      const json::value parsed = json::parse(line, failed);
      const json::value* question = failed ? nullptr : parsed.as_object().if_contains("question");
      if (question == nullptr || !question->is_string()) {
        return Error{ErrorCode::kInvalidArgument,
                     "a line of '" + file + "' has no \"question\": " + line.substr(0, 60),
                     "“" + file + "”中有一行没有 \"question\"：" + line.substr(0, 60)};
      }
      line = question->as_string();
    }
    questions.push_back(std::move(line));
  }
  if (!questions.empty()) return questions;
  return Error{ErrorCode::kInvalidArgument, "'" + file + "' has no question",
               "“" + file + "”中没有问题"};
}

json::object ModelJson(const Measured& measured, const std::string& file, const Speed& speed) {
  const auto& info = measured.model->info();
  return {{"file", file},
          {"description", info.description},
          {"parameters", info.parameters},
          {"bytes", info.bytes},
          {"prompt_tokens", speed.prompt_tokens},
          {"prefill_tokens_per_second", speed.prefill},
          {"decode_tokens_per_second", speed.decode}};
}

json::object TextJson(const TextDifference& difference) {
  return {{"tokens", difference.tokens},
          {"perplexity_source", difference.perplexity_source},
          {"perplexity_source_error", difference.perplexity_error},
          {"perplexity_quantised", difference.perplexity_other},
          {"log_perplexity_change", difference.change},
          {"log_perplexity_change_error", difference.change_error},
          {"kl_divergence", difference.divergence},
          {"kl_divergence_error", difference.divergence_error},
          {"kl_divergence_99", difference.divergence_99},
          {"same_most_likely", difference.same_first}};
}

json::object AnswersJson(const std::vector<AnswerPair>& pairs) {
  json::array list;
  std::uint64_t same = 0;
  std::uint64_t tokens = 0;
  std::uint64_t same_tokens = 0;
  for (const AnswerPair& pair : pairs) {
    same += pair.same ? 1U : 0U;
    tokens += pair.tokens;
    same_tokens += pair.same_tokens;
    list.push_back(json::object{{"question", pair.question},
                                {"source", pair.source},
                                {"quantised", pair.other},
                                {"tokens", pair.tokens},
                                {"same_tokens", pair.same_tokens},
                                {"same", pair.same}});
  }
  return {{"questions", pairs.size()},
          {"same", same},
          {"tokens", tokens},
          {"same_tokens", same_tokens},
          {"list", std::move(list)}};
}

}  // namespace

Result<json::object> CompareTool(const CompareToolOptions& options, const ToolProgress& progress) {
  // What a person named wrongly shall be said before minutes have passed.
  std::string text;
  if (!options.text.empty()) {
    WY_TRY(text, ReadTextAt(options.text));
  }
  std::vector<std::string> questions;
  if (!options.questions.empty()) {
    WY_TRY(questions, ReadQuestions(options.questions));
  }
  const std::uint32_t threads = ThreadsOr(options.threads);
  progress("load", 0, 1);
  WY_TRY(Measured source, LoadMeasured(options.source, threads));
  std::optional<Measured> other;
  if (!options.other.empty()) {
    WY_TRY(other, LoadMeasured(options.other, threads));
  }
  json::object result{{"threads", threads}, {"processor", source.model->info().processor}};
  Speed source_speed;
  Speed other_speed;
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    progress("speed", round, options.rounds);
    WY_CHECK(MeasureSpeed(source, source_speed));
    if (other) WY_CHECK(MeasureSpeed(*other, other_speed));
  }
  result["source"] = ModelJson(source, options.source, source_speed);
  if (!other) return result;
  result["quantised"] = ModelJson(*other, options.other, other_speed);
  if (!text.empty()) {
    WY_TRY(const auto difference, CompareText(source, *other, text, options.text_tokens, progress));
    result["text"] = TextJson(difference);
  }
  if (!questions.empty()) {
    WY_TRY(const auto pairs,
           CompareAnswers(source, *other, questions, options.answer_tokens, progress));
    result["answers"] = AnswersJson(pairs);
  }
  return result;
}

}  // namespace wenyuan::model
