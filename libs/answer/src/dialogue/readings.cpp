#include "readings.h"

#include <algorithm>

#include "../question/question_type.h"
#include "../words.h"
#include "entities.h"
#include "phrases.h"
#include "substitution.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostReadings = 5;
constexpr std::size_t kMostEntities = 4;

std::string WithPronounsAs(std::string_view question, const std::vector<Pronoun>& pronouns,
                           std::string_view thing) {
  std::string whole;
  std::size_t behind = 0;
  for (const Pronoun& pronoun : pronouns) {
    whole += question.substr(behind, pronoun.range.begin - behind);
    whole += thing;
    if (pronoun.possessive) whole += HasHan(question) ? "的" : "'s";
    behind = pronoun.range.end;
  }
  return whole + std::string(question.substr(behind));
}

// 年假 + 可以顺延吗？, 北京云天酒店 + 的 + 电话是多少？, "how many days" + annual leave.
std::string WithThing(const text::Analyzer& analyzer, std::string_view question,
                      std::string_view thing) {
  if (!HasHan(question)) {
    std::string whole(question);
    while (!whole.empty() && (whole.back() == '?' || whole.back() == ' ')) whole.pop_back();
    return whole + " " + std::string(thing) + "?";
  }
  const std::vector<Phrase> phrases = PhrasesOf(analyzer, question);
  const bool begins_with_a_thing = !phrases.empty() && phrases.front().range.begin == 0;
  return std::string(thing) + (begins_with_a_thing ? "的" : "") + std::string(question);
}

void Keep(std::vector<std::string>& readings, std::string reading, std::string_view question) {
  if (reading == question) return;
  if (std::find(readings.begin(), readings.end(), reading) != readings.end()) return;
  if (readings.size() < kMostReadings) readings.push_back(std::move(reading));
}

std::string Why(std::string_view before) {
  std::string said = WithoutQuestionWords(before);
  for (const std::string_view mark : {"？", "?"}) {
    if (const std::size_t at = said.rfind(mark); at != std::string::npos) said.erase(at);
  }
  return (HasHan(before) ? "为什么" : "why ") + said;
}

}  // namespace

std::vector<std::string> Readings(const text::Analyzer& analyzer, std::string_view question,
                                  const FollowUp& said, std::span<const Turn> turns) {
  std::vector<std::string> readings;
  if (said.lack == Lack::kNothing || turns.empty()) return readings;
  std::vector<Turn> whole(turns.begin(), turns.end());
  for (std::size_t i = 1; i < whole.size(); ++i) {
    const FollowUp then = ReadFollowUp(analyzer, whole[i].question);
    if (then.lack == Lack::kNothing || then.lack == Lack::kPerhaps) continue;
    const auto made =
        Readings(analyzer, whole[i].question, then, std::span(whole).subspan(i - 1, 1));
    if (!made.empty()) whole[i].question = made.front();
  }
  const std::string& before = whole.back().question;
  if (said.lack == Lack::kAll) {
    Keep(readings, said.asks_why ? Why(before) : before, question);
    return readings;
  }
  if (!said.new_thing.empty()) {
    for (std::string& reading : Substitutions(analyzer, before, said)) {
      Keep(readings, std::move(reading), question);
    }
    if (said.lack == Lack::kRest) return readings;
  }
  const std::string_view noun = said.pronouns.empty() ? "" : said.pronouns.front().noun;
  std::vector<Entity> entities = EntitiesOf(analyzer, whole, question, noun);
  if (entities.size() > kMostEntities) entities.resize(kMostEntities);
  for (const Entity& entity : entities) {
    Keep(readings,
         said.lack == Lack::kThing ? WithPronounsAs(question, said.pronouns, entity.text)
                                   : WithThing(analyzer, question, entity.text),
         question);
  }
  return readings;
}

}  // namespace wenyuan::answer
