#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "doc/file_information.h"

namespace wenyuan::parse {

// Counts the lists of a Word document. Paragraphs must come in order.
class DocLists {
 public:
  void Load(const DocInformation& information, std::string_view table);

  struct Marker {
    bool item = false;  // the list exists
    std::string text;   // "1.", "(a)"; empty for bullets
  };
  // Counts one paragraph of list `id` (from 1) at `level` (0-8).
  Marker Next(int id, std::size_t level);

 private:
  static constexpr std::size_t kLevels = 9;
  struct Level {
    unsigned start = 1;
    std::uint8_t number_format = 0;
    bool legal = false;              // numbers of outer levels as digits
    bool goes_on = false;            // does not restart behind an outer level …
    std::uint8_t restart_below = 0;  // … unless that is below this one
    std::u16string text;             // a character below kLevels stands for that level's number
  };
  struct List {
    std::array<Level, kLevels> levels;
    std::array<unsigned, kLevels> counts{};
    std::array<bool, kLevels> started{};
  };
  struct Override {
    std::uint32_t list = 0;
    std::map<std::size_t, unsigned> restart;  // level to first number, used once
    std::map<std::size_t, Level> levels;
  };

  static std::size_t ReadLevel(Bytes bytes, std::size_t at, Level& level);
  void LoadOverrides(Bytes bytes);

  std::map<std::uint32_t, List> lists_;
  std::vector<Override> overrides_;
};

}  // namespace wenyuan::parse
