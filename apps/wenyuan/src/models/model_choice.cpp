#include "model_choice.h"

#include <boost/json/parse.hpp>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "../json.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLongest = 64U << 10U;

std::filesystem::path PathIn(const DataLayout& layout) { return layout.models() / "in-use.json"; }

std::string Text(const json::value& value) {
  const json::string& text = value.get_string();
  return {text.data(), text.size()};
}

bool IsPlainName(const json::value& value) {
  return value.is_string() && std::filesystem::path(Text(value)).filename() == Text(value);
}

// What it says of a role; false where that is none of ours.
bool Take(const json::value& all, std::string_view role, std::optional<std::string>& into) {
  const json::value* const value = all.get_object().if_contains(role);
  if (value == nullptr) return true;
  if (!value->is_null() && !IsPlainName(*value)) return false;
  into = value->is_null() ? std::string() : Text(*value);
  return true;
}

bool TakeAll(const json::value& all, std::string_view key, std::vector<std::string>& into) {
  const json::value* const value = all.get_object().if_contains(key);
  if (value == nullptr) return true;
  if (!value->is_array()) return false;
  for (const json::value& one : value->get_array()) {
    if (!IsPlainName(one)) return false;
    into.push_back(Text(one));
  }
  return true;
}

void Put(json::object& body, std::string_view role, const std::optional<std::string>& name) {
  if (name) body[role] = name->empty() ? json::value(nullptr) : json::value(*name);
}

}  // namespace

Result<ModelChoice> ReadChoice(const DataLayout& layout) {
  const std::filesystem::path path = PathIn(layout);
  FileSystem& files = PosixFileSystem();
  if (!files.Exists(path)) return ModelChoice();
  WY_TRY(const std::string text, ReadAll(files, path, kLongest));
  json::error_code wrong;
  const json::value all = json::parse(text, wrong);
  ModelChoice choice;
  if (!wrong && all.is_object() && Take(all, "generator", choice.generator) &&
      Take(all, "reranker", choice.reranker) && Take(all, "embedder", choice.embedder) &&
      TakeAll(all, "embedders_before", choice.embedders_before)) {
    return choice;
  }
  return Error{ErrorCode::kCorruption,
               "'" + path.string() + "' does not name a model; remove it, and choose anew",
               "“" + path.string() + "”没有写明模型；请删除它并重新选择"};
}

Result<void> NoteChoice(const DataLayout& layout,
                        const std::function<void(ModelChoice& choice)>& change) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  FileSystem& files = PosixFileSystem();
  WY_CHECK(files.CreateDirectories(std::filesystem::absolute(layout.models())));
  ModelChoice choice = ReadChoice(layout).value_or(ModelChoice());
  change(choice);
  json::object body;
  Put(body, "generator", choice.generator);
  Put(body, "reranker", choice.reranker);
  Put(body, "embedder", choice.embedder);
  if (!choice.embedders_before.empty()) {
    json::array names;
    for (const std::string& name : choice.embedders_before) names.emplace_back(name);
    body["embedders_before"] = std::move(names);
  }
  return WriteAtomically(files, PathIn(layout), Pretty(body) + "\n");
}

bool GeneratorIsNamed(const Config& config) {
  if (config.generator.generator != "auto") return true;
  const char* const path = std::getenv("MODEL_PATH");
  return path != nullptr && *path != '\0';
}

bool RerankerIsNamed(const Config& config) { return config.reranker.reranker != "auto"; }
bool EmbedderIsNamed(const Config& config) { return config.embedder.embedder != "auto"; }

}  // namespace wenyuan::app
