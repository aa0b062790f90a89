#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "fixtures.h"
#include "summary/source_text.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::answer {

// Passages under headings, each on a page of its own.
struct SourcePassage {
  std::string heading;
  std::string text;
};
inline SourceText MakeSource(const std::string& name, const std::vector<SourcePassage>& passages) {
  SourceText source;
  source.library.id = "l_1";
  source.library.name = "Shelf";
  source.document.id = "d_" + name;
  source.document.title = name;
  source.revision = 1;
  for (const SourcePassage& passage : passages) {
    store::Chunk chunk;
    chunk.number = static_cast<std::uint32_t>(source.chunks.size());
    chunk.page = chunk.number + 1;
    chunk.heading_path = passage.heading;
    chunk.text = passage.text;
    source.chunks.push_back(std::move(chunk));
  }
  return source;
}

using Said = std::vector<Result<std::string>>;
inline Said Saying(const std::vector<std::string>& answers) {
  return {answers.begin(), answers.end()};
}

// Says what it is told to, one answer after the other; the last one again and again.
class ScriptedModel final : public llm::ChatModel {
 public:
  explicit ScriptedModel(Said answers) : answers_(std::move(answers)) {}

  [[nodiscard]] Result<llm::ChatModelInfo> Info(Deadline) const override { return info; }
  Result<llm::ChatReply> Chat(const llm::ChatRequest& request,
                              const std::function<bool(const llm::ChatDelta&)>& on_delta,
                              Deadline) const override {
    const std::size_t at = std::min(asked.size(), answers_.size() - 1);
    asked.push_back(request);
    const Result<std::string>& answer = answers_[at];
    if (!answer) return answer.error();
    if (!on_delta({{}, *answer})) return Error{ErrorCode::kCancelled, "who asked has gone"};
    llm::ChatReply reply;
    reply.content = *answer;
    if (at < alternatives.size()) reply.alternatives = {alternatives[at]};
    return reply;
  }

  llm::ChatModelInfo info{"scripted", 0, false, false, false};
  std::vector<std::vector<llm::ChatAlternative>> alternatives;  // of the first token, by answer
  mutable std::vector<llm::ChatRequest> asked;

 private:
  const Said answers_;
};

}  // namespace wenyuan::answer
