#include "literals.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "../words.h"

namespace wenyuan::answer {
namespace {

bool IsLetterOrDigit(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::vector<std::string_view> RunsIn(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() &&
           (IsLetterOrDigit(text[end]) || (end > at && (text[end] == '-' || text[end] == '.')))) {
      ++end;
    }
    std::size_t last = end;
    while (last > at && !IsLetterOrDigit(text[last - 1])) --last;
    if (last > at) runs.push_back(text.substr(at, last - at));
    at = std::max(end, at + 1);
  }
  return runs;
}

bool Has(std::string_view run, int (*is)(int)) {
  return std::any_of(run.begin(), run.end(),
                     [is](char c) { return is(static_cast<unsigned char>(c)) != 0; });
}

}  // namespace

std::set<std::string> LiteralsIn(std::string_view text) {
  std::set<std::string> literals;
  for (const std::string_view run : RunsIn(text)) literals.insert(Lower(run));
  return literals;
}

std::set<std::string> LiteralsOfQuestion(std::string_view question) {
  std::set<std::string> literals;
  const bool translated = !HasHan(question);
  for (const std::string_view run : RunsIn(question)) {
    const bool begins = run.data() == question.data();
    if (translated && !Has(run, std::isdigit) && (begins || !Has(run, std::isupper))) continue;
    literals.insert(Lower(run));
  }
  return literals;
}

std::set<std::string> CodesIn(std::string_view text) {
  std::set<std::string> codes;
  for (const std::string_view run : RunsIn(text)) {
    if (Has(run, std::isdigit) && Has(run, std::isalpha)) codes.insert(Lower(run));
  }
  return codes;
}

std::string WithoutCodes(std::string_view text, const std::set<std::string>& codes) {
  std::string without;
  std::size_t kept = 0;
  for (const std::string_view run : RunsIn(text)) {
    if (!codes.contains(Lower(run))) continue;
    const auto begin = static_cast<std::size_t>(run.data() - text.data());
    without.append(text.substr(kept, begin - kept));
    kept = begin + run.size();
  }
  return without.append(text.substr(kept));
}

double ShareIn(const std::set<std::string>& wanted, const std::set<std::string>& there) {
  if (wanted.empty()) return 0;
  const auto found = std::count_if(wanted.begin(), wanted.end(),
                                   [&](const std::string& one) { return there.contains(one); });
  return static_cast<double>(found) / static_cast<double>(wanted.size());
}

}  // namespace wenyuan::answer
