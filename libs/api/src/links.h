#pragma once

#include <string>

#include "call.h"
#include "wenyuan/answer/answer.h"

namespace wenyuan::api {

// Where the asker has reached us, as "https://wenyuan.example"; empty over the unix socket.
std::string OwnAddress(const http::Request& request, bool tls);

// The console's page that shows this place marked, below `own_address`.
std::string LinkOf(const std::string& own_address, const answer::Citation& citation);
// The same of a passage found.
std::string LinkOf(const std::string& own_address, const search::Hit& hit);

}  // namespace wenyuan::api
