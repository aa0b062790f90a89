#include "event_stream.h"

#include <utility>

namespace wenyuan::llm_openai {

bool EventStream::Take(std::string_view piece,
                       const std::function<bool(std::string_view)>& on_data) {
  for (const char letter : piece) {
    const bool second_half = letter == '\n' && after_return_;
    after_return_ = letter == '\r';
    if (second_half) continue;
    if (letter != '\n' && letter != '\r') {
      if (line_.size() < kLongestEvent) line_ += letter;
      continue;
    }
    const std::string line = std::exchange(line_, {});
    if (line.empty()) {
      const std::string data = std::exchange(data_, {});
      if (!data.empty() && !on_data(data)) return false;
    } else if (line.starts_with("data:")) {
      if (!data_.empty()) data_ += '\n';
      if (data_.size() < kLongestEvent) data_ += line.substr(line.starts_with("data: ") ? 6 : 5);
    }
  }
  return true;
}

}  // namespace wenyuan::llm_openai
