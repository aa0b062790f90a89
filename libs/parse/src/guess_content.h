#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

struct ContentGuess {
  std::string english;
  std::string chinese;
  bool imported = false;  // whole files of this kind are read
};

// What unreadable bytes look like, for the message that refuses them: "a PNG picture".
ContentGuess GuessContent(std::string_view bytes);

}  // namespace wenyuan::parse
