#include "call_filter.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>

namespace wenyuan::parse_sandbox {
namespace {

constexpr std::array kAllowed = {
    // the socket and the descriptors that are open
    SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom), SCMP_SYS(sendmsg), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(close),
    // memory without PROT_EXEC: see FilterSystemCalls
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    // time, locks, randomness, own identity
    SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrusage),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo),
    // signals and the end
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group)};

// The sanitizers of the dev build look whether memory is readable by writing it into a pipe.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::array kForSanitizers = {SCMP_SYS(pipe), SCMP_SYS(pipe2)};
#else
constexpr std::array<int, 0> kForSanitizers = {};
#endif

constexpr std::array kKill = {SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                              SCMP_SYS(process_vm_writev), SCMP_SYS(bpf), SCMP_SYS(keyctl)};

struct ReleaseFilter {
  void operator()(void* filter) const { ::seccomp_release(filter); }
};

}  // namespace

Result<void> FilterSystemCalls() {
  const std::unique_ptr<void, ReleaseFilter> filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  int failed = filter == nullptr ? -ENOMEM : 0;
  const auto add = [&](int result) { failed = failed != 0 ? failed : result; };
  if (failed == 0) {
    for (const int call : kAllowed) add(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
    for (const int call : kForSanitizers) {
      add(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
    }
    for (const int call : kKill) {
      add(::seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, call, 0));
    }
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
      add(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)));
    }
    // abort() sends itself a signal.
    add(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                           SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()))));
    add(::seccomp_load(filter.get()));
  }
  if (failed == 0) return {};
  return Error{ErrorCode::kUnavailable, "the kernel refuses the system call filter (seccomp): " +
                                            std::generic_category().message(-failed) +
                                            "; run on a kernel that has it"};
}

}  // namespace wenyuan::parse_sandbox
