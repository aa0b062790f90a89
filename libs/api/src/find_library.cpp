#include "find_library.h"

#include "wenyuan/access/by_reader.h"

namespace wenyuan::api {

Result<std::optional<store::Library>> FindLibrary(const Call& call, std::string_view name_or_id) {
  WY_TRY(const auto all,
         access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  for (const bool by_name : {true, false}) {
    for (const access::LibraryRights& rights : all) {
      if ((by_name ? rights.library.name : rights.library.id) == name_or_id) {
        return std::optional(rights.library);
      }
    }
  }
  return std::optional<store::Library>();
}

}  // namespace wenyuan::api
