#include <algorithm>
#include <boost/json.hpp>

#include "problems.h"
#include "wenyuan/eval/question_file.h"

namespace wenyuan::eval {
namespace {

namespace json = boost::json;

constexpr std::int64_t kHighestGrade = 100;

// Why a line is no question.
struct Fault {
  std::string message;
  std::string message_zh;
};
template <typename T>
using Read = tl::expected<T, Fault>;

tl::unexpected<Fault> Wrong(std::string message, std::string message_zh) {
  return tl::unexpected(Fault{std::move(message), std::move(message_zh)});
}

std::optional<std::string> AsText(const json::value* value) {
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return std::nullopt;
}

// nullopt for what is no whole number of 0 … most.
std::optional<std::int64_t> AsNumber(const json::value* value, std::int64_t most) {
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  const std::int64_t number = value->get_int64();
  return number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

Read<WantedDocument> ReadWanted(const json::value& item) {
  WantedDocument wanted;
  if (auto name = AsText(&item)) {
    wanted.document = *std::move(name);
    return wanted;
  }
  const json::object* const object = item.if_object();
  auto name = object == nullptr ? std::nullopt : AsText(object->if_contains("document"));
  if (!name) {
    return Wrong("has something in \"relevant\" that names no document",
                 "的“relevant”里有一项没有指明文档");
  }
  wanted.document = *std::move(name);
  if (const json::value* grade = object->if_contains("grade")) {
    const auto number = AsNumber(grade, kHighestGrade);
    if (!number) return Wrong("has a grade that is not 0 to 100", "的等级不是 0 到 100 的整数");
    wanted.grade = static_cast<int>(*number);
  }
  if (const json::value* page = object->if_contains("page")) {
    const auto number = AsNumber(page, 1'000'000);
    if (!number) return Wrong("has a page that is no number", "的页码不是数字");
    wanted.page = static_cast<std::uint32_t>(*number);
  }
  return wanted;
}

Read<std::vector<WantedDocument>> ReadRelevant(const json::value* value) {
  std::vector<WantedDocument> relevant;
  if (value == nullptr || value->is_null()) return relevant;
  if (const json::object* grades = value->if_object()) {
    for (const auto& member : *grades) {
      const auto grade = AsNumber(&member.value(), kHighestGrade);
      if (!grade) return Wrong("has a grade that is not 0 to 100", "的等级不是 0 到 100 的整数");
      relevant.push_back({std::string(member.key()), static_cast<int>(*grade), 0});
    }
    return relevant;
  }
  if (!value->is_array()) {
    return Wrong("has a \"relevant\" that is no list", "的“relevant”不是列表");
  }
  for (const json::value& item : value->get_array()) {
    auto wanted = ReadWanted(item);
    if (!wanted) return tl::unexpected(std::move(wanted).error());
    relevant.push_back(*std::move(wanted));
  }
  return relevant;
}

Read<QuestionLine> ReadLine(std::string_view line) {
  json::error_code failed;
  const json::value value = json::parse({line.data(), line.size()}, failed);
  const json::object* const object = value.if_object();
  if (failed || object == nullptr) return Wrong("is no JSON object", "不是 JSON 对象");
  QuestionLine question;
  auto text = AsText(object->if_contains("text"));
  if (!text) return Wrong("has no text \"text\"", "缺少文本字段“text”");
  question.text = *std::move(text);
  question.id = AsText(object->if_contains("id")).value_or("");
  question.language = AsText(object->if_contains("language")).value_or("");
  auto relevant = ReadRelevant(object->if_contains("relevant"));
  if (!relevant) return tl::unexpected(std::move(relevant).error());
  question.relevant = *std::move(relevant);
  if (const json::value* answers = object->if_contains("answers"); answers && !answers->is_null()) {
    if (!answers->is_array()) {
      return Wrong("has \"answers\" that are no list", "的“answers”不是列表");
    }
    for (const json::value& item : answers->get_array()) {
      auto answer = AsText(&item);
      if (!answer) {
        return Wrong("has something in \"answers\" that is no text", "的“answers”里有非文本内容");
      }
      question.answers.push_back(*std::move(answer));
    }
  }
  if (const json::value* refuse = object->if_contains("refuse"); refuse && !refuse->is_null()) {
    if (!refuse->is_bool()) {
      return Wrong("has a \"refuse\" that is neither true nor false",
                   "的“refuse”既不是 true 也不是 false");
    }
    question.must_refuse = refuse->get_bool();
  }
  return question;
}

}  // namespace

Result<QuestionFormat> QuestionFormatFromName(std::string_view name) {
  if (name == "jsonl") return QuestionFormat::kJsonLines;
  if (name == "csv") return QuestionFormat::kCsv;
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' is no format of questions; use csv or jsonl",
               "“" + std::string(name) + "”不是问题文件的格式；请使用 csv 或 jsonl"};
}

QuestionFile ReadQuestionLines(std::string_view text, std::size_t most_questions) {
  QuestionFile file;
  text = WithoutByteOrderMark(text);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto question = ReadLine(line);
    if (!question) {
      Complain(file, number, question.error().message, question.error().message_zh);
      continue;
    }
    question->line = number;
    if (!Take(file, *std::move(question), most_questions)) break;
  }
  return file;
}

std::string WriteQuestionLines(const std::vector<QuestionLine>& questions) {
  std::string text;
  for (const QuestionLine& question : questions) {
    json::object object;
    if (!question.id.empty()) object["id"] = question.id;
    object["text"] = question.text;
    if (!question.answers.empty()) {
      object["answers"] = json::array(question.answers.begin(), question.answers.end());
    }
    if (!question.relevant.empty()) {
      json::array relevant;
      for (const WantedDocument& wanted : question.relevant) {
        if (wanted.grade == 1 && wanted.page == 0) {
          relevant.emplace_back(wanted.document);
          continue;
        }
        json::object item{{"document", wanted.document}};
        if (wanted.grade != 1) item["grade"] = wanted.grade;
        if (wanted.page != 0) item["page"] = wanted.page;
        relevant.push_back(std::move(item));
      }
      object["relevant"] = std::move(relevant);
    }
    if (question.must_refuse) object["refuse"] = true;
    if (!question.language.empty()) object["language"] = question.language;
    text += json::serialize(object) + "\n";
  }
  return text;
}

}  // namespace wenyuan::eval
