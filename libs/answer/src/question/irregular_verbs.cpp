#include "irregular_verbs.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wenyuan::answer {
namespace {

// By form.
constexpr std::array<std::pair<std::string_view, std::string_view>, 54> kVerbs = {
    {{"began", "begin"},   {"begun", "begin"},   {"bought", "buy"},    {"broke", "break"},
     {"broken", "break"},  {"brought", "bring"}, {"built", "build"},   {"came", "come"},
     {"caught", "catch"},  {"chose", "choose"},  {"chosen", "choose"}, {"dealt", "deal"},
     {"drawn", "draw"},    {"drew", "draw"},     {"driven", "drive"},  {"drove", "drive"},
     {"fallen", "fall"},   {"flew", "fly"},      {"flown", "fly"},     {"forgotten", "forget"},
     {"fought", "fight"},  {"gave", "give"},     {"given", "give"},    {"grew", "grow"},
     {"grown", "grow"},    {"held", "hold"},     {"hung", "hang"},     {"kept", "keep"},
     {"knew", "know"},     {"known", "know"},    {"led", "lead"},      {"lent", "lend"},
     {"lost", "lose"},     {"made", "make"},     {"met", "meet"},      {"paid", "pay"},
     {"said", "say"},      {"sent", "send"},     {"shown", "show"},    {"sold", "sell"},
     {"sought", "seek"},   {"spent", "spend"},   {"spoken", "speak"},  {"stolen", "steal"},
     {"stood", "stand"},   {"taken", "take"},    {"taught", "teach"},  {"thrown", "throw"},
     {"told", "tell"},     {"took", "take"},     {"won", "win"},       {"worn", "wear"},
     {"written", "write"}, {"wrote", "write"}}};

}  // namespace

std::string_view VerbOf(std::string_view word) {
  const auto found =
      std::lower_bound(kVerbs.begin(), kVerbs.end(), word,
                       [](const auto& verb, std::string_view form) { return verb.first < form; });
  return found != kVerbs.end() && found->first == word ? found->second : word;
}

}  // namespace wenyuan::answer
