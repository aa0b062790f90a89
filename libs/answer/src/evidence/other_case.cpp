#include "other_case.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// Who or what is in one case is in no other of its kind.
struct Case {
  std::string_view word;
  std::uint8_t number = 0;  // the same for words that mean the same
};

// The longest word counts: 陪产假 is no 产假. Number 0: of the kind, and any of its cases.
constexpr Case kLeaves[] = {{"年假"sv, 1},
                            {"年休假"sv, 1},
                            {"带薪休假"sv, 1},
                            {"annual leave"sv, 1},
                            {"vacation"sv, 1},
                            {"holidays"sv, 1},
                            {"病假"sv, 2},
                            {"生病"sv, 2},
                            {"患病"sv, 2},
                            {"医疗期"sv, 2},
                            {"sick leave"sv, 2},
                            {"sick pay"sv, 2},
                            {"sick"sv, 2},
                            {"ill"sv, 2},
                            {"illness"sv, 2},
                            {"sickness"sv, 2},
                            {"产假"sv, 3},
                            {"產假"sv, 3},
                            {"生育津贴"sv, 3},
                            {"maternity leave"sv, 3},
                            {"maternity pay"sv, 3},
                            {"maternity"sv, 3},
                            {"陪产假"sv, 4},
                            {"陪护假"sv, 4},
                            {"护理假"sv, 4},
                            {"paternity leave"sv, 4},
                            {"paternity"sv, 4},
                            {"婚假"sv, 5},
                            {"丧假"sv, 6},
                            {"bereavement leave"sv, 6},
                            {"compassionate leave"sv, 6},
                            {"事假"sv, 7},
                            {"unpaid leave"sv, 7},
                            {"哺乳假"sv, 8},
                            {"育儿假"sv, 9},
                            {"parental leave"sv, 9},
                            {"探亲假"sv, 10},
                            {"工伤"sv, 11},
                            {"工伤假"sv, 11},
                            {"产检假"sv, 12},
                            {"产检"sv, 12},
                            {"study leave"sv, 13},
                            {"public holidays"sv, 0},
                            {"bank holidays"sv, 0}};
constexpr Case kPeople[] = {
    {"实习生"sv, 1},     {"实习"sv, 1},         {"实习期"sv, 1},      {"intern"sv, 1},
    {"interns"sv, 1},    {"internship"sv, 1},   {"试用期"sv, 2},      {"试用"sv, 2},
    {"probation"sv, 2},  {"probationary"sv, 2}, {"正式员工"sv, 3},    {"转正"sv, 3},
    {"full-time"sv, 3},  {"full time"sv, 3},    {"permanent"sv, 3},   {"兼职"sv, 4},
    {"part-time"sv, 4},  {"part time"sv, 4},    {"劳务派遣"sv, 5},    {"派遣"sv, 5},
    {"temporary"sv, 5},  {"agency"sv, 5},       {"trainee"sv, 6},     {"trainees"sv, 6},
    {"apprentice"sv, 6}, {"apprentices"sv, 6},  {"学徒"sv, 6},        {"退休"sv, 7},
    {"retired"sv, 7},    {"freelancers"sv, 8},  {"contractors"sv, 8}, {"外包"sv, 8},
    {"volunteers"sv, 9}, {"志愿者"sv, 9}};
constexpr Case kDays[] = {{"工作日"sv, 1},       {"平日"sv, 1},           {"平时"sv, 1},
                          {"周一至周五"sv, 1},   {"weekday"sv, 1},        {"weekdays"sv, 1},
                          {"working day"sv, 0},  {"个工作日"sv, 0},       {"working days"sv, 0},
                          {"周末"sv, 2},         {"周六"sv, 2},           {"周日"sv, 2},
                          {"双休日"sv, 2},       {"休息日"sv, 2},         {"weekend"sv, 2},
                          {"weekends"sv, 2},     {"saturday"sv, 2},       {"sunday"sv, 2},
                          {"saturdays"sv, 2},    {"sundays"sv, 2},        {"节假日"sv, 3},
                          {"法定节假日"sv, 3},   {"节日"sv, 3},           {"国庆"sv, 3},
                          {"春节"sv, 3},         {"public holiday"sv, 3}, {"public holidays"sv, 3},
                          {"bank holidays"sv, 3}};
constexpr Case kSpans[] = {{"月卡"sv, 1},   {"季卡"sv, 2}, {"年卡"sv, 3},  {"次卡"sv, 4},
                           {"十次卡"sv, 4}, {"周卡"sv, 5}, {"半年卡"sv, 6}};
constexpr Case kPay[] = {{"工资"sv, 1},    {"薪资"sv, 1},      {"薪酬"sv, 1},     {"月薪"sv, 1},
                         {"奖金"sv, 2},    {"年终奖"sv, 2},    {"奖励"sv, 2},     {"提成"sv, 3},
                         {"salary"sv, 1},  {"wages"sv, 1},     {"salaries"sv, 1}, {"bonus"sv, 2},
                         {"bonuses"sv, 2}, {"commission"sv, 3}};
constexpr std::array<std::span<const Case>, 5> kKinds = {kLeaves, kPeople, kDays, kSpans, kPay};

// The cases of a kind that a text in small letters names, a bit each.
std::uint32_t CasesIn(std::string_view text, std::span<const Case> kind) {
  std::uint32_t cases = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    std::uint8_t number = 0;
    for (const Case& one : kind) {
      const bool may = one.word.front() == text[at] && one.word.size() > length;
      if (!may || !StandsAt(text, at, one.word)) continue;
      length = one.word.size();
      number = one.number;
    }
    if (number > 0) cases |= 1U << number;
    at += std::max<std::size_t>(length, 1);
  }
  return cases;
}

}  // namespace

bool IsOfAnotherCase(std::string_view question, std::string_view text, std::string_view heading) {
  const std::string asked = Lower(question);
  return std::any_of(kKinds.begin(), kKinds.end(), [&](std::span<const Case> kind) {
    const std::uint32_t wanted = CasesIn(asked, kind);
    if (wanted == 0) return false;  // nearly always
    const std::uint32_t named = CasesIn(Lower(text), kind);
    if (named == 0 || (named & wanted) != 0) return false;
    const std::uint32_t headed = CasesIn(Lower(heading), kind);
    return (headed & wanted) == 0 || (headed & ~wanted) != 0;
  });
}

}  // namespace wenyuan::answer
