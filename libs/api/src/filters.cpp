#include "filters.h"

#include "wenyuan/access/by_reader.h"

namespace wenyuan::api {
namespace {

void Add(const access::LibraryRights& rights, store::DocumentFilter& filter) {
  filter.libraries.push_back(rights.library.number);
  if (rights.all_restricted) filter.all_restricted_in.push_back(rights.library.number);
  filter.reader = rights.reader;  // the same in all libraries
}

}  // namespace

store::DocumentFilter VisibleIn(const access::LibraryRights& rights) {
  store::DocumentFilter filter;
  Add(rights, filter);
  return filter;
}

Result<store::DocumentFilter> VisibleTo(const Call& call,
                                        const std::vector<std::string>& libraries) {
  std::vector<access::LibraryRights> all;
  for (const std::string& id : libraries) {
    WY_TRY(auto rights, access::LibraryByReader(call.services().store, call.who.asker, id,
                                                store::Role::kReader));
    all.push_back(std::move(rights));
  }
  if (libraries.empty()) {
    WY_TRY(all,
           access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  }
  store::DocumentFilter filter;
  for (const access::LibraryRights& rights : all) Add(rights, filter);
  return filter;
}

}  // namespace wenyuan::api
