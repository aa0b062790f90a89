#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "text_pieces.h"
#include "wenyuan/llm_llama/chat_format.h"
#include "wenyuan/llm_llama/text_model.h"
#include "wenyuan/serving/engine.h"

namespace wenyuan::model {

struct TokenScore {
  std::string bytes;
  float logprob = 0;
  std::vector<std::pair<std::string, float>> top;
};

// A part of an answer, in whole characters.
struct ReplyDelta {
  std::string thinking;
  std::string content;
  std::vector<TokenScore> scores;  // of the tokens that came with it

  [[nodiscard]] bool empty() const { return thinking.empty() && content.empty() && scores.empty(); }
};

struct ReplyOptions {
  std::optional<llm_llama::ThinkingMarks> thinking;
  std::vector<std::string> stops;  // of the content
  bool scores = false;
};

// Makes text of one answer's tokens. One thread.
class Reply {
 public:
  Reply(const llm_llama::TextModel& model, ReplyOptions options)
      : model_(model),
        scores_(options.scores),
        parser_(llm_llama::MakeReplyParser(options.thinking)),
        stops_(std::move(options.stops)) {}

  ReplyDelta Take(const std::vector<serving::ProducedToken>& tokens);
  // What was held back until now.
  ReplyDelta Finish();
  // A stop string came: nothing more is wanted.
  [[nodiscard]] bool stopped() const { return stops_.found(); }
  [[nodiscard]] std::uint32_t thinking_tokens() const { return thinking_tokens_; }

 private:
  void Add(std::string_view bytes, bool last, ReplyDelta& delta);

  const llm_llama::TextModel& model_;
  const bool scores_;
  Utf8Joiner joiner_;
  const std::unique_ptr<llm_llama::ReplyParser> parser_;
  StopFinder stops_;
  std::uint32_t thinking_tokens_ = 0;
};

}  // namespace wenyuan::model
