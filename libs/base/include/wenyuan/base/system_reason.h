#pragma once

#include <string>
#include <system_error>

namespace wenyuan {

// Why the operating system did not do something, as the end of a sentence in either language.
struct SystemReason {
  std::string english;  // its own words: "Connection refused"
  std::string
      chinese;  // and these in brackets, to look them up: "连接被拒绝（Connection refused）"
};

// Of a value of errno.
SystemReason ReasonOf(int error);
// Of what the standard library says; Boost's codes become one of these. Of a category that is not
// the system's, only the words that it has.
SystemReason ReasonOf(const std::error_code& error);

}  // namespace wenyuan
