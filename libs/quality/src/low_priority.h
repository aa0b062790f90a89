#pragma once

namespace wenyuan::quality {

// Makes the calling thread give way: questions of people come first.
void LowerPriority();

}  // namespace wenyuan::quality
