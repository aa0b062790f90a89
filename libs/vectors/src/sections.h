#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::vectors {

// A sealed file that ends with a head, which names its sections, and a trailer.
struct SectionedFile {
  struct Section {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };
  std::unique_ptr<crypto::SealedReader> reader;
  std::map<std::string, Section, std::less<>> sections;

  // kCorruption when the file is damaged or gone.
  static Result<SectionedFile> Open(const FileSystem& files, const crypto::KeyProvider& keys,
                                    const std::filesystem::path& path, const std::string& context);
  // A section as a whole; kCorruption when there is none of this name.
  [[nodiscard]] Result<std::string> Read(std::string_view section) const;
};

// Writes the sections given, head and trailer; `written` bytes of other sections, named in `head`
// with their offsets and sizes, come before. Ends the file.
Result<void> FinishSections(
    crypto::SealedWriter& file, std::uint64_t written,
    std::span<const std::pair<std::string_view, SectionedFile::Section>> before,
    std::span<const std::pair<std::string_view, std::string_view>> sections);

}  // namespace wenyuan::vectors
