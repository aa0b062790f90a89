#include "llama_sampler.h"

#include <reasoning-budget.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <limits>
#include <utility>

#include "library.h"
#include "tokenizing.h"
#include "wenyuan/base/log.h"

namespace wenyuan::llm_llama {
namespace {

using serving::Token;

constexpr std::int32_t kPenalised = 8'192;  // tokens back
constexpr std::size_t kLongestGrammar = 64U << 10U;
constexpr float kNever = -std::numeric_limits<float>::infinity();

// Of equal ones the first. The lanes let the compiler compare many at once, which it may not where
// the order of comparing matters.
Token MostLikely(std::span<const float> logits) {
  constexpr std::size_t kLanes = 32;
  std::array<float, kLanes> largest;
  largest.fill(kNever);
  std::size_t at = 0;
  for (; at + kLanes <= logits.size(); at += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float logit = logits[at + lane];
      largest[lane] = logit > largest[lane] ? logit : largest[lane];
    }
  }
  float most = *std::max_element(largest.begin(), largest.end());
  for (; at < logits.size(); ++at) most = std::max(most, logits[at]);
  const auto found = std::find(logits.begin(), logits.end(), most);
  return found == logits.end() ? 0 : static_cast<Token>(found - logits.begin());
}

class LlamaSampler final : public serving::Sampler {
 public:
  struct Parts {
    SamplerHandle chain;  // ends by choosing; none: the most likely, as the model has it
    SamplerHandle grammar;
    SamplerHandle thinking;
    Token end = 0;  // when nothing else may come
  };
  explicit LlamaSampler(Parts parts) : parts_(std::move(parts)) {}

  Token Sample(std::span<const float> logits) override {
    try {
      const Token token = Choose(logits);
      if (parts_.chain) ::llama_sampler_accept(parts_.chain.get(), token);
      if (parts_.thinking) ::llama_sampler_accept(parts_.thinking.get(), token);
      return token;
    } catch (const std::exception& error) {  // the library's grammar throws
      Log(LogLevel::kWarning, "an answer ends early: its grammar failed",
          {{"why", std::string(error.what())}});
      return parts_.end;
    }
  }

 private:
  [[nodiscard]] common_reasoning_budget_state Thinking() const {
    return parts_.thinking ? ::common_reasoning_budget_get_state(parts_.thinking.get())
                           : REASONING_BUDGET_DONE;
  }

  Token Choose(std::span<const float> logits) {
    const common_reasoning_budget_state thinking = Thinking();
    if (thinking == REASONING_BUDGET_FORCING) {
      llama_token_data_array all = Fill(logits);
      ::llama_sampler_apply(parts_.thinking.get(), &all);
      return Best(all);
    }
    const Token token = Free(logits);
    const bool free =
        thinking == REASONING_BUDGET_COUNTING || thinking == REASONING_BUDGET_WAITING_UTF8;
    if (!parts_.grammar || free) return token;
    return Allowed(token, logits);
  }

  // As if there were no grammar.
  Token Free(std::span<const float> logits) {
    if (!parts_.chain) {
      return MostLikely(logits);
    }
    llama_token_data_array all = Fill(logits);
    return Draw(all);
  }

  // The grammar is asked for one token first, and for all only when it does not take that one:
  // drawing again is as drawing from what it takes.
  Token Allowed(Token token, std::span<const float> logits) {
    llama_token_data only{token, logits[static_cast<std::size_t>(token)], 0};
    llama_token_data_array one{&only, 1, -1, false};
    ::llama_sampler_apply(parts_.grammar.get(), &one);
    if (only.logit == kNever) {
      llama_token_data_array all = Fill(logits);
      ::llama_sampler_apply(parts_.grammar.get(), &all);
      if (logit_[static_cast<std::size_t>(Best(all))].logit == kNever) return parts_.end;
      token = parts_.chain ? Draw(all) : Best(all);
    }
    ::llama_sampler_accept(parts_.grammar.get(), token);
    return token;
  }

  llama_token_data_array Fill(std::span<const float> logits) {
    logit_.resize(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i) {
      logit_[i] = {static_cast<Token>(i), logits[i], 0};
    }
    return {logit_.data(), logit_.size(), -1, false};
  }

  Token Draw(llama_token_data_array& all) {
    ::llama_sampler_apply(parts_.chain.get(), &all);
    return all.selected < 0 ? Best(all) : all.data[all.selected].id;
  }

  // Of equal ones the first token, whatever order they have.
  static Token Best(const llama_token_data_array& all) {
    const auto better = [](const llama_token_data& left, const llama_token_data& right) {
      return left.logit != right.logit ? left.logit < right.logit : left.id > right.id;
    };
    return std::max_element(all.data, all.data + all.size, better)->id;
  }

  const Parts parts_;
  std::vector<llama_token_data> logit_;
};

// OpenAI's -100 and 100 mean never and always.
SamplerHandle Bias(const llama_vocab* vocabulary, const SamplingOptions& options) {
  std::vector<llama_logit_bias> biases;
  for (const auto& [token, bias] : options.bias) {
    biases.push_back({token, bias <= -100 ? kNever : bias});
  }
  std::int32_t suppressed = 0;
  const llama_token* tokens = ::llama_vocab_get_suppress_tokens(vocabulary, &suppressed);
  for (std::int32_t i = 0; tokens != nullptr && i < suppressed; ++i) {
    biases.push_back({tokens[i], kNever});
  }
  if (biases.empty()) return nullptr;
  return SamplerHandle(::llama_sampler_init_logit_bias(
      ::llama_vocab_n_tokens(vocabulary), static_cast<std::int32_t>(biases.size()), biases.data()));
}

SamplerHandle Chain(const llama_vocab* vocabulary, const SamplingOptions& options) {
  SamplerHandle bias = Bias(vocabulary, options);
  const bool penalised = options.frequency_penalty != 0 || options.presence_penalty != 0 ||
                         options.repeat_penalty != 1;
  const bool greedy = options.temperature <= 0;
  if (greedy && !penalised && bias == nullptr) return nullptr;
  llama_sampler_chain_params parameters = ::llama_sampler_chain_default_params();
  parameters.no_perf = true;
  SamplerHandle chain(::llama_sampler_chain_init(parameters));
  const auto add = [&](llama_sampler* next) { ::llama_sampler_chain_add(chain.get(), next); };
  if (bias != nullptr) add(bias.release());
  if (penalised) {
    add(::llama_sampler_init_penalties(::llama_vocab_n_tokens(vocabulary), kPenalised,
                                       options.repeat_penalty, options.frequency_penalty,
                                       options.presence_penalty));
  }
  if (greedy) {
    add(::llama_sampler_init_greedy());
    return chain;
  }
  // Temperature first, as OpenAI and vLLM have it: top_p is of what it made.
  add(::llama_sampler_init_temp(options.temperature));
  if (options.top_k > 0) add(::llama_sampler_init_top_k(options.top_k));
  if (options.top_p < 1) add(::llama_sampler_init_top_p(options.top_p, 1));
  if (options.min_p > 0) add(::llama_sampler_init_min_p(options.min_p, 1));
  add(::llama_sampler_init_dist(options.seed));
  return chain;
}

SamplerHandle Thinking(const llama_vocab* vocabulary, const SamplingOptions& options) {
  if (!options.thinking) return nullptr;
  const auto tokens = [&](const std::string& mark) {
    return TokensOf(vocabulary, mark, {.special = true, .begin = false});
  };
  const auto end = tokens(options.thinking->end);
  constexpr std::uint32_t kEndless = std::numeric_limits<std::int32_t>::max();
  return SamplerHandle(::common_reasoning_budget_init(
      vocabulary, {tokens(options.thinking->begin)}, {end}, end,
      static_cast<std::int32_t>(
          std::min(options.most_thinking_tokens.value_or(kEndless), kEndless)),
      options.thinking->open ? REASONING_BUDGET_COUNTING : REASONING_BUDGET_IDLE));
}

Token EndOf(const llama_vocab* vocabulary) {
  const Token turn = ::llama_vocab_eot(vocabulary);
  return turn != LLAMA_TOKEN_NULL ? turn : std::max(::llama_vocab_eos(vocabulary), 0);
}

}  // namespace

std::optional<OutOfRange> FindOutOfRange(const SamplingOptions& options, std::uint32_t vocabulary) {
  struct Number {
    const char* name;
    float value, least, most;
    const char* range;
  };
  for (const Number& number : std::array<Number, 6>{{
           {"temperature", options.temperature, 0, 2, "a number from 0 to 2"},
           {"top_p", options.top_p, 0, 1, "a number from 0 to 1"},
           {"min_p", options.min_p, 0, 1, "a number from 0 to 1"},
           {"frequency_penalty", options.frequency_penalty, -2, 2, "a number from -2 to 2"},
           {"presence_penalty", options.presence_penalty, -2, 2, "a number from -2 to 2"},
           {"repeat_penalty", options.repeat_penalty, 0.1F, 10, "a number from 0.1 to 10"},
       }}) {
    // Written so that what is not a number fails.
    if (!(number.value >= number.least && number.value <= number.most)) {
      return OutOfRange{number.name, number.range};
    }
  }
  if (options.top_k < 0) return OutOfRange{"top_k", "0 or more"};
  for (const auto& [token, bias] : options.bias) {
    if (token < 0 || static_cast<std::uint32_t>(token) >= vocabulary) {
      return OutOfRange{"logit_bias", "of tokens from 0 to " + std::to_string(vocabulary - 1)};
    }
    if (!(bias >= -100 && bias <= 100)) {
      return OutOfRange{"logit_bias", "numbers from -100 to 100"};
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<serving::Sampler>> MakeLlamaSampler(const llama_vocab* vocabulary,
                                                           const SamplingOptions& options) {
  const auto tokens = static_cast<std::uint32_t>(::llama_vocab_n_tokens(vocabulary));
  if (const auto wrong = FindOutOfRange(options, tokens)) {
    return Error{ErrorCode::kInvalidArgument, "'" + wrong->name + "' must be " + wrong->range,
                 "“" + wrong->name + "”必须为 " + wrong->range};
  }
  LlamaSampler::Parts parts;
  parts.chain = Chain(vocabulary, options);
  parts.thinking = Thinking(vocabulary, options);
  parts.end = EndOf(vocabulary);
  if (options.grammar.size() > kLongestGrammar) {
    return Error{ErrorCode::kTooLarge,
                 "a grammar may have " + std::to_string(kLongestGrammar) + " bytes"};
  }
  if (!options.grammar.empty()) {
    TakeComplaint();
    parts.grammar.reset(::llama_sampler_init_grammar(vocabulary, options.grammar.c_str(), "root"));
    if (parts.grammar == nullptr) {
      return Error{ErrorCode::kInvalidArgument,
                   "the grammar is no GBNF with a rule \"root\": " + TakeComplaint(),
                   "语法不是带有“root”规则的 GBNF"};
    }
  }
  return std::make_unique<LlamaSampler>(std::move(parts));
}

}  // namespace wenyuan::llm_llama
