#include "query_terms.h"

#include <algorithm>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

// A character alone says less than the pair it stands in.
constexpr double kSingleWeight = 0.5;

// How many characters the term has if all of them are Han, else 0.
std::size_t HanLength(std::string_view term) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < term.size(); ++count) {
    if (!text::IsHan(text::NextCharacter(term, at))) return 0;
  }
  return count;
}

// Where the second character begins.
std::size_t Second(std::string_view term) {
  std::size_t at = 0;
  text::NextCharacter(term, at);
  return at;
}

bool HasDigit(std::string_view term) {
  return std::any_of(term.begin(), term.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

QueryTerms::QueryTerms(const text::Analyzer& analyzer, const text::AnalyzedQuery& query)
    : analyzer_(analyzer) {
  const auto add = [this](const std::string& term, double weight) {
    const std::size_t length = HanLength(term);
    if (length > 2) return;
    if (length == 2) {
      Add(term.substr(0, Second(term)), weight * kSingleWeight);
      Add(term.substr(Second(term)), weight * kSingleWeight);
    }
    Add(term, length == 1 ? weight * kSingleWeight : weight);
  };
  for (const text::QueryTerm& term : query.terms) add(term.term, static_cast<double>(term.weight));
  for (const auto* phrases : {&query.must, &query.preferred}) {
    for (const text::QueryPhrase& phrase : *phrases) {
      for (const text::QueryPhrase::Part& part : phrase.parts) add(part.term, 1);
    }
  }
}

void QueryTerms::Add(std::string term, double weight) {
  const bool number = HasDigit(term);
  const bool single = HanLength(term) == 1;
  const auto [place, is_new] = terms_.try_emplace(std::move(term), weights_.size());
  if (is_new) {
    weights_.push_back(weight);
    numbers_.push_back(number);
    singles_.push_back(single);
  } else {
    weights_[place->second] = std::max(weights_[place->second], weight);
  }
}

QueryTerms::Reading QueryTerms::In(std::string_view text) const {
  Reading reading;
  const auto match = [&](const std::string& term, Match found) {
    if (const auto known = terms_.find(term); known != terms_.end()) {
      found.term = known->second;
      reading.matches.push_back(found);
    }
  };
  std::uint32_t characters_until = 0;  // positions whose single character was matched already
  for (const text::Token& token : analyzer_.Tokens(text)) {
    reading.units = std::max(reading.units, token.position + token.length);
    match(token.term, {0, token.position, token.begin, token.end});
    if (token.length != 2 || HanLength(token.term) != 2) continue;
    std::size_t cut = token.begin;
    text::NextCharacter(text, cut);
    const auto middle = static_cast<std::uint32_t>(cut);
    if (token.position >= characters_until) {
      match(token.term.substr(0, Second(token.term)), {0, token.position, token.begin, middle});
    }
    if (token.position + 1 >= characters_until) {
      match(token.term.substr(Second(token.term)), {0, token.position + 1, middle, token.end});
    }
    characters_until = std::max(characters_until, token.position + 2);
  }
  std::stable_sort(
      reading.matches.begin(), reading.matches.end(),
      [](const Match& left, const Match& right) { return left.position < right.position; });
  return reading;
}

}  // namespace wenyuan::search
