#pragma once

#include <string>
#include <vector>

#include "call.h"

namespace wenyuan::api {

// A user by id, or by the name they sign in with. kNotFound when there is none.
Result<store::User> FindPerson(const Call& call, const std::string& id_or_name);

// All of them, as FindPerson; kTooLarge for more than 10,000.
Result<std::vector<store::UserNumber>> FindPeople(const Call& call,
                                                  const std::vector<std::string>& ids_or_names);

}  // namespace wenyuan::api
