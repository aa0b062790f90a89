#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "odf/odf_styles.h"

namespace wenyuan::parse {

// Counts the items of lists and the headings of an OpenDocument text. What is visited must come in
// document order.
class OdfLists {
 public:
  // `styles` must outlive the object.
  explicit OdfLists(const OdfStyles& styles) : styles_(styles) {}

  void EnterList(pugi::xml_node list);
  void LeaveList();
  void EnterItem(pugi::xml_node item);
  // From 1; 0 outside of lists.
  [[nodiscard]] std::uint8_t Depth() const;
  // The number of the item, once: "1.", "第一条". Empty for bullets and for what follows in an
  // item.
  std::string TakeMarker();
  // True for the first text of an item.
  [[nodiscard]] bool StartsItem() const { return starts_item_; }
  // The number that the outline gives to a heading of this level (1-10), which it counts.
  std::string NextHeading(pugi::xml_node heading, unsigned level);

 private:
  static constexpr std::size_t kLevels = 10;
  struct Counts {
    std::array<unsigned, kLevels> count{};
    std::array<bool, kLevels> started{};
  };
  [[nodiscard]] static std::string Number(pugi::xml_node style, const Counts& counts,
                                          std::size_t level);
  static void Count(pugi::xml_node style, Counts& counts, std::size_t level, unsigned start);

  const OdfStyles& styles_;
  std::vector<std::string> names_;  // of the open lists' styles
  Counts counts_;                   // of the open lists
  Counts outline_;
  std::map<std::string, Counts, std::less<>> done_;  // by the style's name and the list's id
  std::string id_;
  std::string marker_;
  bool starts_item_ = false;
};

}  // namespace wenyuan::parse
