#include "entities.h"

#include <algorithm>
#include <cmath>

#include "../words.h"
#include "phrases.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

// Of a thing named one turn earlier, beside one of the last turn.
constexpr double kRecency = 0.6;
constexpr double kOfAnAnswer = 0.8;  // beside what was asked about
// What an answer names for the first time is often what it gives: 推荐您去讲礼驴肉馆.
constexpr double kNewInAnAnswer = 1.5;
constexpr double kMeasured = 0.3;  // 100元, 评分4.5分: said of things, and no thing
constexpr double kOfAName = 1.6;
constexpr double kHoldsTheNoun = 2.5;
constexpr double kEndsAsTheNoun = 1.8;
constexpr std::size_t kAnswerRead = 400;  // bytes: what an answer is about stands at its beginning

std::string_view LastCharacter(std::string_view text) {
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    last = at;
    text::NextCharacter(text, at);
  }
  return text.substr(last);
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool HasLatin(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

double LikeTheNoun(std::string_view text, std::string_view noun) {
  if (noun.empty()) return 1;
  if (text.find(noun) != std::string_view::npos && text != noun) return kHoldsTheNoun;
  return LastCharacter(text) == LastCharacter(noun) && text != noun ? kEndsAsTheNoun : 1;
}

// The beginning of an answer, not cut inside a character.
std::string_view Beginning(std::string_view answer) {
  if (answer.size() <= kAnswerRead) return answer;
  std::size_t end = kAnswerRead;
  while (end > 0 && (static_cast<unsigned char>(answer[end]) & 0xC0U) == 0x80U) --end;
  return answer.substr(0, end);
}

class Collector {
 public:
  Collector(const text::Analyzer& analyzer, std::string_view question, std::string_view noun)
      : analyzer_(analyzer), question_(Lower(question)), noun_(noun) {}

  // `known`: what was said before the text.
  void Read(std::string_view text, double weight, std::string_view known) {
    for (const Phrase& phrase : PhrasesOf(analyzer_, text)) {
      const std::string_view words =
          text.substr(phrase.range.begin, phrase.range.end - phrase.range.begin);
      if (text::CountCharacters(words) < 2 || IsNumber(words)) continue;
      if (question_.find(Lower(words)) != std::string::npos) continue;
      double salience = weight * LikeTheNoun(words, noun_);
      if (HasDigit(words) && !HasLatin(words)) {
        salience *= kMeasured;
      } else if (phrase.name) {
        salience *= kOfAName;
        if (!known.empty() && known.find(words) == std::string_view::npos) {
          salience *= kNewInAnAnswer;
        }
      }
      Add(words, salience);
    }
  }

  std::vector<Entity> Take() {
    std::stable_sort(
        entities_.begin(), entities_.end(),
        [](const Entity& left, const Entity& right) { return left.salience > right.salience; });
    return std::move(entities_);
  }

 private:
  void Add(std::string_view text, double salience) {
    const auto known = std::find_if(entities_.begin(), entities_.end(),
                                    [text](const Entity& one) { return one.text == text; });
    if (known != entities_.end()) {
      known->salience += salience;
    } else {
      entities_.push_back({std::string(text), salience});
    }
  }

  const text::Analyzer& analyzer_;
  const std::string question_;
  const std::string_view noun_;
  std::vector<Entity> entities_;
};

}  // namespace

std::vector<Entity> EntitiesOf(const text::Analyzer& analyzer, std::span<const Turn> turns,
                               std::string_view question, std::string_view noun) {
  Collector collector(analyzer, question, noun);
  double recency = 1;
  for (std::size_t i = turns.size(); i > 0; --i) {
    const Turn& turn = turns[i - 1];
    collector.Read(turn.question, recency, {});
    collector.Read(Beginning(turn.answer), recency * kOfAnAnswer, turn.question);
    recency *= kRecency;
  }
  return collector.Take();
}

}  // namespace wenyuan::answer
