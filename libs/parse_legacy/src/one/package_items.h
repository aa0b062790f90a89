#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "one/store.h"
#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

// What the stream objects of MS-FSSHTTPB hold. What is not there reads as nothing.
class OnePackageFields {
 public:
  explicit OnePackageFields(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t Number();
  OneId Id();
  OneId Cell();  // two ids: which version of a space, and which space
  void Serial();
  std::string_view Rest();
  std::string_view Counted();  // behind its length
  // Of a list, whose entries follow: not more than could be there.
  std::uint64_t Count();
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view Take(std::size_t length);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

struct OnePackageItem {
  std::uint32_t kind = 0;
  std::string_view fields;
};

// Items one after the other, those inside of others behind them. Nothing at the end of the stream
// and where it is damaged.
class OnePackageItems {
 public:
  OnePackageItems(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}
  std::optional<OnePackageItem> Next();

 private:
  std::string_view bytes_;
  std::size_t at_;
};

}  // namespace wenyuan::parse
