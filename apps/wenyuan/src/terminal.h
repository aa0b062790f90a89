#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Standard output and error as a person or a script sees them. One thread.
class Terminal {
 public:
  Terminal(Language language, bool json);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool json() const { return json_; }
  // True when a person watches: progress is redrawn in place, sentences are coloured.
  [[nodiscard]] bool interactive() const { return interactive_; }
  // The sentence of the language in use.
  [[nodiscard]] std::string_view Say(std::string_view english, std::string_view chinese) const {
    return language_ == Language::kChinese ? chinese : english;
  }

  void Line(std::string_view text) const;  // to standard output
  void Note(std::string_view text) const;  // to standard error
  void Fail(const Error& error) const;     // "error: …", or as JSON
  // Redraws one line while a person watches; does nothing else.
  void Progress(std::string_view text);
  void EndProgress();

  // Bold while a person watches and NO_COLOR is unset.
  [[nodiscard]] std::string Bold(std::string_view text) const;
  [[nodiscard]] std::string Dim(std::string_view text) const;

 private:
  const Language language_;
  const bool json_;
  const bool interactive_;
  const bool colour_;
  bool progress_shown_ = false;
};

// How many columns a text takes: Han and full-width characters take two.
std::size_t Columns(std::string_view text);

// The text cut to at most `columns`, with "…" where something was cut.
std::string Fit(std::string_view text, std::size_t columns);

// Aligned columns with a header line; the last column is not padded.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows);

// What the program returns to the shell; docs/operations.md lists them.
int ExitCodeOf(ErrorCode code);

}  // namespace wenyuan::app
