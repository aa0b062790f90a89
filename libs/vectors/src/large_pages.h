#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace wenyuan::vectors {

// For arrays that are read here and there: in pages of 2 MiB, if the system has some, a read does
// not have to look for its page first.
template <typename T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <typename Other>
  LargePages(const LargePages<Other>& /*other*/) {}  // NOLINT: allocators convert

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    void* memory = nullptr;
    if (::posix_memalign(&memory, kPage, bytes) != 0) throw std::bad_alloc();
    (void)::madvise(memory, bytes, MADV_HUGEPAGE);  // ordinary ones do, too
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < kPage) {
      ::operator delete(memory);
    } else {
      std::free(memory);  // NOLINT: of posix_memalign
    }
  }
  friend bool operator==(const LargePages&, const LargePages&) = default;

 private:
  static constexpr std::size_t kPage = std::size_t{2} << 20U;
};

}  // namespace wenyuan::vectors
