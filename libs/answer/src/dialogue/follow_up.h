#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {

// What a question leaves to the one before it.
enum class Lack : std::uint8_t {
  kNothing,
  kThing,    // a pronoun stands for it: "它可以顺延吗？", "who approves it?"
  kRest,     // only what is new is said: "那病假呢？", "and for interns?"
  kAll,      // nothing new is said: "为什么？", "why?", "还有呢？"
  kPerhaps,  // short, and no name in it: "电话是多少？"
};

// A word that stands for something, with the noun that it points at.
struct Pronoun {
  text::Range range;  // bytes of the question, noun included: "这家餐馆", "其", "this policy"
  std::string noun;   // "餐馆", "policy"; empty: none
  bool possessive = false;  // "其", "its"
};

struct FollowUp {
  Lack lack = Lack::kNothing;
  std::vector<Pronoun> pronouns;  // of kThing, in order
  std::string new_thing;          // of kRest: "病假", "interns"
  std::string preposition;        // of kRest, in lower case: "for"; empty: none
  bool asks_why = false;          // of kAll
};

// The question without what is said first to be polite ("好的，谢谢，"), when the rest still asks.
std::string_view WithoutCourtesy(const text::Analyzer& analyzer, std::string_view question);

// How a question leans on a conversation. Pure, and the same for the same question.
FollowUp ReadFollowUp(const text::Analyzer& analyzer, std::string_view question);

}  // namespace wenyuan::answer
