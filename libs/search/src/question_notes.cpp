#include "question_notes.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

char Small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool Contains(std::string_view text, std::string_view wanted) {
  const auto found = std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                                 [](char left, char right) { return Small(left) == Small(right); });
  return found != text.end();
}

struct InBoth {
  std::string english;
  std::string chinese;
};

InBoth Quoted(const std::vector<std::string>& names) {
  InBoth quoted;
  for (const std::string& name : names) {
    quoted.english += (quoted.english.empty() ? "'" : ", '") + name + "'";
    quoted.chinese += "“" + name + "”";
  }
  return quoted;
}

// Where the phrase stands among the tokens of the question it was made of.
std::string_view WrittenAs(const text::QueryPhrase& phrase, const std::vector<text::Token>& tokens,
                           std::string_view question) {
  for (const text::Token& first : tokens) {
    if (first.term != phrase.parts.front().term) continue;
    const text::Token* last = &first;
    for (const text::QueryPhrase::Part& part : phrase.parts) {
      const auto at = std::find_if(tokens.begin(), tokens.end(), [&](const text::Token& token) {
        return token.term == part.term && token.position == first.position + part.offset;
      });
      last = at == tokens.end() ? nullptr : &*at;
      if (last == nullptr) break;
    }
    if (last != nullptr) return question.substr(first.begin, last->end - first.begin);
  }
  return {};
}

}  // namespace

bool SaysSomething(std::string_view question) {
  for (std::size_t at = 0; at < question.size();) {
    const char32_t c = text::NextCharacter(question, at);
    if (text::IsHan(c) || u_isalnum(static_cast<UChar32>(c)) != 0) return true;
  }
  return false;
}

QueryHint NothingToLookFor() {
  return {"no_words", "there is no word in the question: write what to look for",
          "问题中没有文字：请写出要查找的内容"};
}

std::optional<QueryHint> LeftOut(const text::AnalyzedQuery& query) {
  if (query.left_out == 0) return std::nullopt;
  const std::string left_out = std::to_string(query.left_out);
  return QueryHint{"long_question",
                   "the question is very long: " + left_out +
                       " of its words were not looked for; write what matters in fewer",
                   "问题过长：有 " + left_out + " 个词未参与检索；请缩短到要点"};
}

QueryHint BeingBuiltAgain(const std::vector<std::string>& libraries) {
  const auto [english, chinese] = Quoted(libraries);
  return {"index_rebuilt",
          "a part of the index of " + english +
              " was damaged and is being built again: not everything is found yet",
          chinese + "的部分索引已损坏，正在重建：暂时不能找到全部内容"};
}

std::vector<NamedCode> CodesOf(const text::Analyzer& analyzer, std::string_view question,
                               const text::AnalyzedQuery& query) {
  std::vector<NamedCode> codes;
  if (query.preferred.empty()) return codes;
  const std::vector<text::Token> tokens = analyzer.Tokens(question);
  for (const text::QueryPhrase& phrase : query.preferred) {
    if (codes.size() == kMostNamedCodes) break;
    if (phrase.parts.empty()) continue;
    const std::string_view written = WrittenAs(phrase, tokens, question);
    const bool digit = std::any_of(written.begin(), written.end(), IsDigit);
    const bool else_too = !std::all_of(written.begin(), written.end(), IsDigit);
    if (digit && else_too) codes.push_back({std::string(written), phrase});
  }
  return codes;
}

bool IsWrittenIn(std::string_view code, const Hit& hit) {
  return Contains(hit.chunk.text, code) || Contains(hit.document.title, code) ||
         Contains(hit.chunk.heading_path, code);
}

QueryHint NobodyHas(const std::vector<std::string>& codes, bool any_hits) {
  const auto [english, chinese] = Quoted(codes);
  return {"no_such_code",
          "no passage here has " + english + (any_hits ? "; these only come near" : ""),
          "这里没有段落包含" + chinese + (any_hits ? "，以下只是相近的内容" : "")};
}

}  // namespace wenyuan::search
