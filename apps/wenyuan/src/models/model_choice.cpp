#include "model_choice.h"

#include <boost/json/parse.hpp>
#include <cstdlib>

#include "../json.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLongest = 64U << 10U;

std::filesystem::path PathIn(const DataLayout& layout) { return layout.models() / "in-use.json"; }

}  // namespace

Result<std::optional<ModelChoice>> ReadChoice(const DataLayout& layout) {
  const std::filesystem::path path = PathIn(layout);
  FileSystem& files = PosixFileSystem();
  if (!files.Exists(path)) return std::optional<ModelChoice>();
  WY_TRY(const std::string text, ReadAll(files, path, kLongest));
  json::error_code wrong;
  const json::value choice = json::parse(text, wrong);
  const json::value& generator = MemberOf(choice, "generator");
  const std::string name = TextOf(choice, "generator");
  const bool plain = std::filesystem::path(name).filename() == name;
  if (wrong || !choice.is_object() || !(generator.is_null() || generator.is_string()) || !plain) {
    return Error{ErrorCode::kCorruption,
                 "'" + path.string() + "' does not name a model; remove it, and choose anew",
                 "“" + path.string() + "”没有写明模型；请删除它并重新选择"};
  }
  return std::optional(ModelChoice{name});
}

Result<void> WriteChoice(const DataLayout& layout, const ModelChoice& choice) {
  FileSystem& files = PosixFileSystem();
  WY_CHECK(files.CreateDirectories(std::filesystem::absolute(layout.models())));
  json::object body;
  body["generator"] =
      choice.generator.empty() ? json::value(nullptr) : json::value(choice.generator);
  return WriteAtomically(files, PathIn(layout), Pretty(body) + "\n");
}

bool GeneratorIsNamed(const Config& config) {
  if (config.generator.generator != "auto") return true;
  const char* const path = std::getenv("MODEL_PATH");
  return path != nullptr && *path != '\0';
}

}  // namespace wenyuan::app
