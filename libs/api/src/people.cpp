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

Result<std::vector<store::UserNumber>> FindPeople(const Call& call,
                                                  const std::vector<std::string>& ids_or_names) {
  constexpr std::size_t kMostReaders = 10'000;
  if (ids_or_names.size() > kMostReaders) {
    return Error{ErrorCode::kTooLarge, "at most 10000 readers can be named",
                 "最多可指定 10000 位读者"};
  }
  std::vector<store::UserNumber> people;
  for (const std::string& one : ids_or_names) {
    WY_TRY(const store::User user, FindPerson(call, one));
    people.push_back(user.number);
  }
  return people;
}

}  // namespace wenyuan::api
