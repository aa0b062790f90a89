#include "conversation.h"

#include <string>
#include <utility>
#include <variant>

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostTurns = 200;
constexpr std::size_t kMostBytes = std::size_t{256} << 10U;

Error Wrong(std::string_view name, std::size_t turn, const Error& why) {
  const std::string number = std::to_string(turn + 1);
  return {
      ErrorCode::kInvalidArgument,
      "turn " + number + " of the member '" + std::string(name) + "' is wrong: " + why.message,
      "字段“" + std::string(name) + "”的第 " + number + " 轮有误：" + why.In(Language::kChinese)};
}

Result<answer::Turn> ReadTurn(const Json& item) {
  if (!std::holds_alternative<Json::Object>(item.value())) {
    return Error{ErrorCode::kInvalidArgument, "it must be an object with 'question' and 'answer'",
                 "必须是含有“question”和“answer”的对象"};
  }
  WY_TRY(const Members turn, Members::Of(item, {"question", "answer"}));
  WY_TRY(std::string question, turn.RequiredText("question"));
  WY_TRY(auto answer, turn.Text("answer"));
  return answer::Turn{std::move(question), answer.value_or("")};
}

}  // namespace

Result<std::vector<answer::Turn>> ReadConversation(const Members& body, std::string_view name) {
  std::vector<answer::Turn> turns;
  WY_TRY(const auto items, body.Items(name));
  if (!items) return turns;
  const std::string member(name);
  if (items->size() > kMostTurns) {
    return Error{ErrorCode::kInvalidArgument,
                 "the member '" + member + "' has more than " + std::to_string(kMostTurns) +
                     " turns; only the last ones are looked at, so leave out the oldest",
                 "字段“" + member + "”超过 " + std::to_string(kMostTurns) +
                     " 轮；只会用到最近几轮，请省去较早的内容"};
  }
  std::size_t bytes = 0;
  for (const Json& item : *items) {
    auto turn = ReadTurn(item);
    if (!turn) return Wrong(name, turns.size(), turn.error());
    bytes += turn->question.size() + turn->answer.size();
    turns.push_back(*std::move(turn));
  }
  if (bytes > kMostBytes) {
    return Error{ErrorCode::kInvalidArgument,
                 "the member '" + member + "' is longer than " + std::to_string(kMostBytes) +
                     " bytes; only the last turns are looked at, so leave out the oldest",
                 "字段“" + member + "”超过 " + std::to_string(kMostBytes) +
                     " 字节；只会用到最近几轮，请省去较早的内容"};
  }
  return turns;
}

}  // namespace wenyuan::api
