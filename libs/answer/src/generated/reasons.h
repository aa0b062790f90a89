#pragma once

#include <string>

#include "conflict.h"
#include "passage_reading.h"

namespace wenyuan::answer {

// Why a statement is not proven, as a person is told, in both languages.
struct Reason {
  std::string why;
  std::string why_zh;
};

Reason NothingSaysThis();
Reason OnlyAnOrder();
// `somewhere`: it stands in a passage, but not where that speaks of this.
Reason Missing(const PassageReading::Gap& gap, bool somewhere);
Reason Said(const Conflict& conflict);

}  // namespace wenyuan::answer
