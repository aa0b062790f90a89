#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "channel.h"
#include "draft_length.h"
#include "prefix_tree.h"
#include "prompt_lookup.h"

namespace wenyuan::serving {

inline double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A request on its way: first it waits, then its prompt is computed, then its answer.
struct Task {
  GenerationRequest request;
  std::shared_ptr<Channel> channel;
  PrefixId root{};
  std::vector<PrefixId> path;
  std::uint32_t most_tokens = 0;  // what there is room for
  std::chrono::steady_clock::time_point came;

  // While it runs:
  Sequence sequence = -1;
  PrefixTree::Place place;
  std::uint32_t computed = 0;  // positions that its sequence holds
  std::uint32_t reserved = 0;  // cells that are its own, or will be
  bool answering = false;
  Token last = 0;  // chosen, not computed yet
  std::optional<PromptLookup> lookup;
  DraftLength draft_length;
  std::optional<Token> guess;  // of the next token, where no draft was worth its rows
  std::chrono::steady_clock::time_point first_token;

  GenerationReport report;

  [[nodiscard]] std::uint32_t prompt_left() const {
    return static_cast<std::uint32_t>(request.prompt.size()) - computed;
  }
};

}  // namespace wenyuan::serving
