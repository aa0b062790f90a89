#pragma once

#include <boost/system/error_code.hpp>

#include "wenyuan/base/system_reason.h"

namespace wenyuan::http {

// ReasonOf() with what Boost has of its own: names that are not found, connections and messages
// that end too early, TLS.
SystemReason ReasonOf(const boost::system::error_code& error);

}  // namespace wenyuan::http
