#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Something that a conversation was about.
struct Entity {
  std::string text;
  double salience = 0;
};

// What a pronoun of the next question may stand for, the likeliest first: the nearer, the more
// often named, the more like a name and the more like `noun` ("餐馆" of "这家餐馆"; empty: none),
// the better. Nothing that stands in the question already. `turns` oldest first. Pure.
std::vector<Entity> EntitiesOf(const text::Analyzer& analyzer, std::span<const Turn> turns,
                               std::string_view question, std::string_view noun);

}  // namespace wenyuan::answer
