#pragma once

#include <string>
#include <vector>

#include "../json.h"
#include "wenyuan/answer/answer.h"

namespace wenyuan::api {

// A chat completion as it was asked for.
struct ChatRequest {
  std::string model;
  answer::Question question;           // its scope is empty yet
  std::vector<std::string> libraries;  // names or ids, beyond what the model's name says
  bool stream = false;
  bool include_usage = false;
  bool sources_in_text = false;
  std::vector<std::string> ignored;  // members that change nothing here, to say so
};

// kInvalidArgument for what is malformed, kUnsupported for what an answer with proofs cannot be
// (tools, images, several choices); `param` is then the member that is wrong.
Result<ChatRequest> ReadChatRequest(const Json& body, std::string& param);

}  // namespace wenyuan::api
