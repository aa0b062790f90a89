#include "quantize_report.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <cmath>
#include <utility>
#include <vector>

#include "../json.h"
#include "../quantity.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
using Rows = std::vector<std::vector<std::string>>;

struct Expected {
  const char* name;
  const char* size;
  const char* speed;
  const char* loss;
};
// What is commonly said of quantisation, in relation to FP32.
constexpr std::array<Expected, 4> kExpected = {{{"FP32", "100 %", "1x", "0"},
                                                {"BF16", "50 %", "1.2x", "< 0.5 %"},
                                                {"INT8", "25 %", "2.5x", "1–2 %"},
                                                {"4-bit", "12.5 %", "4x", "3–5 %"}}};

// "Q5_0 97 %, Q8_0 3 %", most first; biases and the like are not worth a word.
std::string TypesText(const json::value& types, double values) {
  std::vector<std::pair<double, std::string>> shares;
  for (const auto& [name, count] : types.as_object()) {
    shares.emplace_back(count.to_number<double>() / values, std::string(name));
  }
  std::sort(shares.rbegin(), shares.rend());
  std::string text;
  for (const auto& [share, name] : shares) {
    if (share < 0.005 && !text.empty()) break;
    text += (text.empty() ? "" : ", ") + name;
    if (share < 0.995) text += " " + FormatDecimal(100 * share, 0) + " %";
  }
  return text;
}

std::string ClassText(const std::string& name, const Terminal& terminal) {
  if (terminal.language() == Language::kEnglish) return name;
  if (name == "embeddings") return "词嵌入";
  if (name == "attention") return "注意力";
  if (name == "feed_forward") return "前馈";
  if (name == "experts") return "专家";
  if (name == "shared_experts") return "共享专家";
  if (name == "router") return "路由";
  if (name == "norms") return "归一化";
  if (name == "output") return "输出";
  return "其他";
}

double Member(const json::value& object, std::string_view first, std::string_view second) {
  return NumberOf(MemberOf(object, first), second);
}

std::string Times(double value, double base) {
  return base > 0 ? FormatDecimal(value / base, 2) + "x" : "-";
}

std::string Rate(double rate) { return FormatDecimal(rate, rate < 9.95 ? 2 : rate < 99.5 ? 1 : 0); }

// "+1.2 % ± 0.3 %", from logarithms.
std::string Change(double logarithm, double error) {
  const double percent = 100 * (std::exp(logarithm) - 1);
  return (percent >= 0 ? "+" : "") + FormatDecimal(percent, 2) + " % ± " +
         FormatDecimal(100 * error, 2) + " %";
}

void AddText(const json::value& comparison, const Terminal& terminal, Rows& rows) {
  const auto& text = MemberOf(comparison, "text");
  if (!text.is_object()) return;
  const double tokens = NumberOf(text, "tokens");
  rows.push_back({std::string(terminal.Say("perplexity", "困惑度")),
                  FormatDecimal(NumberOf(text, "perplexity_source"), 3),
                  FormatDecimal(NumberOf(text, "perplexity_quantised"), 3),
                  Change(NumberOf(text, "log_perplexity_change"),
                         NumberOf(text, "log_perplexity_change_error"))});
  rows.push_back({std::string(terminal.Say("KL divergence", "KL 散度")), "-",
                  FormatDecimal(NumberOf(text, "kl_divergence"), 5) + " ± " +
                      FormatDecimal(NumberOf(text, "kl_divergence_error"), 5),
                  std::string(terminal.Say("99 % below ", "99 % 低于 ")) +
                      FormatDecimal(NumberOf(text, "kl_divergence_99"), 3)});
  rows.push_back({std::string(terminal.Say("same most likely token", "首选词元一致")), "-",
                  FormatShare(NumberOf(text, "same_most_likely"), tokens),
                  std::string(terminal.Say("of ", "共 ")) + FormatDecimal(tokens, 0)});
}

void AddAnswers(const json::value& comparison, const Terminal& terminal, Rows& rows) {
  const auto& answers = MemberOf(comparison, "answers");
  if (!answers.is_object()) return;
  rows.push_back({std::string(terminal.Say("same greedy answers", "贪心回答一致")), "-",
                  FormatDecimal(NumberOf(answers, "same"), 0) + " / " +
                      FormatDecimal(NumberOf(answers, "questions"), 0),
                  FormatShare(NumberOf(answers, "same_tokens"), NumberOf(answers, "tokens")) +
                      std::string(terminal.Say(" of tokens before the first difference",
                                               " 的词元在首次不同之前"))});
}

}  // namespace

std::string PlanTable(const json::object& plan, const Terminal& terminal) {
  Rows rows = {{std::string(terminal.Say("weights", "权重")),
                std::string(terminal.Say("number", "数量")),
                std::string(terminal.Say("before", "之前")), "",
                std::string(terminal.Say("after", "之后")), "", ""}};
  const json::value whole(plan);
  for (const json::value& one : ListOf(whole, "classes")) {
    const double values = NumberOf(one, "values");
    const double before = NumberOf(one, "bytes_before");
    const double after = NumberOf(one, "bytes_after");
    rows.push_back({ClassText(TextOf(one, "class"), terminal), FormatCount(values),
                    FormatBytes(before), TypesText(MemberOf(one, "types_before"), values),
                    FormatBytes(after), TypesText(MemberOf(one, "types_after"), values),
                    FormatShare(after, before)});
  }
  const double before = NumberOf(whole, "file_bytes_before");
  const double after = NumberOf(whole, "file_bytes_after");
  rows.push_back({std::string(terminal.Say("file", "文件")),
                  FormatCount(NumberOf(whole, "parameters")), FormatBytes(before), "",
                  FormatBytes(after), "", FormatShare(after, before)});
  return FormatTable(rows);
}

std::string ComparisonText(const json::object& comparison, const Terminal& terminal) {
  const auto say = [&](std::string_view english, std::string_view chinese) {
    return std::string(terminal.Say(english, chinese));
  };
  const json::value all(comparison);
  const auto both = [&](std::string_view name) {
    return std::pair(Member(all, "source", name), Member(all, "quantised", name));
  };
  Rows rows = {{say("measured here", "本机实测"), say("source", "源模型"),
                say("quantised", "量化后"), say("in relation", "对比")}};
  const auto [bytes, bytes_after] = both("bytes");
  rows.push_back({say("weights", "权重"), FormatBytes(bytes), FormatBytes(bytes_after),
                  FormatShare(bytes_after, bytes)});
  const double full = 4 * Member(all, "source", "parameters");
  rows.push_back({say("of FP32's size", "相对 FP32 大小"), FormatShare(bytes, full),
                  FormatShare(bytes_after, full), ""});
  const std::string per_second = say(", tokens/s", "，词元/秒");
  for (const auto& [name, english, chinese] :
       {std::tuple("prefill_tokens_per_second", "prefill", "预填充"),
        std::tuple("decode_tokens_per_second", "decode", "生成")}) {
    const auto [before, after] = both(name);
    rows.push_back(
        {say(english, chinese) + per_second, Rate(before), Rate(after), Times(after, before)});
  }
  AddText(all, terminal, rows);
  AddAnswers(all, terminal, rows);
  std::string text = FormatTable(rows);
  text += terminal.Dim(TextOf(all, "processor") + say(", threads: ", "，线程数：") +
                       FormatDecimal(NumberOf(all, "threads"), 0)) +
          "\n\n";
  Rows expected = {{say("expected, not measured", "一般预期，非实测"), say("size", "大小"),
                    say("speed", "速度"), say("loss", "损失")}};
  for (const Expected& one : kExpected) {
    expected.push_back({one.name, one.size, one.speed, one.loss});
  }
  text += FormatTable(expected);
  return text;
}

json::object ExpectedJson() {
  json::array list;
  for (const Expected& one : kExpected) {
    list.push_back(json::object{
        {"name", one.name}, {"size", one.size}, {"speed", one.speed}, {"loss", one.loss}});
  }
  return {{"measured", false}, {"of", "FP32"}, {"list", std::move(list)}};
}

}  // namespace wenyuan::app
