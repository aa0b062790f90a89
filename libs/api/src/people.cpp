#include "people.h"

namespace wenyuan::api {

Result<store::User> FindPerson(const Call& call, const std::string& id_or_name) {
  const store::Accounts& accounts = call.services().store.accounts();
  auto by_id = accounts.Find(id_or_name);
  if (by_id || by_id.error().code != ErrorCode::kNotFound) return by_id;
  auto by_name = accounts.FindByName(id_or_name);
  if (by_name || by_name.error().code != ErrorCode::kNotFound) return by_name;
  const std::string shown = id_or_name.substr(0, 100);
  return Error{ErrorCode::kNotFound, "there is no user '" + shown + "'", "没有用户“" + shown + "”"};
}

}  // namespace wenyuan::api
