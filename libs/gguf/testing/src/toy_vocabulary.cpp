#include "toy_vocabulary.h"

#include <array>
#include <set>
#include <string>
#include <vector>

namespace wenyuan::gguf::testing {
namespace {

// Kinds of tokens, as libllama numbers them.
constexpr std::int32_t kNormal = 1;
constexpr std::int32_t kUnknown = 2;
constexpr std::int32_t kControl = 3;
constexpr std::int32_t kUserDefined = 4;
constexpr std::int32_t kByte = 6;

// What the byte-level vocabulary joins; the rest of a text is one token for each byte.
constexpr std::array kWords = {" the", " of",  " and", "ing",  " in",  " to",  "tion",
                               " is",  "文渊", "知识", "年假", "员工", "模型", "的",
                               "是",   "了",   "在",   "。",   "，"};

struct Vocabulary {
  std::vector<std::string> tokens;
  std::vector<std::int32_t> kinds;
  std::vector<float> scores;

  std::uint32_t Add(std::string token, std::int32_t kind, float score = 0) {
    tokens.push_back(std::move(token));
    kinds.push_back(kind);
    scores.push_back(score);
    return static_cast<std::uint32_t>(tokens.size() - 1);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(tokens.size()); }
};

std::string Utf8(unsigned character) {
  if (character < 0x80) return {static_cast<char>(character)};
  return {static_cast<char>(0xC0U | character >> 6U),
          static_cast<char>(0x80U | (character & 0x3FU))};
}

// GPT-2's way to write any byte as a character that can be seen: those that can be stand for
// themselves, the others follow from U+0100 on.
std::array<std::string, 256> SeenBytes() {
  std::array<std::string, 256> seen;
  unsigned next = 0x100;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool shown = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
    seen.at(byte) = Utf8(shown ? byte : next++);
  }
  return seen;
}

Vocabulary ByteLevel(std::vector<std::string>& merges) {
  const std::array<std::string, 256> seen = SeenBytes();
  Vocabulary made;
  for (const std::string& byte : seen) made.Add(byte, kNormal);
  std::set<std::string> known;
  for (const std::string_view word : kWords) {
    std::string joined;
    for (const char c : word) {
      const std::string& byte = seen.at(static_cast<unsigned char>(c));
      const std::string longer = joined + byte;
      if (!joined.empty() && known.insert(longer).second) {
        merges.push_back(joined + " " + byte);
        made.Add(longer, kNormal);
      }
      joined = longer;
    }
  }
  return made;
}

std::uint32_t AddByteLevel(Writer& writer, std::string_view pre, const std::string& begin,
                           const std::string& end, const std::vector<std::string>& control,
                           const std::vector<std::string>& seen, bool add_begin) {
  std::vector<std::string> merges;
  Vocabulary vocabulary = ByteLevel(merges);
  const std::uint32_t begin_id = vocabulary.Add(begin, kControl);
  const std::uint32_t end_id = vocabulary.Add(end, kControl);
  for (const std::string& token : control) vocabulary.Add(token, kControl);
  for (const std::string& token : seen) vocabulary.Add(token, kUserDefined);
  writer.Text("tokenizer.ggml.model", "gpt2").Text("tokenizer.ggml.pre", pre);
  writer.Texts("tokenizer.ggml.tokens", vocabulary.tokens);
  writer.Integers("tokenizer.ggml.token_type", vocabulary.kinds);
  writer.Texts("tokenizer.ggml.merges", merges);
  writer.Number("tokenizer.ggml.bos_token_id", begin_id);
  writer.Number("tokenizer.ggml.eos_token_id", end_id);
  writer.Number("tokenizer.ggml.padding_token_id", begin_id);
  writer.Flag("tokenizer.ggml.add_bos_token", add_begin);
  return vocabulary.size();
}

}  // namespace

std::uint32_t AddQwenVocabulary(Writer& writer) {
  return AddByteLevel(writer, "qwen2", "<|endoftext|>", "<|im_end|>", {"<|im_start|>"}, {}, false);
}

std::uint32_t AddR1Vocabulary(Writer& writer, std::string_view pre) {
  return AddByteLevel(writer, pre, "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", {},
                      {"<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"}, true);
}

std::uint32_t AddLlamaVocabulary(Writer& writer) {
  Vocabulary vocabulary;
  const std::uint32_t unknown = vocabulary.Add("<unk>", kUnknown);
  const std::uint32_t begin = vocabulary.Add("<s>", kControl);
  const std::uint32_t end = vocabulary.Add("</s>", kControl);
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (std::size_t byte = 0; byte < 256; ++byte) {
    vocabulary.Add(std::string("<0x") + kDigits[byte / 16] + kDigits[byte % 16] + ">", kByte);
  }
  float score = -1;
  for (const std::string_view piece : {"▁t", "he", "▁the", "in", "▁a", "er", "▁o", "nd", "▁and",
                                       "▁s", "re", "on", "at", "▁w", "▁文渊", "年假", "知识"}) {
    vocabulary.Add(std::string(piece), kNormal, score--);
  }
  vocabulary.Add("▁", kNormal, score--);
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    vocabulary.Add(std::string(1, letter), kNormal, score--);
  }
  for (const std::string_view piece :
       {"文", "渊", "年", "假", "知", "识", "，", "。", ".", ",", "?"}) {
    vocabulary.Add(std::string(piece), kNormal, score--);
  }
  writer.Text("tokenizer.ggml.model", "llama").Text("tokenizer.ggml.pre", "default");
  writer.Texts("tokenizer.ggml.tokens", vocabulary.tokens);
  writer.Reals("tokenizer.ggml.scores", vocabulary.scores);
  writer.Integers("tokenizer.ggml.token_type", vocabulary.kinds);
  writer.Number("tokenizer.ggml.bos_token_id", begin);
  writer.Number("tokenizer.ggml.eos_token_id", end);
  writer.Number("tokenizer.ggml.unknown_token_id", unknown);
  return vocabulary.size();
}

std::uint32_t AddBertVocabulary(Writer& writer) {
  Vocabulary vocabulary;
  const std::uint32_t padding = vocabulary.Add("[PAD]", kControl);
  const std::uint32_t unknown = vocabulary.Add("[UNK]", kUnknown);
  const std::uint32_t begin = vocabulary.Add("[CLS]", kControl);
  const std::uint32_t separator = vocabulary.Add("[SEP]", kControl);
  const std::uint32_t mask = vocabulary.Add("[MASK]", kControl);
  for (const std::string_view piece :
       {"a", "b", "c", "d", "e",  "f",  "g",  "h",  "i",  "j",  "k", "l", "m", "n", "o", "p",
        "q", "r", "s", "t", "u",  "v",  "w",  "x",  "y",  "z",  "0", "1", "2", "3", "4", "5",
        "6", "7", "8", "9", "年", "假", "员", "工", "文", "渊", ".", ",", "?", "。"}) {
    vocabulary.Add(std::string(piece), kNormal);        // inside a word
    vocabulary.Add("▁" + std::string(piece), kNormal);  // where one begins
  }
  writer.Text("tokenizer.ggml.model", "bert").Text("tokenizer.ggml.pre", "default");
  writer.Texts("tokenizer.ggml.tokens", vocabulary.tokens);
  writer.Integers("tokenizer.ggml.token_type", vocabulary.kinds);
  writer.Number("tokenizer.ggml.token_type_count", 2);
  writer.Number("tokenizer.ggml.bos_token_id", begin);
  writer.Number("tokenizer.ggml.cls_token_id", begin);
  writer.Number("tokenizer.ggml.eos_token_id", separator);
  writer.Number("tokenizer.ggml.seperator_token_id", separator);  // the format spells it so
  writer.Number("tokenizer.ggml.padding_token_id", padding);
  writer.Number("tokenizer.ggml.mask_token_id", mask);
  writer.Number("tokenizer.ggml.unknown_token_id", unknown);
  return vocabulary.size();
}

}  // namespace wenyuan::gguf::testing
