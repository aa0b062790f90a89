#include <algorithm>
#include <map>

#include "wenyuan/eval/answers.h"

namespace wenyuan::eval {
namespace {

struct Tokens {
  std::vector<std::string> list;
  bool han = false;
};

// The character at `at`, and moves behind it; a broken byte is a character of its own.
char32_t Next(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  const int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
  char32_t character = more == 0 ? byte : byte & (0x3fU >> static_cast<unsigned>(more));
  for (int i = 0; i < more && at < text.size(); ++i) {
    character = (character << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
  }
  return character;
}

// Full-width letters, digits and signs are the ASCII ones.
char32_t Narrow(char32_t c) { return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c; }

bool IsHan(char32_t c) {
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

bool IsSign(char32_t c) {
  if (c < 0x80) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !letter;
  }
  return c == 0xa0 || c == 0xb7 || (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff5f && c <= 0xff65);
}

bool IsSpace(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000;
}

// A sign within a word leaves it whole ("U.S." is "us"), as SQuAD has it; one between digits is a
// part of a number in neither definition.
Tokens Split(std::string_view text) {
  Tokens tokens;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) tokens.list.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = Narrow(Next(text, at));
    if (IsSpace(c)) {
      end_word();
    } else if (IsHan(c)) {
      end_word();
      tokens.list.emplace_back(text.substr(begin, at - begin));
      tokens.han = true;
    } else if (!IsSign(c)) {
      if (c < 0x80) {
        word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      } else {
        word.append(text.substr(begin, at - begin));
      }
    }
  }
  end_word();
  return tokens;
}

void DropArticles(std::vector<std::string>& tokens) {
  std::erase_if(tokens, [](const std::string& token) {
    return token == "a" || token == "an" || token == "the";
  });
}

std::size_t LongestCommonRun(const std::vector<std::string>& left,
                             const std::vector<std::string>& right) {
  std::size_t longest = 0;
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> now(right.size() + 1);
  for (const std::string& one : left) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      now[j + 1] = one == right[j] ? before[j] + 1 : 0;
      longest = std::max(longest, now[j + 1]);
    }
    std::swap(before, now);
  }
  return longest;
}

std::size_t Shared(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  std::map<std::string, std::size_t> there;
  for (const std::string& token : right) ++there[token];
  return static_cast<std::size_t>(
      std::count_if(left.begin(), left.end(), [&](const std::string& token) {
        const auto found = there.find(token);
        return found != there.end() && found->second > 0 && found->second-- > 0;
      }));
}

}  // namespace

double TokenF1(std::string_view answer, std::string_view right) {
  Tokens given = Split(answer);
  Tokens wanted = Split(right);
  if (!wanted.han) {
    DropArticles(given.list);
    DropArticles(wanted.list);
  }
  if (given.list.empty() || wanted.list.empty()) return 0;
  const std::size_t common =
      wanted.han ? LongestCommonRun(wanted.list, given.list) : Shared(wanted.list, given.list);
  return 2 * static_cast<double>(common) /
         static_cast<double>(given.list.size() + wanted.list.size());
}

double TokenF1(std::string_view answer, const std::vector<std::string>& right) {
  double best = 0;
  for (const std::string& one : right) best = std::max(best, TokenF1(answer, one));
  return best;
}

}  // namespace wenyuan::eval
