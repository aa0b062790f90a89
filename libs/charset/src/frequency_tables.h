#pragma once

namespace wenyuan::charset {

// Characters whose natural logarithm of the relative frequency is about -half_nats / 2.
struct FrequencyLevel {
  int half_nats;
  const char16_t* characters;
};

// Each ends with a level without characters.
extern const FrequencyLevel kSimplifiedLevels[];
extern const FrequencyLevel kTraditionalLevels[];

}  // namespace wenyuan::charset
