#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <deque>
#include <string>

#include "../terminal.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// What became of an import, told file by file as it is known. One thread.
class ImportProgress {
 public:
  // A file that the server has, on its way into the index.
  struct Waiting {
    std::string document;
    std::string name;
  };

  ImportProgress(Terminal& terminal, std::size_t files)
      : terminal_(terminal), files_(files), started_(std::chrono::steady_clock::now()) {}

  // What the server answered to a file.
  void Received(const std::string& name, const boost::json::value& answer);
  void Refused(const std::string& name, const Error& error);
  // In the order received, which is nearly the order in which they are worked on.
  [[nodiscard]] const std::deque<Waiting>& waiting() const { return waiting_; }
  // Takes what the server says of waiting()[at]; true, and it waits no longer, when it is ready or
  // failed. One that needs a password goes to locked() instead.
  bool Follow(std::size_t at, const boost::json::value& document);
  [[nodiscard]] const std::deque<Waiting>& locked() const { return locked_; }
  // What became of the first of locked().
  void Settle(const boost::json::value& document);
  [[nodiscard]] bool done() const { return waiting_.empty(); }
  [[nodiscard]] std::size_t failed() const { return failed_; }

  void Show();
  // `waited`: until the last one was done.
  void Finish(bool waited);

 private:
  [[nodiscard]] double Seconds() const;
  [[nodiscard]] std::string Speed() const;
  // False for one that is neither ready nor failed.
  bool Count(const Waiting& waiting, const boost::json::value& document);
  void Report(const std::string& name, const std::string& reason);

  Terminal& terminal_;
  const std::size_t files_;
  const std::chrono::steady_clock::time_point started_;
  std::size_t received_ = 0;
  std::size_t unchanged_ = 0;
  std::size_t unread_ = 0;  // ready, with pages or pictures that are still to be recognised
  std::size_t ready_ = 0;
  std::size_t failed_ = 0;
  std::int64_t pages_ = 0;
  boost::json::array failures_;
  std::deque<Waiting> waiting_;
  std::deque<Waiting> locked_;
};

}  // namespace wenyuan::app
