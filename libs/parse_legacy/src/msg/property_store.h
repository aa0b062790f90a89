#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "wenyuan/parse_kit/compound_file.h"

namespace wenyuan::parse {

// The MAPI properties that a storage of a message holds: of the message itself, a recipient or an
// attachment. Texts are read when asked for. Borrows the file. One thread at a time.
class PropertyStore {
 public:
  // `head_bytes`: what stands before the properties, 32 in a message, 8 below it.
  static Result<PropertyStore> Open(CompoundFile& file, std::size_t storage,
                                    std::size_t head_bytes);

  // The charset of texts that are not UTF-16.
  void SetCodePage(unsigned code_page) { code_page_ = code_page; }
  [[nodiscard]] unsigned CodePage() const { return code_page_; }

  // A text property in either form as UTF-8, empty when there is none.
  Result<std::string> Text(std::uint16_t id);
  // The bytes of a binary property, empty when there is none.
  Result<std::string> Binary(std::uint16_t id);
  // The storage that is the value of an object property.
  [[nodiscard]] std::optional<std::size_t> Object(std::uint16_t id) const;
  // Fixed properties; 0 when there is none.
  [[nodiscard]] std::uint32_t Number(std::uint16_t id) const;
  [[nodiscard]] std::uint64_t Time(std::uint16_t id) const;

 private:
  PropertyStore(CompoundFile& file, std::size_t storage) : file_(&file), storage_(storage) {}
  Result<std::string> Stream(std::uint16_t id, std::uint16_t type);

  CompoundFile* file_;
  std::size_t storage_;
  unsigned code_page_ = 0;
  std::map<std::uint32_t, std::uint64_t> fixed_;  // by id and type
};

}  // namespace wenyuan::parse
