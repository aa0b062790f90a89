#include "tokenizer_facts.h"

#include <algorithm>
#include <array>
#include <map>

#include "for_each_text.h"

namespace wenyuan::gguf {
namespace {

// As the format spells them.
constexpr std::array<std::string_view, 10> kRoles = {
    "bos", "eos", "eot", "eom", "unknown", "seperator", "padding", "cls", "mask", "fim_sep"};

// A family is told by all of its marks.
struct ChatFamily {
  std::string_view name;
  std::array<std::string_view, 2> marks;
};
constexpr std::array<ChatFamily, 7> kFamilies = {{
    {"DeepSeek", {"<｜User｜>", "<｜Assistant｜>"}},
    {"ChatML", {"<|im_start|>", "<|im_end|>"}},
    {"Llama 3", {"<|start_header_id|>", "<|eot_id|>"}},
    {"Gemma", {"<start_of_turn>", "<end_of_turn>"}},
    {"Mistral", {"[INST]", "[/INST]"}},
    {"gpt-oss", {"<|channel|>", "<|message|>"}},
    {"Phi", {"<|user|>", "<|end|>"}},
}};

std::string TextAt(const Header& header, std::string_view key) {
  const Value* value = header.Find(key);
  return std::string(value == nullptr ? "" : value->AsText().value_or(""));
}

// In the vocabulary, and in the template where there is one.
std::string ChatFamilyOf(const std::map<std::string_view, bool>& known, std::string_view text) {
  std::string found;
  for (const ChatFamily& family : kFamilies) {
    const bool fits = std::all_of(family.marks.begin(), family.marks.end(), [&](auto mark) {
      return known.at(mark) && (text.empty() || text.find(mark) != std::string_view::npos);
    });
    if (!fits) continue;
    if (!found.empty()) return "";
    found = family.name;
  }
  return found;
}

}  // namespace

Result<std::optional<TokenizerFacts>> DescribeTokenizer(const ModelFile::Part& part) {
  const Header& header = part.header;
  const Value* tokens = header.Find("tokenizer.ggml.tokens");
  if (tokens == nullptr) return std::optional<TokenizerFacts>();
  TokenizerFacts facts;
  facts.model = TextAt(header, "tokenizer.ggml.model");
  facts.pre = TextAt(header, "tokenizer.ggml.pre");
  facts.size = tokens->count;
  if (const Value* merges = header.Find("tokenizer.ggml.merges")) facts.merges = merges->count;
  for (const std::string_view role : kRoles) {
    const Value* id = header.Find("tokenizer.ggml." + std::string(role) + "_token_id");
    const auto number = id == nullptr ? std::nullopt : id->AsCount();
    if (number && *number < facts.size) facts.special.push_back({std::string(role), *number, {}});
  }
  std::map<std::string_view, bool> marks;
  for (const ChatFamily& family : kFamilies) {
    for (const std::string_view mark : family.marks) marks[mark] = false;
  }
  WY_TRY(const auto file, PosixFileSystem().Open(part.path));
  WY_CHECK(ForEachText(*file, *tokens, [&](std::uint64_t place, std::string_view text) {
    for (TokenFacts& special : facts.special) {
      if (special.id == place) special.text = text;
    }
    if (const auto mark = marks.find(text); mark != marks.end()) mark->second = true;
    return true;
  }));
  const Value* text = header.Find("tokenizer.chat_template");
  facts.has_template = text != nullptr && !text->is_list && text->type == ValueType::kText;
  if (facts.has_template) facts.template_bytes = text->bytes - sizeof(std::uint64_t);
  facts.chat_family = ChatFamilyOf(marks, TextAt(header, "tokenizer.chat_template"));
  return std::optional(std::move(facts));
}

}  // namespace wenyuan::gguf
