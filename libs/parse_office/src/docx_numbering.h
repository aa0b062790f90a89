#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// Counts the lists of a Word document as numbering.xml says. Paragraphs must come in order.
class DocxNumbering {
 public:
  void Load(pugi::xml_node numbering);

  struct Marker {
    bool item = false;  // the list exists
    std::string text;   // "1.", "第一条", "(a)"; empty for bullets
  };
  // Counts one paragraph of list `id` at `depth` (0-8).
  Marker Next(std::string_view id, std::uint32_t depth);

 private:
  static constexpr std::size_t kLevels = 9;
  struct Level {
    unsigned start = 1;
    std::string format = "decimal";
    std::string text;
    bool legal = false;  // numbers of outer levels as digits
  };
  struct List {
    std::array<Level, kLevels> levels;
    std::array<unsigned, kLevels> counts{};
    std::array<bool, kLevels> started{};
  };
  struct Instance {
    std::string list;
    std::map<std::uint32_t, unsigned> restart;  // level to first number, used once
  };

  static void LoadLevel(pugi::xml_node node, List& list);

  std::map<std::string, List, std::less<>> lists_;  // by abstractNumId
  std::map<std::string, Instance, std::less<>> instances_;
};

}  // namespace wenyuan::parse
