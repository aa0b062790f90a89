#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/index/document_set.h"
#include "wenyuan/store/store.h"

namespace wenyuan::access {

// Who asks. The operator is who holds the data folder (the command line on this machine): all may
// be seen. An administrator manages the house, and reads only what is granted.
struct Asker {
  store::UserNumber user = 0;
  bool administrator = false;
  bool house_operator = false;
  Language language = Language::kEnglish;
};

// What an asker may do in one library.
struct LibraryRights {
  store::Library library;
  store::Role role = store::Role::kNone;
  bool all_restricted = false;   // owners and the operator
  store::UserNumber reader = 0;  // whom restricted documents must name otherwise; 0: nobody
  // Restricted documents that name the asker (all, when all_restricted). Shared with the cache of
  // `Access`, never changed after it was made.
  std::shared_ptr<const index::DocumentSet> restricted;
};

// Decides who may do what, from the grants in the store. Deny by default. What an asker may not see
// is kNotFound, exactly as what is not there. Any thread. Answers are cached by user and rights
// epoch, so that a change of rights is seen by the next call.
class Access {
 public:
  virtual ~Access() = default;
  // The libraries in which the asker has at least `role`, by name.
  [[nodiscard]] virtual Result<std::vector<LibraryRights>> Libraries(const Asker& asker,
                                                                     store::Role role) const = 0;
  // kNotFound when the asker may not read it, kPermissionDenied when they may, but not this.
  [[nodiscard]] virtual Result<LibraryRights> Library(const Asker& asker, std::string_view id,
                                                      store::Role role) const = 0;
  // The document, if the asker may see it and has this role in its library.
  [[nodiscard]] virtual Result<store::Document> Document(const Asker& asker, std::string_view id,
                                                         store::Role role) const = 0;
  // kPermissionDenied unless administrator or operator.
  [[nodiscard]] virtual Result<void> Administrator(const Asker& asker) const = 0;
};

std::unique_ptr<Access> MakeAccess(store::Store& store);

}  // namespace wenyuan::access
