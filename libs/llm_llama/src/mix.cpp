#include "wenyuan/llm_llama/mix.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <regex>
#include <utility>

#include "file_type.h"

namespace wenyuan::llm_llama {
namespace {

using gguf::TensorClass;

constexpr std::size_t kLongestPattern = 200;
constexpr std::size_t kMostRules = 64;

// Types that need no table of importances to be of use.
constexpr std::array<std::string_view, 13> kTypes = {"F32",  "F16",    "BF16",  "Q8_0", "Q6_K",
                                                     "Q5_K", "Q5_1",   "Q5_0",  "Q4_K", "Q4_1",
                                                     "Q4_0", "IQ4_NL", "IQ4_XS"};

std::string Upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return upper;
}

Error Wrong(const std::string& what, const std::string& what_zh) {
  return Error{ErrorCode::kInvalidArgument, what, what_zh};
}

std::string TypeNames() {
  std::string names;
  for (const std::string_view name : kTypes)
    names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

// "8" or "Q8_0".
Result<const gguf::TensorTypeInfo*> ReadType(std::string_view text) {
  std::string name = Upper(text);
  if (name == "32") name = "F32";
  if (name == "16") name = "BF16";
  if (name == "8") name = "Q8_0";
  if (name == "6") name = "Q6_K";
  if (name == "4") name = "Q4_0";
  if (std::find(kTypes.begin(), kTypes.end(), name) == kTypes.end()) {
    return Wrong(
        "'" + std::string(text) + "' is no type for weights; there are " + TypeNames() +
            ", or 16, 8, 6 and 4 bits",
        "“" + std::string(text) + "”不是权重类型；可用 " + TypeNames() + "，或位数 16、8、6、4");
  }
  return gguf::FindTensorType(name);
}

std::optional<TensorClass> ReadClass(std::string_view name) {
  if (name == "ffn") return TensorClass::kFeedForward;
  for (std::size_t i = 0; i < gguf::kTensorClasses; ++i) {
    const auto tensor_class = static_cast<TensorClass>(i);
    if (name == gguf::Name(tensor_class)) return tensor_class;
  }
  return std::nullopt;
}

// "attention=8,ffn=4": what is not named has 8 bits, which lose little.
Result<Mix> ReadClasses(std::string_view text) {
  Mix mix;
  mix.base = "Q8_0";
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view part = text.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = part.find('=');
    const auto named = ReadClass(part.substr(0, std::min(equals, part.size())));
    if (equals == std::string_view::npos || !named) {
      return Wrong(
          "'" + std::string(part) +
              "' in --mix is neither bf16, int8 or 4bit nor CLASS=BITS; classes are embeddings, "
              "attention, ffn, experts, shared_experts, output",
          "--mix 中的“" + std::string(part) +
              "”既不是 bf16、int8、4bit，也不是 类别=位数；类别有 embeddings、attention、ffn、"
              "experts、shared_experts、output");
    }
    WY_TRY(mix.classes.at(static_cast<std::size_t>(*named)), ReadType(part.substr(equals + 1)));
    mix.name += (mix.name.empty() ? "" : "-") + std::string(part.substr(0, equals)) +
                std::string(part.substr(equals + 1));
  }
  return mix;
}

// Attention and what turns tokens into numbers and back feel rounding most and are small; the
// feed-forward part is most of a model and feels it least.
Mix FourBits() {
  Mix mix;
  mix.name = "4bit";
  mix.base = "Q8_0";
  for (const TensorClass part : {TensorClass::kFeedForward, TensorClass::kExperts}) {
    mix.classes.at(static_cast<std::size_t>(part)) = gguf::FindTensorType("Q4_0");
  }
  return mix;
}

Result<Mix> ReadBase(std::string_view to) {
  const std::string base = Upper(to);
  if (!FindFileType(base)) {
    return Wrong("'" + std::string(to) + "' is no quantisation; there are " + FileTypeNames(),
                 "没有量化方式“" + std::string(to) + "”；可用 " + FileTypeNames());
  }
  return Mix{base, base, {}, {}};
}

Result<Mix::Rule> ReadRule(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals > kLongestPattern) {
    return Wrong("--tensor '" + text + "' is not REGEX=TYPE",
                 "--tensor“" + text + "”的格式应为 正则表达式=类型");
  }
  Mix::Rule rule;
  rule.pattern = text.substr(0, equals);
  WY_TRY(rule.type, ReadType(std::string_view(text).substr(equals + 1)));
  try {
    const std::regex checked(rule.pattern);
  } catch (const std::regex_error& error) {
    return Wrong("--tensor '" + rule.pattern + "' is no regular expression: " + error.what(),
                 "--tensor“" + rule.pattern + "”不是有效的正则表达式");
  }
  return rule;
}

}  // namespace

Result<Mix> ReadMix(std::string_view to, std::string_view mix, std::span<const std::string> rules) {
  if (to.empty() == mix.empty()) {
    return Wrong("say either --to or --mix", "请用 --to 或 --mix 指定一种量化方式");
  }
  Mix read;
  if (!to.empty()) {
    WY_TRY(read, ReadBase(to));
  } else if (mix == "bf16") {
    read = {"bf16", "BF16", {}, {}};
  } else if (mix == "int8") {
    read = {"int8", "Q8_0", {}, {}};
  } else if (mix == "4bit") {
    read = FourBits();
  } else {
    WY_TRY(read, ReadClasses(mix));
  }
  if (rules.size() > kMostRules) return Wrong("too many --tensor", "--tensor 过多");
  for (const std::string& rule : rules) {
    WY_TRY(Mix::Rule one, ReadRule(rule));
    read.rules.push_back(std::move(one));
  }
  if (!rules.empty()) read.name += "-own";
  return read;
}

}  // namespace wenyuan::llm_llama
