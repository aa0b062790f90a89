#include "wenyuan/serving/testing/fake_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

namespace wenyuan::serving::testing {
namespace {

constexpr std::string_view kState = "fake state";

std::uint64_t Mixed(std::uint64_t value) {  // splitmix64's finaliser
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31U);
}

std::uint64_t Chained(std::uint64_t chain, Token token) {
  return Mixed(chain * 31 + static_cast<std::uint64_t>(token) + 1);
}

std::vector<float> LogitsOf(const DecoderInfo& info, std::uint64_t chain, Token before,
                            Token last) {
  std::vector<float> logits(info.vocabulary);
  for (std::size_t token = 0; token < logits.size(); ++token) {
    logits[token] = static_cast<float>(Mixed(chain + token) % 1'000) / 1'000;
  }
  // Seven times of eight the last two tokens decide.
  const bool by_habit = chain % 8 != 0;
  const std::uint64_t habit =
      Mixed(static_cast<std::uint64_t>(before) * 64 + static_cast<std::uint64_t>(last));
  const std::uint64_t choice = (by_habit ? habit : chain) % info.vocabulary;
  logits[choice] = 2;
  return logits;
}

Token Largest(std::span<const float> logits) {
  return static_cast<Token>(std::max_element(logits.begin(), logits.end()) - logits.begin());
}

class GreedySampler final : public Sampler {
 public:
  Token Sample(std::span<const float> logits) override { return Largest(logits); }
};

}  // namespace

FakeDecoder::FakeDecoder(DecoderInfo info) : info_(std::move(info)), sequences_(info_.sequences) {}

std::size_t FakeDecoder::UsedCells() const {
  std::set<const Cell*> cells;
  for (const Held& held : sequences_) {
    for (const auto& [position, cell] : held) cells.insert(cell.get());
  }
  return cells.size();
}

Result<void> FakeDecoder::Decode(std::span<const BatchToken> batch) {
  if (on_decode) {
    if (const Result<void> allowed = on_decode(batch); !allowed) return allowed;
  }
  EXPECT_LE(batch.size(), info_.batch_tokens);
  if (batch.empty()) return Error{ErrorCode::kInvalidArgument, "a batch without tokens"};
  for (const BatchToken& one : batch) {
    const bool known = one.token >= 0 && std::cmp_less(one.token, info_.vocabulary);
    if (!known || one.sequence < 0 || !std::cmp_less(one.sequence, info_.sequences)) {
      return Error{ErrorCode::kInvalidArgument, "a batch with an unknown token or sequence"};
    }
  }
  if (UsedCells() + batch.size() > info_.cells) {
    EXPECT_TRUE(may_be_full) << "there is no cell for a batch of " << batch.size();
    return Error{ErrorCode::kResourceExhausted, "no cell is left"};
  }
  logits_.clear();
  for (const BatchToken& one : batch) {
    Held& held = sequences_.at(static_cast<std::size_t>(one.sequence));
    std::uint64_t chain = adapters_;
    std::uint32_t position = 0;
    Token before = 0;
    for (const auto& [at, cell] : held) {
      chain = Chained(chain, cell->token);
      EXPECT_EQ(at, position++) << "a gap in sequence " << one.sequence;
      EXPECT_EQ(cell->chain, chain)
          << "a cell lies behind other tokens than it was computed behind";
      before = cell->token;
    }
    EXPECT_EQ(one.position, position) << "sequence " << one.sequence;
    chain = Chained(chain, one.token);
    held[one.position] = std::make_shared<const Cell>(Cell{one.token, chain});
    if (one.output) logits_.push_back(LogitsOf(info_, chain, before, one.token));
  }
  EXPECT_LE(logits_.size(), info_.batch_outputs);
  computed_tokens += batch.size();
  return {};
}

std::span<const float> FakeDecoder::Logits(std::size_t row) const { return logits_.at(row); }

void FakeDecoder::Share(Sequence from, Sequence to, std::uint32_t begin, std::uint32_t end) {
  const Held& source = sequences_.at(static_cast<std::size_t>(from));
  Held& target = sequences_.at(static_cast<std::size_t>(to));
  for (std::uint32_t position = begin; position < end; ++position) {
    const auto cell = source.find(position);
    if (cell == source.end()) {
      ADD_FAILURE() << "sequence " << from << " shares position " << position
                    << ", which it has not";
      continue;
    }
    EXPECT_TRUE(target.emplace(position, cell->second).second)
        << "sequence " << to << " has position " << position << " already";
  }
}

void FakeDecoder::Forget(Sequence sequence, std::uint32_t begin, std::uint32_t end) {
  Held& held = sequences_.at(static_cast<std::size_t>(sequence));
  held.erase(held.lower_bound(begin), held.lower_bound(end));
}

Result<std::string> FakeDecoder::Save(Sequence sequence) const {
  std::string state(kState);
  state += static_cast<char>(sequences_.at(static_cast<std::size_t>(sequence)).size());
  for (const auto& [position, cell] : sequences_.at(static_cast<std::size_t>(sequence))) {
    state.append(reinterpret_cast<const char*>(&position), sizeof position);
    state.append(reinterpret_cast<const char*>(&cell->token), sizeof cell->token);
    state.append(reinterpret_cast<const char*>(&cell->chain), sizeof cell->chain);
  }
  return state;
}

Result<void> FakeDecoder::Restore(Sequence sequence, std::string_view state) {
  Held& held = sequences_.at(static_cast<std::size_t>(sequence));
  EXPECT_TRUE(held.empty());
  std::uint32_t position = 0;
  Cell cell;
  constexpr std::size_t kBytes = sizeof position + sizeof cell.token + sizeof cell.chain;
  const bool whole =
      state.starts_with(kState) && state.size() > kState.size() &&
      (state.size() - kState.size() - 1) % kBytes == 0 &&
      static_cast<char>((state.size() - kState.size() - 1) / kBytes) == state[kState.size()];
  if (!whole) return Error{ErrorCode::kCorruption, "not a state"};
  state.remove_prefix(kState.size() + 1);
  for (; !state.empty(); state.remove_prefix(kBytes)) {
    std::memcpy(&position, state.data(), sizeof position);
    std::memcpy(&cell.token, state.data() + sizeof position, sizeof cell.token);
    std::memcpy(&cell.chain, state.data() + sizeof position + sizeof cell.token, sizeof cell.chain);
    held[position] = std::make_shared<const Cell>(cell);
  }
  EXPECT_LE(UsedCells(), info_.cells);
  return {};
}

Result<void> FakeDecoder::UseAdapters(std::span<const AdapterUse> used) {
  adapters_ = 0;
  for (const AdapterUse& adapter : used) {
    if (!adapters.contains(adapter.id)) return Error{ErrorCode::kNotFound, "no such adapter"};
    adapters_ += std::hash<std::string>()(adapter.id);
  }
  return {};
}

std::vector<Token> FakeAnswer(const DecoderInfo& info, std::vector<Token> prompt,
                              std::uint32_t most_tokens) {
  std::vector<Token> answer;
  std::uint64_t chain = 0;
  for (const Token token : prompt) chain = Chained(chain, token);
  while (answer.size() < most_tokens) {
    const Token before = prompt.size() > 1 ? prompt[prompt.size() - 2] : 0;
    const Token next = Largest(LogitsOf(info, chain, before, prompt.back()));
    const auto& ends = info.end_tokens;
    if (std::find(ends.begin(), ends.end(), next) != ends.end()) break;
    answer.push_back(next);
    prompt.push_back(next);
    chain = Chained(chain, next);
  }
  return answer;
}

std::unique_ptr<Sampler> MakeGreedySampler() { return std::make_unique<GreedySampler>(); }

DecoderInfo SmallDecoder() {
  DecoderInfo info;
  info.cells = 512;
  info.sequences = 32;
  info.batch_tokens = 64;
  info.batch_outputs = 32;
  info.context_tokens = 400;
  info.vocabulary = 64;
  info.bytes_per_token = 16;
  info.end_tokens = {63};
  info.state_id = "fake";
  return info;
}

}  // namespace wenyuan::serving::testing
