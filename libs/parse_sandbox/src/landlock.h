#pragma once

namespace wenyuan::parse_sandbox {

// Refuses all that this kernel's Landlock can refuse. Returns its ABI version; 0 where it has none.
// Requires that no_new_privs is set.
int RefuseByLandlock();

}  // namespace wenyuan::parse_sandbox
