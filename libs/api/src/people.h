#pragma once

#include <string>

#include "call.h"

namespace wenyuan::api {

// A user by id, or by the name they sign in with. kNotFound when there is none.
Result<store::User> FindPerson(const Call& call, const std::string& id_or_name);

}  // namespace wenyuan::api
