#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"

namespace wenyuan::http {

// Why a request is not served at all.
struct Refusal {
  int status = 400;
  std::string why;
};

// How far the head of a request has come in.
struct HeadProgress {
  bool broken = false;              // no later byte can make it right
  std::optional<std::size_t> size;  // complete, with the empty line
};
// `seen`: how many of the bytes an earlier call has looked at already.
HeadProgress ScanHead(std::string_view bytes, std::size_t seen);

// Stricter than the parser behind us: whatever two programs could read in two ways is refused
// (RFC 9112 sections 2.2, 3.2, 5.1, 6.3 and 11.2). `head` ends with its empty line.
std::optional<Refusal> CheckHead(std::string_view head);

// Fills path and query from the origin form of a target.
std::optional<Refusal> ReadTarget(std::string_view target, Request& request);

}  // namespace wenyuan::http
