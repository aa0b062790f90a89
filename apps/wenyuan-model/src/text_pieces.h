#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::model {

// Makes whole characters of bytes that come in pieces; what is no UTF-8 becomes U+FFFD. One thread.
class Utf8Joiner {
 public:
  // What is whole by now; with `last`, the rest as well.
  std::string Take(std::string_view bytes, bool last);

 private:
  std::string held_;
};

// Holds text back that may be the beginning of a stop string. One thread.
class StopFinder {
 public:
  explicit StopFinder(std::vector<std::string> stops) : stops_(std::move(stops)) {}
  // What may be shown by now: up to a stop string, and nothing after one was found.
  std::string Take(std::string_view text, bool last);
  [[nodiscard]] bool found() const { return found_; }

 private:
  const std::vector<std::string> stops_;
  std::string held_;
  bool found_ = false;
};

}  // namespace wenyuan::model
