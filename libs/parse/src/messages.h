#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// The payloads of kRequest and kError frames.
struct RequestHeader {
  std::string name;
  std::string password;
  ParseLimits limits;
  PageRange recognise;
  std::vector<std::string> recognise_pictures;
};

std::string EncodeRequest(const RequestHeader& request);
Result<RequestHeader> DecodeRequest(std::string_view bytes);

std::string EncodeError(const Error& error);
// What a parser process may say: only the codes that Parser::Parse names, short clean sentences.
// Nothing when it says something else.
std::optional<Error> DecodeError(std::string_view bytes);

inline constexpr int kControlDescriptor = 3;       // the socket, in the parser process
inline constexpr int kOutOfMemoryExitStatus = 77;  // what its crash handler exits with

}  // namespace wenyuan::parse
