#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_openai {

// A program that we run, with its standard error in our hands. One thread.
class Child {
 public:
  static Result<Child> Start(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // kills it

  [[nodiscard]] pid_t pid() const { return pid_; }
  // Waits up to `milliseconds` for words; copies whole lines to our own standard error.
  void Listen(int milliseconds);
  // How it ended: "exit status 1", "signal 9"; nothing while it runs.
  std::optional<std::string> Ended();
  // SIGTERM, and SIGKILL when that did not help.
  void End();
  // The last line it said since ForgetWords().
  [[nodiscard]] const std::string& last_line() const { return last_line_; }
  void ForgetWords() { last_line_.clear(); }

 private:
  Child(pid_t pid, int words) : pid_(pid), words_(words) {}
  void Take(char letter);

  pid_t pid_ = 0;  // 0: reaped
  int words_ = -1;
  std::string line_;
  std::string last_line_;
  std::optional<std::string> ended_;
};

}  // namespace wenyuan::llm_openai
