#include "abbreviations.h"

#include <algorithm>
#include <array>

namespace wenyuan::text {
namespace {

constexpr std::array<std::string_view, 36> kTitles = {
    "Mr",   "Mrs", "Ms",  "Mx",  "Dr",  "Drs", "Prof", "Rev",    "Hon", "Gen",  "Col",    "Lt",
    "Capt", "Maj", "Sgt", "Sen", "Rep", "Gov", "Pres", "St",     "Mt",  "Ft",   "Messrs", "Mme",
    "Mlle", "e.g", "i.e", "cf",  "vs",  "viz", "resp", "approx", "ca",  "Supt", "Fr",     "Ave"};

constexpr std::array<std::string_view, 45> kBeforeNumbers = {
    "No",  "no",  "Nos",  "nos", "Fig", "fig",  "Figs", "figs", "Eq",   "eq",   "Eqs", "eqs",
    "Sec", "sec", "Sect", "Ch",  "ch",  "Chap", "chap", "Vol",  "vol",  "Vols", "pp",  "p",
    "Art", "art", "Tab",  "Ref", "ref", "Refs", "refs", "para", "Para", "Jan",  "Feb", "Mar",
    "Apr", "Jun", "Jul",  "Aug", "Sep", "Sept", "Oct",  "Nov",  "Dec"};

constexpr std::array<std::string_view, 19> kMayEnd = {
    "Inc", "Ltd", "Co",  "Corp", "Bros", "Jr",  "Sr",  "etc",  "al",  "Ph.D",
    "PLC", "LLC", "a.m", "p.m",  "A.M",  "P.M", "Esq", "dept", "Dept"};

constexpr std::array<std::string_view, 48> kBeginners = {
    "The",  "A",     "An",      "In",    "It",    "He",    "She", "They",  "This",     "That",
    "We",   "On",    "At",      "As",    "But",   "And",   "For", "If",    "I",        "You",
    "When", "While", "However", "There", "These", "Those", "Its", "His",   "Her",      "Their",
    "Our",  "After", "Before",  "With",  "From",  "To",    "By",  "Since", "Although", "Because",
    "What", "Who",   "How",     "Why",   "Where", "No",    "Yes", "Then"};

template <typename Words>
bool Has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// U.S, J.R.R: single letters with full stops between them.
bool IsAcronym(std::string_view word) {
  if (word.size() < 3 || word.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i % 2 == 0 ? !IsLetter(word[i]) : word[i] != '.') return false;
  }
  return true;
}

}  // namespace

Abbreviation AbbreviationKind(std::string_view word) {
  if (word.size() == 1 && word.front() >= 'A' && word.front() <= 'Z' && word != "I") {
    return Abbreviation::kTitle;  // an initial
  }
  if (Has(kTitles, word)) return Abbreviation::kTitle;
  if (Has(kBeforeNumbers, word)) return Abbreviation::kBeforeNumber;
  if (Has(kMayEnd, word) || IsAcronym(word)) return Abbreviation::kMayEnd;
  return Abbreviation::kNone;
}

bool OftenBeginsSentence(std::string_view word) { return Has(kBeginners, word); }

}  // namespace wenyuan::text
