#include "wenyuan/store/types.h"

namespace wenyuan::store {

std::string_view Name(DocumentState state) {
  switch (state) {
    case DocumentState::kQueued:
      return "queued";
    case DocumentState::kRunning:
      return "running";
    case DocumentState::kReady:
      return "ready";
    case DocumentState::kFailed:
      return "failed";
  }
  return "failed";
}

std::string_view Name(Stage stage) {
  switch (stage) {
    case Stage::kReceived:
      return "received";
    case Stage::kRead:
      return "read";
    case Stage::kCleaned:
      return "cleaned";
    case Stage::kIndexed:
      return "indexed";
  }
  return "received";
}

std::string_view Name(Role role) {
  switch (role) {
    case Role::kNone:
      return "none";
    case Role::kReader:
      return "reader";
    case Role::kEditor:
      return "editor";
    case Role::kOwner:
      return "owner";
  }
  return "none";
}

Result<Role> RoleFromName(std::string_view name) {
  for (const Role role : {Role::kNone, Role::kReader, Role::kEditor, Role::kOwner}) {
    if (Name(role) == name) return role;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' is no role; use reader, editor, owner or none",
               "“" + std::string(name) + "”不是角色；请使用 reader、editor、owner 或 none"};
}

}  // namespace wenyuan::store
