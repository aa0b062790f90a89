#include "shape_close.h"

#include <array>
#include <string>
#include <unordered_map>

namespace wenyuan::search {
namespace {

// Each with all others of its group.
constexpr std::array<std::u32string_view, 72> kGroups = {
    U"己已巳", U"末未",     U"土士",   U"日曰",     U"人入八",   U"大太犬", U"干千于", U"天夭",
    U"午牛",   U"乌鸟",     U"今令",   U"贝见",     U"刀力刁",   U"儿几",   U"元无",   U"王玉主",
    U"目且自", U"田由甲申", U"白百",   U"名各",     U"代伐",     U"免兔",   U"拔拨",   U"折拆析",
    U"买卖实", U"侯候",     U"徒徙",   U"茶荼",     U"治冶",     U"风凤",   U"抡抢",   U"沦沧",
    U"栗粟",   U"晴睛",     U"辩辨辫", U"燥躁噪操", U"幕墓慕暮", U"密蜜",   U"篮蓝",   U"历厉",
    U"部陪",   U"陡徒",     U"场扬",   U"杨扬",     U"技枝",     U"杆竿",   U"贫贪",   U"怀坏",
    U"往住",   U"住往",     U"科料",   U"班斑",     U"狼狠",     U"根很跟", U"清情请", U"限恨",
    U"期欺",   U"检捡",     U"抄炒",   U"祟崇",     U"戌戍戊",   U"毫豪",   U"竞竟",   U"仓仑",
    U"第弟",   U"却劫",     U"幻幼",   U"刺剌",     U"帅师",     U"卷券",   U"赢羸",   U"货贷"};

}  // namespace

std::u32string_view ShapeClose(char32_t character) {
  static const std::unordered_map<char32_t, std::u32string> close = [] {
    std::unordered_map<char32_t, std::u32string> built;
    for (const std::u32string_view group : kGroups) {
      for (const char32_t one : group) {
        for (const char32_t other : group) {
          if (one != other) built[one] += other;
        }
      }
    }
    return built;
  }();
  const auto found = close.find(character);
  return found == close.end() ? std::u32string_view() : found->second;
}

}  // namespace wenyuan::search
