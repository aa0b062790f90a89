#include "phrases.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "../question/question_type.h"
#include "../words.h"
#include "segments.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// Words that carry a request and are no part of a name.
constexpr std::array kLight = {
    "好"sv,    "好的"sv,  "推荐"sv, "帮"sv,    "帮忙"sv,  "找"sv,     "查"sv,      "查询"sv,
    "看"sv,    "说"sv,    "谢谢"sv, "抱歉"sv,  "你好"sv,  "您好"sv,   "游玩"sv,    "用餐"sv,
    "住宿"sv,  "入住"sv,  "吃饭"sv, "吃"sv,    "住"sv,    "玩"sv,     "符合"sv,    "要求"sv,
    "满足"sv,  "条件"sv,  "结束"sv, "打算"sv,  "希望"sv,  "觉得"sv,   "认为"sv,    "属于"sv,
    "使用"sv,  "进行"sv,  "包括"sv, "包含"sv,  "享有"sv,  "规定"sv,   "建议"sv,    "不错"sv,
    "喜欢"sv,  "看过"sv,  "听说"sv, "听过"sv,  "觉"sv,    "发"sv,     "给我"sv,    "谢"sv,
    "嗯"sv,    "对了"sv,  "那"sv,   "家"sv,    "这家"sv,  "那家"sv,   "这部"sv,    "那部"sv,
    "这首"sv,  "那首"sv,  "这种"sv, "那种"sv,  "这项"sv,  "那项"sv,   "这款"sv,    "它家"sv,
    "get"sv,   "gets"sv,  "give"sv, "given"sv, "need"sv,  "needs"sv,  "want"sv,    "know"sv,
    "make"sv,  "made"sv,  "take"sv, "takes"sv, "go"sv,    "goes"sv,   "say"sv,     "says"sv,
    "use"sv,   "used"sv,  "uses"sv, "work"sv,  "works"sv, "happen"sv, "happens"sv, "mean"sv,
    "means"sv, "let"sv,   "like"sv, "find"sv,  "show"sv,  "sorry"sv,  "thanks"sv,  "allowed"sv,
    "there"sv, "every"sv, "per"sv};
constexpr std::array kOpening = {"《"sv, "「"sv, "“"sv, "『"sv, "【"sv};
constexpr std::array kClosing = {"》"sv, "」"sv, "”"sv, "』"sv, "】"sv};
// Marks that may stand inside a name.
constexpr std::u32string_view kInside = U"·•()（）-－'&.＆";
// A number with one of these is a phrase of its own: 2019年, 15天.
constexpr std::u32string_view kUnits = U"年月日号元天岁版届期";
// They join two things, or begin the name of one: 年假和病假, 和颐酒店.
constexpr std::array kJoining = {"和"sv, "与"sv, "同"sv, "及"sv};

std::string_view Part(std::string_view text, const Segment& segment) {
  return text.substr(segment.range.begin, segment.range.end - segment.range.begin);
}

bool Breaks(std::string_view text, const Segment& word) {
  const std::string lower = Lower(Part(text, word));
  return text::IsFunctionWord(word.term) || text::IsFunctionWord(lower) ||
         std::find(kLight.begin(), kLight.end(), word.term) != kLight.end() ||
         std::find(kLight.begin(), kLight.end(), std::string_view(lower)) != kLight.end();
}

// Whether nothing but marks of names stands between two words.
bool Together(std::string_view text, const Segment& left, const Segment& right) {
  for (std::size_t at = left.range.end; at < right.range.begin;) {
    const char32_t c = text::NextCharacter(text, at);
    const bool blank = c == U' ' && !left.han && !right.han;
    if (!blank && kInside.find(c) == std::u32string_view::npos) return false;
  }
  return true;
}

bool IsNumber(std::string_view text, const Segment& segment) {
  const std::string_view part = Part(text, segment);
  return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether segment `i` is a number with its unit behind it.
bool IsMeasured(std::string_view text, std::span<const Segment> words, std::size_t i) {
  if (!IsNumber(text, words[i]) || i + 1 >= words.size()) return false;
  std::size_t at = words[i].range.end;
  return at == words[i + 1].range.begin &&
         kUnits.find(text::NextCharacter(text, at)) != std::u32string_view::npos;
}

bool HasCapitalOrDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

bool LooksLikeAName(std::string_view text, std::span<const Segment> words) {
  const bool begins_it = words.front().range.begin == 0;
  for (const Segment& word : words) {
    const std::string_view part = Part(text, word);
    const bool first = begins_it && &word == &words.front();
    if (!word.han && HasCapitalOrDigit(part.substr(first ? 1 : 0))) return true;
  }
  const std::size_t han = static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](const Segment& word) { return word.han; }));
  const bool unknown = std::any_of(words.begin(), words.end(),
                                   [](const Segment& word) { return word.han && !word.known; });
  const bool long_word = std::any_of(words.begin(), words.end(), [text](const Segment& word) {
    return word.han && text::CountCharacters(Part(text, word)) >= 3;  // 颐和园, 国家大剧院
  });
  return unknown || long_word || han >= 3;
}

Phrase MakePhrase(std::string_view text, std::span<const Segment> words) {
  Phrase phrase;
  phrase.range = {words.front().range.begin, words.back().range.end};
  for (const Segment& word : words) phrase.words.push_back(word.range);
  phrase.name = LooksLikeAName(text, words);
  // A bracket that was opened inside is closed with it.
  const std::string_view inside =
      text.substr(phrase.range.begin, phrase.range.end - phrase.range.begin);
  for (const auto& [opened, closed] : {std::pair{"("sv, ")"sv}, std::pair{"（"sv, "）"sv}}) {
    if (inside.find(opened) != std::string_view::npos &&
        inside.find(closed) == std::string_view::npos &&
        text.substr(phrase.range.end).starts_with(closed)) {
      phrase.range.end += closed.size();
    }
  }
  return phrase;
}

struct Quoted {
  text::Range inside;
  std::size_t end = 0;  // behind the closing mark
};

// What stands between quotation marks that open at `at`.
std::optional<Quoted> QuotedAt(std::string_view text, std::size_t at) {
  for (std::size_t i = 0; i < kOpening.size(); ++i) {
    if (!text.substr(at).starts_with(kOpening[i])) continue;
    const std::size_t begin = at + kOpening[i].size();
    const std::size_t end = text.find(kClosing[i], begin);
    if (end == std::string_view::npos || end == begin) return std::nullopt;
    return Quoted{{begin, end}, end + kClosing[i].size()};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Phrase> PhrasesOf(const text::Analyzer& analyzer, std::string_view text) {
  std::vector<Quoted> quoted;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto found = QuotedAt(text, at)) {
      quoted.push_back(*found);
      at = found->end;
    } else {
      text::NextCharacter(text, at);
    }
  }
  const std::vector<Interrogative> asking = InterrogativesIn(text);
  const auto asks = [&asking](const Segment& word) {
    return std::any_of(asking.begin(), asking.end(), [&word](const Interrogative& one) {
      return one.begin < word.range.end && word.range.begin < one.end;
    });
  };
  const std::vector<Segment> words = SegmentsOf(analyzer, text);
  std::vector<Phrase> phrases;
  std::size_t first = 0;
  const auto close = [&](std::size_t last) {
    if (first < last) {
      phrases.push_back(MakePhrase(text, std::span(words).subspan(first, last - first)));
    }
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto in = std::find_if(quoted.begin(), quoted.end(), [&](const Quoted& one) {
      return one.inside.begin <= words[i].range.begin && words[i].range.begin < one.inside.end;
    });
    if (in != quoted.end()) {
      close(i);
      Phrase phrase{in->inside, {}, true};
      for (; i < words.size() && words[i].range.begin < in->inside.end; ++i) {
        phrase.words.push_back(words[i].range);
      }
      phrases.push_back(std::move(phrase));
      first = i;
      --i;
      continue;
    }
    const bool measured = IsMeasured(text, words, i);
    const bool behind_measured = i >= 2 && IsMeasured(text, words, i - 2);
    if (i > first && (measured || behind_measured || !Together(text, words[i - 1], words[i]))) {
      close(i);
      first = i;
    }
    const bool joins = std::find(kJoining.begin(), kJoining.end(),
                                 std::string_view(words[i].term)) != kJoining.end();
    const bool begins_a_name =
        joins && i + 1 < words.size() && words[i + 1].han && !words[i + 1].known;
    if ((Breaks(text, words[i]) && !begins_a_name) || asks(words[i])) {
      close(i);
      first = i + 1;
    }
  }
  close(words.size());
  return phrases;
}

}  // namespace wenyuan::answer
