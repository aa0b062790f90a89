#pragma once

#include <array>
#include <span>
#include <string_view>

// The kinds of things that questions ask for, and what says them: in small letters.
namespace wenyuan::answer {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

inline constexpr std::array kWeightAsked = {
    "how heavy"sv,       "how many kilos"sv, "how many kg"sv, "多重"sv,       "多沉"sv,
    "多少公斤"sv,        "多少千克"sv,       "多少斤"sv,      "多少吨"sv,     "几吨"sv,
    "how many tonnes"sv, "how many tons"sv,  "几公斤"sv,      "what weight"sv};
inline constexpr std::array kWeights = {
    "公斤"sv,   "千克"sv,  "克"sv,        "吨"sv,     "噸"sv,     "斤"sv,   "kilogram"sv,
    "kilo"sv,   "kilos"sv, "kilograms"sv, "grams"sv,  "tonnes"sv, "tons"sv, "pounds"sv,
    "ounces"sv, "tonne"sv, "ton"sv,       "weighs"sv, "重达"sv,   "重约"sv};
inline constexpr std::array kWeightSigns = {"kg"sv, "g"sv, "mg"sv, "t"sv, "lb"sv, "lbs"sv, "oz"sv};
inline constexpr std::array kWeightNames = {"重"sv, "质量"sv, "質量"sv, "weight"sv, "mass"sv};

inline constexpr std::array kLengthAsked = {"how tall"sv,
                                            "how wide"sv,
                                            "how deep"sv,
                                            "how thick"sv,
                                            "how many metres"sv,
                                            "how many meters"sv,
                                            "how many miles"sv,
                                            "how many km"sv,
                                            "how many feet"sv,
                                            "多宽"sv,
                                            "多厚"sv,
                                            "多深"sv,
                                            "多少米"sv,
                                            "多少厘米"sv,
                                            "多少毫米"sv,
                                            "多少公里"sv,
                                            "几米"sv,
                                            "几公里"sv};
inline constexpr std::array kLengths = {
    "米"sv,          "公里"sv,        "公分"sv,       "英尺"sv,   "英寸"sv,
    "寸"sv,          "尺"sv,          "metre"sv,      "metres"sv, "meter"sv,
    "meters"sv,      "millimetres"sv, "km"sv,         "mile"sv,   "miles"sv,
    "centimetres"sv, "kilometres"sv,  "kilometers"sv, "feet"sv,   "foot"sv,
    "inch"sv,        "inches"sv,      "storeys"sv,    "floors"sv, "层"sv};
inline constexpr std::array kLengthSigns = {"m"sv,  "mm"sv, "cm"sv, "km"sv,
                                            "ft"sv, "in"sv, "µm"sv, "μm"sv};
inline constexpr std::array kLengthNames = {
    "长"sv,        "宽"sv,       "高"sv,         "厚"sv,    "深"sv,      "直径"sv,
    "尺寸"sv,      "距离"sv,     "length"sv,     "width"sv, "height"sv,  "depth"sv,
    "thickness"sv, "diameter"sv, "dimensions"sv, "size"sv,  "distance"sv};

inline constexpr std::array kTimeAsked = {
    "how long"sv,       "how many days"sv,  "how many weeks"sv,   "how many months"sv,
    "how many years"sv, "how many hours"sv, "how many minutes"sv, "how many seconds"sv,
    "多久"sv,           "多长时间"sv,       "多長時間"sv,         "多少天"sv,
    "几天"sv,           "幾天"sv,           "多少个月"sv,         "几个月"sv,
    "几年"sv,           "多少年"sv,         "多少小时"sv,         "几小时"sv,
    "几个小时"sv,       "多少分钟"sv,       "几分钟"sv,           "几周"sv};
// Beside what has a number before it.
inline constexpr std::array kTimes = {
    "半年"sv,      "半天"sv,        "半个月"sv,      "半小时"sv,  "永久"sv,     "终身"sv,
    "長期"sv,      "长期"sv,        "随时"sv,        "立即"sv,    "无限"sv,     "数月"sv,
    "数年"sv,      "数天"sv,        "至"sv,          "为止"sv,    "当天"sv,     "当日"sv,
    "次日"sv,      "每天"sv,        "每日"sv,        "每周"sv,    "每月"sv,     "每年"sv,
    "每季度"sv,    "全年"sv,        "全天"sv,        "day"sv,     "days"sv,     "week"sv,
    "weeks"sv,     "month"sv,       "months"sv,      "year"sv,    "years"sv,    "hour"sv,
    "hours"sv,     "minute"sv,      "minutes"sv,     "second"sv,  "seconds"sv,  "quarter"sv,
    "quarters"sv,  "fortnight"sv,   "forever"sv,     "until"sv,   "night"sv,    "nights"sv,
    "at once"sv,   "lifetime"sv,    "immediately"sv, "century"sv, "decade"sv,   "decades"sv,
    "centuries"sv, "permanently"sv, "unlimited"sv,   "since"sv,   "semester"sv, "indefinitely"sv};
inline constexpr std::array kTimeSigns = {"h"sv,  "min"sv, "s"sv,    "d"sv,
                                          "ms"sv, "hrs"sv, "mins"sv, "y"sv};
inline constexpr std::array kTimeNames = {"期"sv,   "时间"sv,   "时长"sv,     "年限"sv, "寿命"sv,
                                          "time"sv, "period"sv, "duration"sv, "term"sv, "life"sv};

inline constexpr std::array kDurations = {"year"sv,    "month"sv,       "week"sv,
                                          "day"sv,     "working day"sv, "second"sv,
                                          "quarter"sv, "century"sv,     "decade"sv};

inline constexpr std::array kHeightAsked = {"how high"sv, "多高"sv};
// What is high without being long.
inline constexpr std::array kHighToo = {
    "rent"sv,        "fee"sv,         "fees"sv,     "price"sv,      "cost"sv,     "costs"sv,
    "salary"sv,      "pay"sv,         "budget"sv,   "deposit"sv,    "fine"sv,     "bonus"sv,
    "discount"sv,    "rate"sv,        "interest"sv, "tax"sv,        "turnover"sv, "revenue"sv,
    "profit"sv,      "charge"sv,      "share"sv,    "percentage"sv, "risk"sv,     "score"sv,
    "consumption"sv, "temperature"sv, "pressure"sv, "speed"sv,      "limit"sv,    "allowance"sv,
    "价"sv,          "费"sv,          "工资"sv,     "薪"sv,         "奖金"sv,     "租金"sv,
    "利率"sv,        "率"sv,          "温"sv,       "压"sv,         "收入"sv,     "利润"sv,
    "比例"sv,        "分"sv,          "额"sv,       "级"sv,         "速"sv};

inline constexpr std::array kAreaAsked = {"多少平"sv, "几平米"sv, "how many square"sv};
inline constexpr std::array kAreas = {"平方"sv,  "平米"sv,     "㎡"sv, "²"sv,      "亩"sv,
                                      "畝"sv,    "公顷"sv,     "坪"sv, "square"sv, "sq"sv,
                                      "acres"sv, "hectares"sv, "m2"sv};
inline constexpr std::array kAreaNames = {"面积"sv, "面積"sv, "area"sv};

inline constexpr std::array kVolumeAsked = {"多少升"sv,          "几升"sv,
                                            "多少毫升"sv,        "how many litres"sv,
                                            "how many liters"sv, "how many gallons"sv};
inline constexpr std::array kVolumes = {"升"sv,    "litre"sv,  "litres"sv,
                                        "liter"sv, "liters"sv, "gallons"sv};
inline constexpr std::array kVolumeSigns = {"l"sv, "ml"sv, "cl"sv, "gal"sv};
inline constexpr std::array kVolumeNames = {"容"sv, "capacity"sv, "volume"sv, "tank"sv};

inline constexpr std::array kPowerAsked = {"多少瓦"sv,
                                           "多少千瓦"sv,
                                           "几千瓦"sv,
                                           "几瓦"sv,
                                           "how many watts"sv,
                                           "wattage"sv,
                                           "how many kilowatts"sv,
                                           "how many horsepower"sv};
inline constexpr std::array kPowers = {"瓦"sv,       "马力"sv,      "watt"sv,      "watts"sv,
                                       "kilowatt"sv, "kilowatts"sv, "horsepower"sv};
inline constexpr std::array kPowerSigns = {"w"sv, "kw"sv, "mw"sv, "va"sv, "kva"sv, "hp"sv};
inline constexpr std::array kPowerNames = {"功率"sv, "功耗"sv, "power"sv, "wattage"sv};

inline constexpr std::array kVoltageAsked = {"多少伏"sv, "几伏"sv, "how many volts"sv,
                                             "what voltage"sv};
inline constexpr std::array kVoltages = {"伏"sv, "volt"sv, "volts"sv};
inline constexpr std::array kVoltageSigns = {"v"sv, "kv"sv, "mv"sv};
inline constexpr std::array kVoltageNames = {"电压"sv, "電壓"sv, "voltage"sv};

inline constexpr std::array kCurrentAsked = {"多少安培"sv, "几安培"sv, "how many amps"sv,
                                             "how many amperes"sv};
inline constexpr std::array kCurrents = {"安"sv, "amp"sv, "amps"sv, "amperes"sv};
inline constexpr std::array kCurrentSigns = {"a"sv, "ma"sv, "ka"sv};
inline constexpr std::array kCurrentNames = {"电流"sv, "電流"sv, "current"sv};

inline constexpr std::array kNoiseAsked = {"多少分贝"sv, "how many decibels"sv};
inline constexpr std::array kNoises = {"分贝"sv, "decibel"sv, "decibels"sv};
inline constexpr std::array kNoiseSigns = {"db"sv, "dba"sv};
inline constexpr std::array kNoiseNames = {"噪"sv, "noise"sv, "sound"sv};

inline constexpr std::array kHeatAsked = {"多少度"sv,   "几度"sv,     "how hot"sv,
                                          "how warm"sv, "how cold"sv, "what temperature"sv};
inline constexpr std::array kHeats = {"度"sv,      "℃"sv,       "°"sv,
                                      "degrees"sv, "celsius"sv, "fahrenheit"sv};
inline constexpr std::array kHeatNames = {"温"sv, "度"sv, "temperature"sv};

inline constexpr std::array kShareAsked = {"what percentage"sv, "what percent"sv, "百分之几"sv,
                                           "百分之多少"sv,      "多大比例"sv,     "多少比例"sv};
inline constexpr std::array kShares = {
    "%"sv,    "％"sv,         "percent"sv, "per cent"sv, "百分"sv,  "成"sv,      "折"sv,
    "倍"sv,   "分之"sv,       "半"sv,      "half"sv,     "third"sv, "quarter"sv, "all"sv,
    "none"sv, "percentage"sv, "全"sv,      "无"sv,       "fully"sv, "twice"sv};
inline constexpr std::array kShareNames = {"率"sv, "比例"sv, "占比"sv, "share"sv, "rate"sv};

inline constexpr std::array kClockAsked = {"几点"sv, "幾點"sv, "what time"sv};
inline constexpr std::array kClocks = {"点"sv,      "點"sv,   "时"sv,       "時"sv,   ":"sv,
                                       "："sv,      "am"sv,   "pm"sv,       "a.m"sv,  "p.m"sv,
                                       "o'clock"sv, "noon"sv, "midnight"sv, "全天"sv, "分"sv};

inline constexpr std::array kColourAsked = {"what colour"sv,   "what color"sv,  "which colour"sv,
                                            "which color"sv,   "什么颜色"sv,    "哪种颜色"sv,
                                            "啥颜色"sv,        "哪些颜色"sv,    "什麼顏色"sv,
                                            "which colours"sv, "what colours"sv};
inline constexpr std::array kColours = {
    "红"sv,     "紅"sv,     "橙"sv,    "黄"sv,     "黃"sv,          "绿"sv,    "綠"sv,
    "青"sv,     "蓝"sv,     "藍"sv,    "紫"sv,     "黑"sv,          "白"sv,    "灰"sv,
    "棕"sv,     "粉"sv,     "褐"sv,    "金"sv,     "银"sv,          "銀"sv,    "透明"sv,
    "米色"sv,   "彩"sv,     "red"sv,   "orange"sv, "yellow"sv,      "green"sv, "blue"sv,
    "purple"sv, "black"sv,  "white"sv, "grey"sv,   "gray"sv,        "brown"sv, "pink"sv,
    "gold"sv,   "silver"sv, "beige"sv, "violet"sv, "transparent"sv, "navy"sv,  "turquoise"sv,
    "cream"sv,  "amber"sv};

inline constexpr std::array kMailAsked = {
    "邮箱是什么"sv,    "邮箱是多少"sv,     "邮箱地址"sv,    "哪个邮箱"sv,   "什么邮箱"sv,
    "email address"sv, "e-mail address"sv, "which email"sv, "what email"sv, "mail address"sv};
inline constexpr std::array kMails = {"@"sv};

inline constexpr std::array kAgeAsked = {"how old"sv, "几岁"sv, "多少岁"sv, "多大年纪"sv,
                                         "多大岁数"sv};
inline constexpr std::array kAges = {"岁"sv,  "歲"sv,   "year"sv, "years"sv, "aged"sv,
                                     "age"sv, "born"sv, "年"sv,   "month"sv, "months"sv};

inline constexpr std::array kSaysALength = {"long"sv, "length"sv, "dimensions"sv, "measures"sv,
                                            "size"sv};

struct Kind {
  Words asked_by;
  Words words;       // each of them says it
  Words signs = {};  // … or one of these behind a digit
  Words names = {};  // … or a name that the value stands under
};

inline constexpr std::array<Kind, 16> kKinds = {{
    {kWeightAsked, kWeights, kWeightSigns, kWeightNames},
    {kLengthAsked, kLengths, kLengthSigns, kLengthNames},
    {kHeightAsked, kLengths, kLengthSigns, kLengthNames},
    {kTimeAsked, kTimes, kTimeSigns, kTimeNames},
    {kAreaAsked, kAreas, {}, kAreaNames},
    {kVolumeAsked, kVolumes, kVolumeSigns, kVolumeNames},
    {kPowerAsked, kPowers, kPowerSigns, kPowerNames},
    {kVoltageAsked, kVoltages, kVoltageSigns, kVoltageNames},
    {kCurrentAsked, kCurrents, kCurrentSigns, kCurrentNames},
    {kNoiseAsked, kNoises, kNoiseSigns, kNoiseNames},
    {kHeatAsked, kHeats, {}, kHeatNames},
    {kShareAsked, kShares, {}, kShareNames},
    {kClockAsked, kClocks},
    {kColourAsked, kColours},
    {kMailAsked, kMails},
    {kAgeAsked, kAges},
}};

}  // namespace wenyuan::answer
