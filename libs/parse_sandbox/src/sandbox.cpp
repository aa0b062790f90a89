#include "wenyuan/parse_sandbox/sandbox.h"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "call_filter.h"
#include "landlock.h"

namespace wenyuan::parse_sandbox {
namespace {

constexpr uid_t kNobody = 65534;
constexpr rlim_t kLargestFile = rlim_t{64} << 20U;
constexpr rlim_t kMostDescriptors = 16;

// The sanitizers of the dev build reserve terabytes of address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kAddressSpaceIsOurs = false;
#else
constexpr bool kAddressSpaceIsOurs = true;
#endif

Error Failed(const std::string& what) {
  return {ErrorCode::kUnavailable, "cannot close the parser's sandbox: " + what + ": " +
                                       std::generic_category().message(errno)};
}

Result<void> Limit(__rlimit_resource resource, rlim_t most, const char* what) {
  const rlimit limit{most, most};
  if (::setrlimit(resource, &limit) != 0) return Failed(std::string("limit ") + what);
  return {};
}

Result<void> SetLimits(const SandboxOptions& options) {
  if (kAddressSpaceIsOurs) {
    WY_CHECK(Limit(RLIMIT_AS, options.memory_bytes, "memory"));
  }
  WY_CHECK(Limit(RLIMIT_FSIZE, kLargestFile, "file size"));
  WY_CHECK(Limit(RLIMIT_NPROC, 0, "processes"));
  WY_CHECK(Limit(RLIMIT_NOFILE, kMostDescriptors, "descriptors"));
  return Limit(RLIMIT_CORE, 0, "core dumps");  // a dump would hold the document
}

// A container may run us as root without the right to change the user; then root has few rights.
std::string DropUser() {
  if (::geteuid() != 0) return "own user";
  const bool dropped = ::setgroups(0, nullptr) == 0 &&
                       ::setresgid(kNobody, kNobody, kNobody) == 0 &&
                       ::setresuid(kNobody, kNobody, kNobody) == 0;
  return dropped ? "user nobody" : "user root (could not be dropped)";
}

}  // namespace

Result<std::string> EnterSandbox(const SandboxOptions& options) {
  WY_CHECK(SetLimits(options));
  std::string report = DropUser();
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return Failed("set no_new_privs");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return Failed("forbid tracing");
  const int landlock = RefuseByLandlock();
  report += landlock > 0 ? ", Landlock " + std::to_string(landlock) : ", no Landlock";
  WY_CHECK(FilterSystemCalls());
  return report + ", seccomp";
}

}  // namespace wenyuan::parse_sandbox
