#include "odf/odf_lists.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "wenyuan/parse_kit/list_number.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

unsigned Unsigned(std::string_view text, unsigned otherwise) {
  if (text.empty()) return otherwise;
  return static_cast<unsigned>(std::clamp(std::atoi(std::string(text).c_str()), 0, 1'000'000));
}

std::string FormatNumber(unsigned number, std::string_view format) {
  static constexpr std::pair<std::string_view, std::string_view> kFormats[] = {
      {"1", "decimal"},
      {"a", "lowerLetter"},
      {"A", "upperLetter"},
      {"i", "lowerRoman"},
      {"I", "upperRoman"},
      {"一", "chineseCounting"},
      {"壹", "chineseLegalSimplified"},
      {"①", "decimalEnclosedCircle"},
      {"〇", "ideographDigital"}};
  if (format.empty()) return {};
  for (const auto& [start, name] : kFormats) {
    if (format.starts_with(start)) return FormatListNumber(number, name);
  }
  return std::to_string(number);
}

pugi::xml_node LevelStyle(pugi::xml_node style, std::size_t level) {
  for (const pugi::xml_node node : style.children()) {
    if (Unsigned(Attribute(node, "level"), 0) == level + 1) return node;
  }
  return {};
}

}  // namespace

void OdfLists::EnterList(pugi::xml_node list) {
  std::string name(Attribute(list, "style-name"));
  if (name.empty() && !names_.empty()) name = names_.back();
  const std::string id(Attribute(list, "id"));
  if (names_.empty()) {
    const std::string_view goes_on = Attribute(list, "continue-list");
    auto from = done_.end();
    if (!goes_on.empty()) from = done_.find(goes_on);
    if (from == done_.end() && Attribute(list, "continue-numbering") == "true") {
      from = done_.find(name);
    }
    counts_ = from == done_.end() ? Counts() : from->second;
    id_ = id;
  } else if (names_.size() < kLevels) {
    counts_.started[names_.size()] = false;
  }
  names_.push_back(std::move(name));
}

void OdfLists::LeaveList() {
  if (names_.empty()) return;
  if (names_.size() == 1) {
    done_[names_.back()] = counts_;
    if (!id_.empty()) done_[id_] = counts_;
  }
  names_.pop_back();
  starts_item_ = false;
  marker_.clear();
}

void OdfLists::Count(pugi::xml_node style, Counts& counts, std::size_t level, unsigned start) {
  if (start == 0) start = Unsigned(Attribute(LevelStyle(style, level), "start-value"), 1);
  counts.count[level] = counts.started[level] ? counts.count[level] + 1 : start;
  counts.started[level] = true;
  for (std::size_t inner = level + 1; inner < kLevels; ++inner) counts.started[inner] = false;
}

std::string OdfLists::Number(pugi::xml_node style, const Counts& counts, std::size_t level) {
  const pugi::xml_node own = LevelStyle(style, level);
  const std::string_view kind = LocalName(own);
  if (kind != "list-level-style-number" && kind != "outline-level-style") return {};
  if (Attribute(own, "num-format").empty()) return {};
  const std::size_t shown =
      std::clamp<std::size_t>(Unsigned(Attribute(own, "display-levels"), 1), 1, level + 1);
  std::string numbers;
  for (std::size_t at = level + 1 - shown; at <= level; ++at) {
    const std::string number = FormatNumber(counts.started[at] ? counts.count[at] : 1,
                                            Attribute(LevelStyle(style, at), "num-format"));
    if (number.empty()) continue;
    numbers += (numbers.empty() ? "" : ".") + number;
  }
  if (numbers.empty()) return {};
  return std::string(Attribute(own, "num-prefix")) + numbers +
         std::string(Attribute(own, "num-suffix"));
}

void OdfLists::EnterItem(pugi::xml_node item) {
  starts_item_ = true;
  marker_.clear();
  const std::size_t level = std::min(std::max<std::size_t>(names_.size(), 1), kLevels) - 1;
  if (names_.empty() || LocalName(item) == "list-header") return;
  // What the file itself says is shown.
  if (const pugi::xml_node number = Child(item, "number")) {
    marker_ = Collapse(number.text().get());
    return;
  }
  const pugi::xml_node style = styles_.List(names_.back());
  const std::string_view start = Attribute(item, "start-value");
  if (!start.empty()) counts_.started[level] = false;
  Count(style, counts_, level, Unsigned(start, 0));
  marker_ = Number(style, counts_, level);
}

std::uint8_t OdfLists::Depth() const {
  return static_cast<std::uint8_t>(std::min<std::size_t>(names_.size(), 9));
}

std::string OdfLists::TakeMarker() {
  starts_item_ = false;
  return std::exchange(marker_, {});
}

std::string OdfLists::NextHeading(pugi::xml_node heading, unsigned level) {
  const pugi::xml_node style = styles_.Outline();
  if (!style || Attribute(heading, "is-list-header") == "true") return {};
  const std::size_t index = std::clamp<std::size_t>(level, 1, kLevels) - 1;
  Count(style, outline_, index, 0);
  return Number(style, outline_, index);
}

}  // namespace wenyuan::parse
