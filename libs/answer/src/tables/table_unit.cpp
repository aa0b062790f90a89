#include "table_unit.h"

#include <algorithm>
#include <array>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kNamed = {"单位："sv,     "单位:"sv, "單位："sv, "單位:"sv,
                               "计量单位："sv, "unit:"sv, "units:"sv, "金额单位："sv};
constexpr std::array kScales = {"in billions"sv, "in millions"sv, "in thousands"sv, "millions"sv,
                                "thousands"sv};
constexpr std::array kUnits = {
    "亿元"sv,   "万元"sv,   "千元"sv,   "百万元"sv, "元"sv,      "美元"sv,   "万美元"sv, "港元"sv,
    "人"sv,     "万人"sv,   "个"sv,     "件"sv,     "台"sv,      "套"sv,     "吨"sv,     "万吨"sv,
    "公斤"sv,   "千克"sv,   "克"sv,     "米"sv,     "毫米"sv,    "厘米"sv,   "公里"sv,   "天"sv,
    "小时"sv,   "分钟"sv,   "个月"sv,   "年"sv,     "%"sv,       "％"sv,     "℃"sv,      "°C"sv,
    "平方米"sv, "亩"sv,     "千瓦时"sv, "kwh"sv,    "mw"sv,      "kw"sv,     "w"sv,      "v"sv,
    "a"sv,      "mpa"sv,    "kpa"sv,    "bar"sv,    "mm"sv,      "cm"sv,     "m"sv,      "km"sv,
    "kg"sv,     "g"sv,      "t"sv,      "mg"sv,     "l"sv,       "ml"sv,     "l/min"sv,  "m3/h"sv,
    "nm"sv,     "hz"sv,     "db"sv,     "rpm"sv,    "s"sv,       "min"sv,    "h"sv,      "hours"sv,
    "days"sv,   "months"sv, "years"sv,  "usd"sv,    "eur"sv,     "cny"sv,    "rmb"sv,    "$"sv,
    "€"sv,      "pcs"sv,    "people"sv, "units"sv,  "percent"sv, "tonnes"sv, "kg/m3"sv};

bool IsUnit(std::string_view text) {
  const std::string lower = Lower(text);
  return std::find(kUnits.begin(), kUnits.end(), lower) != kUnits.end() ||
         std::find(kUnits.begin(), kUnits.end(), text) != kUnits.end();
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Behind "单位：" up to where something else begins.
std::string_view Named(std::string_view text) {
  const std::string lower = Lower(text);
  for (const std::string_view mark : kNamed) {
    const std::size_t at = lower.find(mark);
    if (at == std::string::npos) continue;
    std::string_view rest = text.substr(at + mark.size());
    for (const std::string_view end :
         {"）"sv, ")"sv, "，"sv, ","sv, "；"sv, "\n"sv, "　"sv, "。"sv}) {
      rest = rest.substr(0, rest.find(end));
    }
    if (rest = Trimmed(rest); !rest.empty() && rest.size() <= 24) return rest;
  }
  return {};
}

std::string_view InBrackets(std::string_view text) {
  for (const auto& [open, close] :
       {std::pair{"（"sv, "）"sv}, std::pair{"("sv, ")"sv}, std::pair{"["sv, "]"sv}}) {
    for (std::size_t at = text.find(open); at != std::string_view::npos;
         at = text.find(open, at + 1)) {
      const std::size_t begin = at + open.size();
      const std::size_t end = text.find(close, begin);
      if (end == std::string_view::npos) break;
      if (const auto inside = Trimmed(text.substr(begin, end - begin)); IsUnit(inside)) {
        return inside;
      }
    }
  }
  return {};
}

bool Mentions(const std::vector<std::string>& names, std::string_view word) {
  return std::any_of(names.begin(), names.end(), [word](const std::string& name) {
    return Lower(name).find(word) != std::string::npos;
  });
}

// "thousands" where the note says of shares that they are in thousands.
std::string UnitOfShares(std::string_view lower_note) {
  const std::size_t shares = lower_note.find("shares");
  if (shares == std::string_view::npos) return {};
  const std::size_t scale = lower_note.find("in thousands", shares);
  return scale == std::string_view::npos ? "" : "in thousands";
}

}  // namespace

std::string UnitIn(std::string_view text) {
  if (const auto named = Named(text); !named.empty()) return std::string(named);
  if (const auto inside = InBrackets(text); !inside.empty()) return std::string(inside);
  const std::string lower = Lower(text);
  for (const std::string_view scale : kScales) {
    if (lower.find(scale) != std::string::npos) {
      return scale.starts_with("in ") ? std::string(scale) : "in " + std::string(scale);
    }
  }
  return {};
}

std::string UnitOf(std::string_view value, const std::vector<std::string>& column,
                   const std::vector<std::string>& row, std::string_view above) {
  const bool digit =
      std::any_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digit) return {};
  for (const std::string_view own :
       {"%"sv, "％"sv, "元"sv, "€"sv, "天"sv, "小时"sv, "万"sv, "亿"sv}) {
    if (value.find(own) != std::string_view::npos) return {};
  }
  for (auto name = column.rbegin(); name != column.rend(); ++name) {
    if (std::string unit = UnitIn(*name); !unit.empty()) return unit;
  }
  for (auto name = row.rbegin(); name != row.rend(); ++name) {
    if (const auto unit = InBrackets(*name); !unit.empty()) return std::string(unit);
  }
  const std::string note = Lower(above);
  if (note.find("except") != std::string::npos && Mentions(row, "share")) {
    return Mentions(row, "shares") ? UnitOfShares(note) : "";
  }
  return UnitIn(above);
}

}  // namespace wenyuan::answer
