#pragma once

#include <atomic>

#include "loaded_writer.h"
#include "wenyuan/http/message.h"

namespace wenyuan::model {

// Answers POST /v1/chat/completions and /v1/completions, in a stream or at once. A slow reader
// holds up only its own answer; one that leaves ends it. Any thread.
class WriteRoute {
 public:
  // Which status it sent.
  int Serve(const std::shared_ptr<LoadedWriter>& writer, http::Request& request,
            http::Responder& responder);

 private:
  std::atomic<int> running_ = 0;
};

}  // namespace wenyuan::model
