#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_openai {

// For people, in both languages.
struct Words {
  std::string english;
  std::string chinese;
};

// A program that we run, with its standard error in our hands. One thread.
class Child {
 public:
  static constexpr const char* kSecretFile = "/proc/self/fd/3";
  // A line that begins so says in Chinese what the line before said.
  static constexpr std::string_view kInChinese = "wenyuan-model：";

  // A `secret` that is not empty it finds in the file kSecretFile, which no folder has.
  static Result<Child> Start(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments, std::string_view secret);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // kills it

  [[nodiscard]] pid_t pid() const { return pid_; }
  // Waits up to `milliseconds` for words; copies whole lines to our own standard error.
  void Listen(int milliseconds);
  // How it ended: "exit status 1", "signal 9"; nothing while it runs.
  std::optional<Words> Ended();
  // SIGTERM, and SIGKILL when that did not help.
  void End();
  // The last line it said since ForgetWords(); what it said again in Chinese (see kInChinese), or
  // else the same.
  [[nodiscard]] const Words& last_line() const { return last_line_; }
  void ForgetWords() { last_line_ = {}; }

 private:
  Child(pid_t pid, int words) : pid_(pid), words_(words) {}
  void Take(char letter);

  pid_t pid_ = 0;  // 0: reaped
  int words_ = -1;
  std::string line_;
  Words last_line_;
  std::optional<Words> ended_;
};

}  // namespace wenyuan::llm_openai
