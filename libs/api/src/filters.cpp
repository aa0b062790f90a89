#include "filters.h"

#include <algorithm>

namespace wenyuan::api {
namespace {

void Add(const access::LibraryRights& rights, store::DocumentFilter& filter) {
  filter.libraries.push_back(rights.library.number);
  if (rights.restricted == nullptr) return;
  for (const store::DocumentNumber document : *rights.restricted) {
    filter.restricted_readable.push_back(document);
  }
}

}  // namespace

store::DocumentFilter VisibleIn(const access::LibraryRights& rights) {
  store::DocumentFilter filter;
  filter.all_restricted = rights.all_restricted;
  Add(rights, filter);
  return filter;
}

Result<store::DocumentFilter> VisibleTo(const Call& call,
                                        const std::vector<std::string>& libraries) {
  const access::Access& access = call.services().access;
  std::vector<access::LibraryRights> all;
  for (const std::string& id : libraries) {
    WY_TRY(auto rights, access.Library(call.who.asker, id, store::Role::kReader));
    all.push_back(std::move(rights));
  }
  if (libraries.empty()) {
    WY_TRY(all, access.Libraries(call.who.asker, store::Role::kReader));
  }
  store::DocumentFilter filter;
  filter.all_restricted =
      std::all_of(all.begin(), all.end(), [](const auto& rights) { return rights.all_restricted; });
  for (const access::LibraryRights& rights : all) Add(rights, filter);
  return filter;
}

}  // namespace wenyuan::api
