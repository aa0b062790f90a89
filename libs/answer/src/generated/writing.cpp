#include "writing.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "plain_text.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr int kMostUnprovenInARow = 2;

// "This improved it", 该计划: of what was said before.
bool PointsBack(std::string_view sentence) {
  constexpr std::array kPointers = {"This "sv, "These "sv, "That "sv, "Those "sv, "Such "sv, "这"sv,
                                    "這"sv,    "此"sv,     "该"sv,    "該"sv,     "上述"sv};
  constexpr std::array kNot = {"此外"sv, "这里"sv, "這裡"sv};
  const auto begins = [&](std::string_view word) { return sentence.starts_with(word); };
  return std::any_of(kPointers.begin(), kPointers.end(), begins) &&
         std::none_of(kNot.begin(), kNot.end(), begins);
}

}  // namespace

bool Writing::Take(const llm::ChatDelta& delta) {
  if (!delta.thinking.empty()) {
    answer_.thinking += delta.thinking;
    if (events_.on_thinking && !events_.on_thinking(delta.thinking)) return false;
  }
  return TakeContent(delta.content, false);
}

bool Writing::TakeContent(std::string_view content, bool last) {
  for (const Statement& statement : reader_.Take(content, last)) {
    if (statement.text == prompt_.refusal) {
      refused_ = true;
      continue;
    }
    const std::string text = PlainText(statement.text);
    const std::vector<std::size_t> named = HitsOf(statement.sources);
    // Each sentence for itself: one that is true would carry a short one that is not.
    for (const text::Range& range : text::SplitSentences(text)) {
      std::string sentence = text.substr(range.begin, range.end - range.begin);
      if (sentence == prompt_.refusal) continue;  // behind an answer it says nothing
      if (!TakeSentence(std::move(sentence), named)) return false;
    }
  }
  return true;
}

bool Writing::TakeSentence(std::string text, const std::vector<std::size_t>& named) {
  const auto says_it = [&](const auto& before) { return before.text == text; };
  if (std::any_of(answer_.sentences.begin(), answer_.sentences.end(), says_it)) {
    rambles_ = true;
    return false;
  }
  // What proves it may be said of anything.
  const bool dangles = unproven_in_a_row_ > 0 && PointsBack(text);
  Proof proof = dangles
                    ? Proof{{}, "it speaks of a sentence that was left out", "所指的上一句已被略去"}
                    : prover_.Prove(text, named);
  Sentence sentence;
  sentence.text = std::move(text);
  sentence.citations = std::move(proof.citations);
  if (!sentence.citations.empty()) {
    unproven_in_a_row_ = 0;
    ++proven_;
    return Show(std::move(sentence));
  }
  rambles_ = ++unproven_in_a_row_ >= kMostUnprovenInARow;
  if (policy_ == ProofPolicy::kFlag) {
    sentence.doubt = std::move(proof.why);
    sentence.doubt_zh = std::move(proof.why_zh);
    return Show(std::move(sentence)) && !rambles_;
  }
  answer_.unproven.push_back(
      {std::move(sentence.text), std::move(proof.why), std::move(proof.why_zh)});
  return !rambles_;
}

bool Writing::Show(Sentence sentence) {
  answer_.sentences.push_back(std::move(sentence));
  return !events_.on_sentence || events_.on_sentence(answer_.sentences.back());
}

std::vector<std::size_t> Writing::HitsOf(std::span<const std::size_t> parts) const {
  std::set<std::size_t> hits;
  for (const std::size_t part : parts) {
    if (part < 1 || part > context_.parts.size()) continue;
    for (const ContextPiece& piece : context_.parts[part - 1].pieces) hits.insert(piece.hit);
  }
  return {hits.begin(), hits.end()};
}

}  // namespace wenyuan::answer
