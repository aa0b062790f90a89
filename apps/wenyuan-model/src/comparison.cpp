#include "comparison.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "utf8_cut.h"
#include "wenyuan/llm_llama/chat_format.h"

namespace wenyuan::model {
namespace {

using serving::BatchToken;
using serving::Token;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kCells = 1'024;
constexpr std::uint32_t kRows = 64;  // of logits at a time: each may have 150,000 numbers
constexpr std::uint32_t kWindow = 512;
constexpr std::uint32_t kPrompt = 512;
constexpr std::uint32_t kDecoded = 32;

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool outputs = false;
};

// Computes tokens [begin, end) of a text in sequence 0, at the positions that they have there.
Result<void> Read(serving::Decoder& decoder, const std::vector<Token>& tokens, Span span) {
  std::vector<BatchToken> batch;
  for (std::size_t at = span.begin; at < span.end;) {
    batch.clear();
    const std::size_t end = std::min<std::size_t>(span.end, at + decoder.info().batch_tokens);
    for (; at < end; ++at) {
      batch.push_back({tokens[at], static_cast<std::uint32_t>(at), 0, span.outputs});
    }
    WY_CHECK(decoder.Decode(batch));
  }
  return {};
}

void Clear(Measured& measured) { measured.decoder->Forget(0, 0, measured.decoder->info().cells); }

Token MostLikely(std::span<const float> logits) {
  return static_cast<Token>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

double LogSum(std::span<const float> logits) {
  const float most = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float one : logits) sum += std::exp(one - most);
  return most + std::log(sum);
}

struct Mean {
  double sum = 0;
  double squares = 0;
  std::uint64_t count = 0;
  void Add(double value) {
    sum += value;
    squares += value * value;
    ++count;
  }
  [[nodiscard]] double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
  [[nodiscard]] double error() const {
    if (count < 2) return 0;
    const auto n = static_cast<double>(count);
    return std::sqrt(std::max(0.0, squares / n - value() * value()) / (n - 1));
  }
};

class TextJudge {
 public:
  // `next` is what the text goes on with.
  void Judge(std::span<const float> source, std::span<const float> other, Token next) {
    const double source_sum = LogSum(source);
    const double other_sum = LogSum(other);
    const auto at = static_cast<std::size_t>(next);
    const double source_loss = source_sum - source[at];
    const double other_loss = other_sum - other[at];
    source_loss_.Add(source_loss);
    other_loss_.Add(other_loss);
    change_.Add(other_loss - source_loss);
    double divergence = 0;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const double log = source[i] - source_sum;
      divergence += std::exp(log) * (log - (other[i] - other_sum));
    }
    divergence_.Add(divergence);
    divergences_.push_back(divergence);
    same_first_ += MostLikely(source) == MostLikely(other) ? 1U : 0U;
  }

  [[nodiscard]] TextDifference Result() {
    TextDifference result;
    result.tokens = source_loss_.count;
    result.perplexity_source = std::exp(source_loss_.value());
    result.perplexity_other = std::exp(other_loss_.value());
    result.perplexity_error = result.perplexity_source * source_loss_.error();
    result.change = change_.value();
    result.change_error = change_.error();
    result.divergence = divergence_.value();
    result.divergence_error = divergence_.error();
    const auto place =
        divergences_.begin() + static_cast<std::ptrdiff_t>((divergences_.size() - 1) * 99 / 100);
    std::nth_element(divergences_.begin(), place, divergences_.end());
    result.divergence_99 = *place;
    result.same_first = same_first_;
    return result;
  }

 private:
  Mean source_loss_;
  Mean other_loss_;
  Mean change_;
  Mean divergence_;
  std::vector<double> divergences_;
  std::uint64_t same_first_ = 0;
};

Error Unlike() {
  return Error{ErrorCode::kInvalidArgument,
               "the two models have different vocabularies; compare a model with one made of it",
               "两个模型的词表不同；请与由它量化得到的模型比较"};
}

// The question as the model wants it; as it is where it has no template.
Result<std::vector<Token>> Prompt(const Measured& measured, const std::string& question) {
  const auto format = llm_llama::MakeChatFormat(*measured.model);
  if (!format) return measured.model->Tokenize(question + "\n", false, true);
  const std::vector<llm_llama::ChatTurn> turns = {{"user", question}};
  WY_TRY(const llm_llama::ChatPrompt prompt, (*format)->Apply(turns, false));
  return prompt.tokens;
}

Result<std::vector<Token>> Answer(Measured& measured, std::vector<Token> tokens,
                                  std::uint32_t most) {
  Clear(measured);
  serving::Decoder& decoder = *measured.decoder;
  const auto& ends = decoder.info().end_tokens;
  std::vector<Token> answer;
  WY_CHECK(Read(decoder, tokens, {0, tokens.size() - 1, false}));
  while (answer.size() < most && tokens.size() < decoder.info().context_tokens) {
    WY_CHECK(Read(decoder, tokens, {tokens.size() - 1, tokens.size(), true}));
    const Token next = MostLikely(decoder.Logits(0));
    if (std::find(ends.begin(), ends.end(), next) != ends.end()) break;
    answer.push_back(next);
    tokens.push_back(next);
  }
  return answer;
}

std::string TextOf(const Measured& measured, const std::vector<Token>& tokens) {
  std::string text;
  for (const Token token : tokens) text += measured.model->Piece(token);
  CutToUtf8(text);  // an answer may end within a character
  return text;
}

}  // namespace

Result<Measured> LoadMeasured(const std::string& file, std::uint32_t threads) {
  Measured measured;
  llm_llama::TextModelOptions model;
  model.model = file;
  WY_TRY(measured.model, llm_llama::LoadTextModel(model));
  llm_llama::DecoderOptions decoder;
  decoder.cells = kCells;
  decoder.sequences = 1;
  decoder.batch_outputs = kRows;
  decoder.threads = threads;
  WY_TRY(measured.decoder, measured.model->MakeDecoder(decoder));
  return measured;
}

Result<void> MeasureSpeed(Measured& measured, Speed& best) {
  serving::Decoder& decoder = *measured.decoder;
  const std::uint32_t prompt = std::min(kPrompt, decoder.info().context_tokens / 2);
  const std::uint32_t decoded = std::min(kDecoded, prompt);
  // Any tokens do; of one kind only, experts would be chosen unlike in a text.
  std::vector<Token> tokens;
  for (std::uint32_t i = 0; i < prompt + decoded; ++i) {
    tokens.push_back(static_cast<Token>((i * 7'919U + 100U) % decoder.info().vocabulary));
  }
  Clear(measured);
  const auto begin = Clock::now();
  WY_CHECK(Read(decoder, tokens, {0, prompt - 1, false}));
  WY_CHECK(Read(decoder, tokens, {prompt - 1, prompt, true}));
  const auto middle = Clock::now();
  for (std::size_t at = prompt; at < tokens.size(); ++at) {
    WY_CHECK(Read(decoder, tokens, {at, at + 1, true}));
  }
  const auto end = Clock::now();
  const auto rate = [](std::uint32_t count, Clock::duration time) {
    return count / std::max(std::chrono::duration<double>(time).count(), 1e-9);
  };
  best.prefill = std::max(best.prefill, rate(prompt, middle - begin));
  best.decode = std::max(best.decode, rate(decoded, end - middle));
  best.prompt_tokens = prompt;
  return {};
}

Result<TextDifference> CompareText(Measured& source, Measured& other, const std::string& text,
                                   std::uint64_t most_tokens, const ToolProgress& progress) {
  WY_TRY(std::vector<Token> tokens, source.model->Tokenize(text, false, false));
  WY_TRY(const std::vector<Token> others, other.model->Tokenize(text, false, false));
  if (source.decoder->info().vocabulary != other.decoder->info().vocabulary || tokens != others) {
    return Unlike();
  }
  tokens.resize(std::min<std::size_t>(tokens.size(), most_tokens));
  const std::size_t window = std::min(kWindow, source.decoder->info().context_tokens);
  if (tokens.size() < window) {
    return Error{ErrorCode::kInvalidArgument,
                 "the text has " + std::to_string(tokens.size()) +
                     " tokens; to judge a model takes " + std::to_string(window) + " at least",
                 "文本只有 " + std::to_string(tokens.size()) + " 个词元；评测至少需要 " +
                     std::to_string(window) + " 个"};
  }
  WY_TRY(const std::vector<Token> begin, source.model->Tokenize("", false, true));
  TextJudge judge;
  for (std::size_t at = 0; at + window <= tokens.size(); at += window) {
    std::vector<Token> piece = begin;
    piece.insert(piece.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                 tokens.begin() + static_cast<std::ptrdiff_t>(at + window - begin.size()));
    Clear(source);
    Clear(other);
    const std::size_t half = window / 2;
    WY_CHECK(Read(*source.decoder, piece, {0, half, false}));
    WY_CHECK(Read(*other.decoder, piece, {0, half, false}));
    for (std::size_t row = half; row + 1 < window;) {
      const std::size_t end = std::min<std::size_t>(row + kRows, window - 1);
      WY_CHECK(Read(*source.decoder, piece, {row, end, true}));
      WY_CHECK(Read(*other.decoder, piece, {row, end, true}));
      for (std::size_t i = 0; row < end; ++row, ++i) {
        judge.Judge(source.decoder->Logits(i), other.decoder->Logits(i), piece[row + 1]);
      }
    }
    if (progress) progress("text", at + window, tokens.size());
  }
  return judge.Result();
}

Result<std::vector<AnswerPair>> CompareAnswers(Measured& source, Measured& other,
                                               const std::vector<std::string>& questions,
                                               std::uint32_t most_tokens,
                                               const ToolProgress& progress) {
  std::vector<AnswerPair> pairs;
  for (const std::string& question : questions) {
    WY_TRY(const std::vector<Token> prompt, Prompt(source, question));
    if (prompt.empty() || prompt.size() + most_tokens > source.decoder->info().context_tokens) {
      return Error{ErrorCode::kTooLarge,
                   "the question '" + question.substr(0, 60) + "' is too long to be compared",
                   "问题“" + question.substr(0, 60) + "”过长，无法比较"};
    }
    WY_TRY(const auto ours, Answer(source, prompt, most_tokens));
    WY_TRY(const auto theirs, Answer(other, prompt, most_tokens));
    AnswerPair pair{question, TextOf(source, ours), TextOf(other, theirs), ours.size(),
                    0,        ours == theirs};
    while (pair.same_tokens < std::min(ours.size(), theirs.size()) &&
           ours[pair.same_tokens] == theirs[pair.same_tokens]) {
      ++pair.same_tokens;
    }
    pairs.push_back(std::move(pair));
    if (progress) progress("answers", pairs.size(), questions.size());
  }
  return pairs;
}

}  // namespace wenyuan::model
