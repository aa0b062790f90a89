#include "landlock.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace wenyuan::parse_sandbox {
namespace {

// Debian's kernel headers know the first field only; the kernel takes any size it knows.
struct RulesetAttributes {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scopes;
};

constexpr unsigned kAskVersion = 1;

// How many rights each ABI version knows; a bit that a kernel does not know is an error.
std::uint64_t FileRights(long abi) {
  const unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
  return (std::uint64_t{1} << bits) - 1;
}

}  // namespace

int RefuseByLandlock() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kAskVersion);
  if (abi <= 0) return 0;
  const RulesetAttributes attributes{FileRights(abi), abi >= 4 ? 3U : 0U, abi >= 6 ? 3U : 0U};
  const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const long ruleset = ::syscall(SYS_landlock_create_ruleset, &attributes, size, 0U);
  if (ruleset < 0) return 0;
  const long done = ::syscall(SYS_landlock_restrict_self, static_cast<int>(ruleset), 0U);
  ::close(static_cast<int>(ruleset));
  return done == 0 ? static_cast<int>(abi) : 0;
}

}  // namespace wenyuan::parse_sandbox
