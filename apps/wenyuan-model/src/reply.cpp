#include "reply.h"

namespace wenyuan::model {

ReplyDelta Reply::Take(const std::vector<serving::ProducedToken>& tokens) {
  ReplyDelta delta;
  for (const serving::ProducedToken& token : tokens) {
    if (stops_.found()) break;
    const std::size_t thought = delta.thinking.size();
    Add(model_.Piece(token.token), false, delta);
    thinking_tokens_ += delta.thinking.size() > thought ? 1U : 0U;
    if (!scores_) continue;
    TokenScore score{model_.Piece(token.token, true), token.logprob, {}};
    for (const auto& [other, logprob] : token.top) {
      score.top.emplace_back(model_.Piece(other, true), logprob);
    }
    delta.scores.push_back(std::move(score));
  }
  return delta;
}

ReplyDelta Reply::Finish() {
  ReplyDelta delta;
  if (!stops_.found()) Add({}, true, delta);
  return delta;
}

void Reply::Add(std::string_view bytes, bool last, ReplyDelta& delta) {
  const llm_llama::ReplyPiece piece = parser_->Take(joiner_.Take(bytes, last), last);
  delta.thinking += piece.thinking;
  delta.content += stops_.Take(piece.content, last);
}

}  // namespace wenyuan::model
