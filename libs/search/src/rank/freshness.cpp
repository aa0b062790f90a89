#include "wenyuan/search/freshness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "dates.h"

namespace wenyuan::search {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kCurrentWords = {
    "最新"sv,       "现行"sv,       "現行"sv,       "目前"sv,      "当前"sv,        "當前"sv,
    "如今"sv,       "最近"sv,       "近期"sv,       "现在"sv,      "現在"sv,        "latest"sv,
    "newest"sv,     "current"sv,    "currently"sv,  "nowadays"sv,  "most recent"sv, "right now"sv,
    "up to date"sv, "up-to-date"sv, "at present"sv, "these days"sv};
constexpr std::array kThisYear = {"今年"sv, "本年"sv, "this year"sv};
constexpr std::array kLastYear = {"去年"sv, "上年度"sv, "last year"sv};
constexpr std::array kFrom = {"valid-from"sv, "valid_from"sv, "生效日期"sv, "生效"sv};
constexpr std::array kUntil = {"valid-until"sv, "valid_until"sv, "expires"sv,
                               "有效期至"sv,    "失效日期"sv,    "失效"sv};
constexpr std::array kDate = {"date"sv, "日期"sv, "发布日期"sv, "發布日期"sv};

constexpr double kGain = 0.1;     // the most that being new or of the year brings
constexpr double kExpired = 0.5;  // what is left of the score
constexpr double kMillisOfAYear = 365.25 * 24 * 3600 * 1000;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

// Whether one of the words stands in the text (in small letters), English ones alone.
template <typename Words>
bool HasAny(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      const bool cut = (at > 0 && IsLetter(word.front()) && IsLetter(text[at - 1])) ||
                       (end < text.size() && IsLetter(word.back()) && IsLetter(text[end]));
      if (!cut) return true;
    }
    return false;
  });
}

// Four digits that stand alone and may be a year.
std::vector<int> YearsIn(std::string_view text) {
  std::vector<int> years;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    // "v2024", "2024-0317" and "2,024" are no years, "2024-03" is one.
    const bool joined = at > 0 && (IsLetter(text[at - 1]) || text[at - 1] == '-' ||
                                   text[at - 1] == ',' || text[at - 1] == '.');
    if (end - at == 4 && !joined) {
      const int year = std::stoi(std::string(text.substr(at, 4)));
      if (year >= 1900 && year <= 2199) years.push_back(year);
    }
    at = std::max(end, at + 1);
  }
  return years;
}

// What a tag with one of these names says: "有效期至：2024-12-31".
template <typename Names>
std::optional<Period> Tagged(const store::Document& document, const Names& names) {
  for (const std::string& tag : document.tags) {
    std::size_t colon = tag.find(':');
    std::size_t behind = colon + 1;
    if (const std::size_t wide = tag.find("：");
        wide != std::string::npos && (colon == std::string::npos || wide < colon)) {
      colon = wide;
      behind = wide + "："sv.size();
    }
    if (colon == std::string::npos) continue;
    std::string name = Lower(std::string_view(tag).substr(0, colon));
    name.erase(name.find_last_not_of(' ') + 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    if (auto period = ReadDate(std::string_view(tag).substr(behind))) return period;
  }
  return std::nullopt;
}

// Whether the document held at some time in these years.
bool HeldIn(const Validity& validity, const std::vector<int>& years) {
  return std::any_of(years.begin(), years.end(), [&validity](int year) {
    const Period period = Year(year);
    return validity.from.value_or(period.begin) < period.end &&
           validity.until.value_or(period.end) > period.begin;
  });
}

bool Names(const Hit& hit, const std::vector<int>& years) {
  std::vector<int> named = YearsIn(Lower(hit.document.title + " " + hit.chunk.heading_path));
  if (const auto date = Tagged(hit.document, kDate)) named.push_back(YearOf(date->begin));
  return std::any_of(named.begin(), named.end(), [&years](int year) {
    return std::find(years.begin(), years.end(), year) != years.end();
  });
}

}  // namespace

TimeAsked ReadTime(std::string_view question, UnixMillis now) {
  const std::string lower = Lower(question);
  TimeAsked asked;
  asked.years = YearsIn(lower);
  if (HasAny(lower, kThisYear)) asked.years.push_back(YearOf(now));
  if (HasAny(lower, kLastYear)) asked.years.push_back(YearOf(now) - 1);
  std::sort(asked.years.begin(), asked.years.end());
  asked.years.erase(std::unique(asked.years.begin(), asked.years.end()), asked.years.end());
  asked.current = HasAny(lower, kCurrentWords);
  return asked;
}

Validity ValidityOf(const store::Document& document) {
  Validity validity;
  if (const auto from = Tagged(document, kFrom)) validity.from = from->begin;
  if (const auto until = Tagged(document, kUntil)) validity.until = until->end;
  return validity;
}

bool IsExpired(const store::Document& document, UnixMillis now) {
  return ValidityOf(document).until.value_or(now + 1) <= now;
}

std::string ExpiredOn(const store::Document& document, UnixMillis now) {
  if (!IsExpired(document, now)) return {};
  return DayOf(*ValidityOf(document).until - 1);
}

std::string HoldsFrom(const store::Document& document, UnixMillis now) {
  const auto from = ValidityOf(document).from;
  return from && *from > now ? DayOf(*from) : std::string();
}

void MarkHolding(Hit& hit, UnixMillis now) {
  hit.expired_on = ExpiredOn(hit.document, now);
  hit.holds_from = HoldsFrom(hit.document, now);
}

UnixMillis DateOf(const store::Document& document) {
  if (const auto date = Tagged(document, kDate)) return date->begin;
  return document.changed;
}

void HonourTime(std::string_view question, UnixMillis now, std::vector<Hit>& hits) {
  if (hits.empty()) return;
  const TimeAsked asked = ReadTime(question, now);
  UnixMillis newest = DateOf(hits.front().document);
  for (const Hit& hit : hits) newest = std::max(newest, DateOf(hit.document));
  bool changed = false;
  for (Hit& hit : hits) {
    double factor = 1;
    if (!asked.years.empty()) {
      if (Names(hit, asked.years)) factor += kGain;
    } else if (asked.current) {
      const auto age = static_cast<double>(newest - DateOf(hit.document));
      factor += kGain * std::exp(-age / kMillisOfAYear);
    }
    const Validity validity = ValidityOf(hit.document);
    const bool holds = validity.from.value_or(now) <= now && validity.until.value_or(now + 1) > now;
    const bool held_then = !asked.years.empty() && HeldIn(validity, asked.years);
    if (!holds && !held_then) factor *= kExpired;
    changed = changed || factor != 1;
    hit.score *= factor;
  }
  if (!changed) return;
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& left, const Hit& right) { return left.score > right.score; });
}

}  // namespace wenyuan::search
