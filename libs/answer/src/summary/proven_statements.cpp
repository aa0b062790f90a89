#include "proven_statements.h"

#include <algorithm>
#include <set>
#include <utility>

#include "../generated/plain_text.h"

namespace wenyuan::answer {
namespace {

constexpr int kMostUselessInARow = 3;

// Models number or mark the lines of a list, whatever they are told.
std::string_view WithoutBullet(std::string_view text) {
  const auto skip = [&](std::string_view characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
  };
  skip(" \t\r\n");
  for (const std::string_view bullet : {"- ", "* ", "• ", "· "}) {
    if (text.starts_with(bullet)) text.remove_prefix(bullet.size());
  }
  const std::size_t digits = text.find_first_not_of("0123456789");
  const bool numbered =
      digits != std::string_view::npos && digits > 0 && digits < 3 &&
      (text.substr(digits).starts_with(". ") || text.substr(digits).starts_with("、"));
  if (numbered) text.remove_prefix(digits + (text[digits] == '.' ? 2 : 3));
  skip(" \t");
  return text;
}

}  // namespace

void ProvenStatements::TakeStatement(const Statement& statement) {
  Sentence sentence;
  sentence.text = PlainText(WithoutBullet(statement.text));
  if (sentence.text.empty()) return;
  const bool said = std::any_of(proven_.begin(), proven_.end(), [&](const Sentence& before) {
    return before.text == sentence.text;
  });
  if (said) {
    ++repeated_;
    ++useless_in_a_row_;
    return;
  }
  std::set<std::size_t> named;
  for (const std::size_t number : statement.sources) {
    if (number >= 1 && number <= named_.size()) {
      named.insert(named_[number - 1].begin(), named_[number - 1].end());
    }
  }
  const std::vector<std::size_t> places(named.begin(), named.end());
  Proof proof = prover_.Prove(sentence.text, places);
  sentence.citations = std::move(proof.citations);
  if (sentence.citations.empty()) {
    unproven_.push_back({std::move(sentence.text), std::move(proof.why), std::move(proof.why_zh)});
    ++useless_in_a_row_;
    return;
  }
  useless_in_a_row_ = 0;
  proven_.push_back(std::move(sentence));
}

bool ProvenStatements::TakeContent(std::string_view content, bool last) {
  for (const Statement& statement : reader_.Take(content, last)) {
    if (had_enough_) break;
    TakeStatement(statement);
    had_enough_ = proven_.size() >= most_ || useless_in_a_row_ >= kMostUselessInARow;
  }
  return !had_enough_;
}

}  // namespace wenyuan::answer
