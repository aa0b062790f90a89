#include <array>
#include <utility>

#include "wenyuan/ingest/vision_reader.h"

namespace wenyuan::ingest {
namespace {

constexpr std::string_view kSetting = "reading";
constexpr std::array<std::pair<Reading, std::string_view>, 3> kNames = {
    {{Reading::kLocal, "local"},
     {Reading::kVision, "vision"},
     {Reading::kVisionOnly, "vision_only"}}};

}  // namespace

std::string NameOf(Reading reading) {
  return std::string(kNames.at(static_cast<std::size_t>(reading)).second);
}

Result<Reading> ReadingFromName(std::string_view name) {
  for (const auto& [reading, known] : kNames) {
    if (known == name) return reading;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) +
                   "' is no way to read pictures; give \"local\", \"vision\" or \"vision_only\"",
               "“" + std::string(name) +
                   "”不是有效的图片识别方式；可用 \"local\"、\"vision\" 或 \"vision_only\""};
}

Reading ReadingOf(store::Store& store, store::LibraryNumber library) {
  const auto settings = store.libraries().Settings(library);
  if (!settings) return Reading::kLocal;
  for (const store::Libraries::Setting& setting : *settings) {
    if (setting.name != kSetting) continue;
    return ReadingFromName(setting.value).value_or(Reading::kLocal);
  }
  return Reading::kLocal;
}

Result<void> SetReading(store::Store& store, store::LibraryNumber library, Reading reading,
                        store::UserNumber by) {
  return store.libraries().SetSettings(library, {{std::string(kSetting), NameOf(reading)}}, by);
}

}  // namespace wenyuan::ingest
