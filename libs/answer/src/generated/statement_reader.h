#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// What a model said, up to the numbers of the sources it named for it.
struct Statement {
  std::string text;                  // without the numbers, trimmed
  std::vector<std::size_t> sources;  // numbers as written, each once; none named: empty
};

// Cuts a model's answer into statements while it comes. Numbers stand behind what they prove:
// "…。[1][3]", "…[citation:2]。", "…【2】"; where an answer begins with one, in front of it. One
// thread.
class StatementReader {
 public:
  // `most`: so many characters a statement may have by the grammar (Prompt); one that fills them
  // and does not end goes on in the next. 0: no grammar.
  explicit StatementReader(std::size_t most = 0) : most_(most) {}

  // The statements that are complete now; with `last` also what is left.
  std::vector<Statement> Take(std::string_view piece, bool last);

 private:
  void TakeCharacter(std::string_view character);
  // False when it is no citation.
  bool TakeCitation(std::string_view inside);
  void End();
  void Finish(Statement statement);
  [[nodiscard]] bool GoesOn(std::string_view text) const;

  const std::size_t most_;
  std::string buffer_;  // an unfinished character or citation
  Statement statement_;
  Statement begun_;    // that goes on in the next
  bool first_ = true;  // nothing but blanks came so far
  bool in_front_ = false;
  std::vector<Statement> done_;
};

}  // namespace wenyuan::answer
