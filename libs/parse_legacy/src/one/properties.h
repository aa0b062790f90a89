#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "one/store.h"

namespace wenyuan::parse {

// What OneNote notes about an object, by the number of the property with its type (MS-ONE).
namespace one_property {
constexpr std::uint32_t kTextWide = 0x1C001C22;
constexpr std::uint32_t kTextNarrow = 0x1C003498;
constexpr std::uint32_t kContent = 0x24001C1F;
constexpr std::uint32_t kChildren = 0x24001C20;
constexpr std::uint32_t kListKinds = 0x24001C26;
constexpr std::uint32_t kTitleNodes = 0x24001D5F;
constexpr std::uint32_t kPages = 0x2C001D63;
constexpr std::uint32_t kPageTitle = 0x1C001CF3;
constexpr std::uint32_t kPageTitleOfPage = 0x1C001D3C;
constexpr std::uint32_t kNumberFormat = 0x1C001C1A;
constexpr std::uint32_t kStyle = 0x2000342C;
constexpr std::uint32_t kStyleName = 0x1C00345A;
constexpr std::uint32_t kPicture = 0x20001C3F;
constexpr std::uint32_t kAlternativeText = 0x1C001E58;
constexpr std::uint32_t kFile = 0x20001D9B;
constexpr std::uint32_t kFileName = 0x1C001D9C;
constexpr std::uint32_t kSectionFile = 0x1C001D6B;
constexpr std::uint32_t kSectionPlace = 0x14001CB9;
constexpr std::uint32_t kLeft = 0x14001C14;
constexpr std::uint32_t kTop = 0x14001C15;
}  // namespace one_property

class OneProperties {
 public:
  // Damaged ones are read as far as they go.
  OneProperties(const OneStore& store, const OneObject& object);

  // Empty where there is none.
  [[nodiscard]] std::string_view Data(std::uint32_t property) const;
  // Without the zero at its end, of UTF-16.
  [[nodiscard]] std::string Wide(std::uint32_t property) const;
  [[nodiscard]] const std::vector<OneId>& Ids(std::uint32_t property) const;
  [[nodiscard]] float Number(std::uint32_t property) const;

 private:
  class Reader;
  std::map<std::uint32_t, std::string_view> data_;
  std::map<std::uint32_t, std::vector<OneId>> ids_;
};

}  // namespace wenyuan::parse
