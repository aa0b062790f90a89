#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// A GUID and a number, 20 bytes: how OneNote names objects and spaces.
using OneId = std::string;

// Something written down in a space; its properties are read by OneProperties.
struct OneObject {
  std::uint32_t kind = 0;
  std::string_view data;
  std::size_t names = 0;     // which of OneStore's tables of names its data uses, or kOneInOrder
  std::string_view content;  // of a file that it stands for
  std::vector<OneId> objects = {};  // with kOneInOrder: what its data names, one after the other
  std::vector<OneId> spaces = {};
};
constexpr std::size_t kOneInOrder = ~std::size_t{0};

// A page, or the section itself, as its last revision has it.
struct OneSpace {
  std::unordered_map<OneId, OneObject> objects;
  std::map<std::uint32_t, OneId> roots;  // by role
};
constexpr std::uint32_t kOneContentRole = 1;
constexpr std::uint32_t kOneMetadataRole = 2;

// The objects of a section file (MS-ONESTORE), in the file's bytes, which must outlive it; also in
// the form in which OneDrive and SharePoint hand sections out (MS-FSSHTTPB), where spaces have
// names of 40 bytes. Damaged parts are left out. One thread at a time.
class OneStore {
 public:
  // kUnsupported for sections with a password.
  static Result<OneStore> Open(std::string_view bytes);

  // Nullptr where there is none.
  [[nodiscard]] const OneSpace* Space(const OneId& id) const;
  [[nodiscard]] const OneId& Root() const { return root_; }
  // In the order of the file.
  [[nodiscard]] const std::vector<OneId>& Order() const { return order_; }
  // What a number inside of an object's data names; empty for nothing.
  [[nodiscard]] OneId Resolve(std::size_t names, std::uint32_t compact) const;

 private:
  friend class OneStoreReader;
  friend class OnePackageReader;
  std::unordered_map<OneId, OneSpace> spaces_;
  std::vector<OneId> order_;
  OneId root_;
  std::vector<std::unordered_map<std::uint32_t, std::string>> names_;
};

}  // namespace wenyuan::parse
