#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "frames.h"
#include "messages.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::parse {

// One running parser process. One thread at a time. Destroying it kills the process.
class ParserProcess {
 public:
  // Starts the program and waits until its sandbox is closed. kUnavailable when it does not come
  // up.
  // From when `stopping` is set, which outlives the object, Parse fails with kUnavailable.
  static Result<std::unique_ptr<ParserProcess>> Start(const ParserProcessOptions& options,
                                                      const std::atomic<bool>& stopping);
  ParserProcess(const ParserProcess&) = delete;
  ParserProcess& operator=(const ParserProcess&) = delete;
  ~ParserProcess();

  // As FileParser::Parse. Requires usable(). `file` is a descriptor with the whole content.
  Result<Document> Parse(const Descriptor& file, const RequestHeader& request);

  // False when it must be replaced.
  [[nodiscard]] bool usable() const { return usable_; }
  // What its sandbox consists of, for people.
  [[nodiscard]] const std::string& protection() const { return protection_; }
  // True when the last Parse never reached the process: the file is not to blame, try another.
  [[nodiscard]] bool never_began() const { return never_began_; }

 private:
  ParserProcess(ParserProcessOptions options, const std::atomic<bool>& stopping, pid_t pid,
                Descriptor socket, Descriptor complaints);
  Result<void> AwaitReady();
  Result<Document> Answer(Frame frame, std::string_view name);
  [[nodiscard]] Result<std::chrono::milliseconds> WatchLimits(
      Deadline wall, std::chrono::nanoseconds cpu_end) const;
  [[nodiscard]] std::chrono::nanoseconds CpuUsed() const;
  void AllowCpuUntil(std::chrono::nanoseconds end) const;
  Error WhyItDied(std::string_view name);
  void Kill();
  std::string Complaint() const;

  const ParserProcessOptions options_;
  const std::atomic<bool>& stopping_;
  const pid_t pid_;
  const Descriptor socket_;
  const Descriptor complaints_;  // what it writes to standard error
  std::string protection_;
  std::size_t files_ = 0;
  int exit_status_ = 0;
  bool reaped_ = false;
  bool usable_ = true;
  bool never_began_ = false;
};

}  // namespace wenyuan::parse
