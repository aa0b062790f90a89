#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace wenyuan::llm_openai {

// Server-sent events (WHATWG HTML, 9.2) that come in pieces: the data of each. One thread.
class EventStream {
 public:
  // Longer than any sane event; what is longer is cut there.
  static constexpr std::size_t kLongestEvent = std::size_t{1} << 20U;

  // Calls `on_data` for each event that is complete now; false when it said stop.
  bool Take(std::string_view piece, const std::function<bool(std::string_view)>& on_data);

 private:
  std::string line_;
  std::string data_;
  bool after_return_ = false;  // a line feed behind a carriage return is no line of its own
};

}  // namespace wenyuan::llm_openai
