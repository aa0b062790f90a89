#include "wenyuan/gguf/model_file.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "problem.h"

namespace wenyuan::gguf {
namespace {

constexpr std::uint64_t kMostParts = 1'000;

Error Wrong(const std::filesystem::path& path, const Error& problem) {
  return Error{ErrorCode::kCorruption,
               "'" + path.string() + "' is no whole GGUF model file: " + problem.message,
               "“" + path.string() + "”不是完整的 GGUF 模型文件：" + problem.message_zh};
}

std::string Suffix(std::uint64_t number, std::uint64_t count) {
  const std::string part = std::to_string(number + 1);
  const std::string all = std::to_string(count);
  const auto padded = [](const std::string& digits) {
    return std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
  };
  return "-" + padded(part) + "-of-" + padded(all) + ".gguf";
}

std::optional<std::uint64_t> NumberAt(const Header& header, std::string_view key) {
  const Value* value = header.Find(key);
  return value == nullptr ? std::nullopt : value->AsCount();
}

struct Split {
  std::uint64_t number = 0;
  std::uint64_t count = 1;
};

Result<Split> SplitOf(const std::filesystem::path& path, const Header& header) {
  Split split;
  split.count = std::max<std::uint64_t>(1, NumberAt(header, "split.count").value_or(1));
  if (split.count > kMostParts) {
    return Wrong(path, Problem("it claims to be in " + std::to_string(split.count) +
                                   " parts; at most " + std::to_string(kMostParts) + " are allowed",
                               "声明分为 " + std::to_string(split.count) + " 个部分，最多允许 " +
                                   std::to_string(kMostParts) + " 个"));
  }
  const auto number = NumberAt(header, "split.no");
  if (split.count > 1 && !number) {
    return Wrong(path, Problem("it is a part, but does not say which ('split.no')",
                               "它是分卷之一，但没有说明是第几卷（“split.no”）"));
  }
  split.number = number.value_or(0);
  if (split.number >= split.count) {
    return Wrong(path, Problem("it claims to be part " + std::to_string(split.number + 1) + " of " +
                                   std::to_string(split.count),
                               "声明为第 " + std::to_string(split.number + 1) + " 卷，共 " +
                                   std::to_string(split.count) + " 卷"));
  }
  return split;
}

Result<void> CheckParts(const ModelFile& model) {
  std::set<std::string_view> names;
  for (const ModelFile::Part& part : model.parts) {
    for (const Tensor& tensor : part.header.tensors) {
      if (!names.insert(tensor.name).second) {
        return Wrong(part.path,
                     Problem("weight '" + Shown(tensor.name) + "' is in another part too",
                             "权重“" + Shown(tensor.name) + "”在另一分卷中也有"));
      }
    }
  }
  const auto promised = NumberAt(model.header(), "split.tensors.count");
  if (promised && *promised != names.size()) {
    return Wrong(model.parts.front().path,
                 Problem("its parts have " + std::to_string(names.size()) + " weights, not the " +
                             std::to_string(*promised) + " it promises",
                         "各分卷共有 " + std::to_string(names.size()) + " 个权重，而声明为 " +
                             std::to_string(*promised) + " 个"));
  }
  return {};
}

// "…-00002-of-00004": not the first.
bool IsLaterPart(const std::string& stem) {
  const std::size_t of = stem.rfind("-of-");
  return of != std::string::npos && of >= 6 && stem.size() == of + 9 &&
         stem.substr(of - 6, 6) != "-00001";
}

}  // namespace

std::vector<std::filesystem::path> ModelFilesAt(const std::filesystem::path& place) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(place, ignored)) return {place};
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(place, ignored)) {
    if (entry.path().extension() == ".gguf" && entry.is_regular_file(ignored) &&
        !IsLaterPart(entry.path().stem())) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::uint64_t ModelFile::FileBytes() const {
  return std::accumulate(
      parts.begin(), parts.end(), std::uint64_t{0},
      [](std::uint64_t sum, const Part& part) { return sum + part.header.file_bytes; });
}

std::size_t ModelFile::TensorCount() const {
  return std::accumulate(
      parts.begin(), parts.end(), std::size_t{0},
      [](std::size_t sum, const Part& part) { return sum + part.header.tensors.size(); });
}

Result<ModelFile> OpenModel(const std::filesystem::path& path) {
  ModelFile model;
  WY_TRY(Header named, ReadHeader(path));
  WY_TRY(const Split split, SplitOf(path, named));
  if (split.count == 1) {
    model.parts.push_back({path, std::move(named)});
    return model;
  }
  const std::string name = path.filename().string();
  const std::string suffix = Suffix(split.number, split.count);
  if (!name.ends_with(suffix)) {
    return Wrong(path, Problem("as a part of several its name must end in '" + suffix + "'",
                               "作为分卷，文件名应以“" + suffix + "”结尾"));
  }
  const std::string stem = name.substr(0, name.size() - suffix.size());
  for (std::uint64_t i = 0; i < split.count; ++i) {
    const std::filesystem::path part = path.parent_path() / (stem + Suffix(i, split.count));
    WY_TRY(Header header, ReadHeader(part));
    WY_TRY(const Split own, SplitOf(part, header));
    if (own.number != i || own.count != split.count) {
      return Wrong(part,
                   Problem("inside it says that it is part " + std::to_string(own.number + 1) +
                               " of " + std::to_string(own.count),
                           "文件内部声明为第 " + std::to_string(own.number + 1) + " 卷，共 " +
                               std::to_string(own.count) + " 卷"));
    }
    model.parts.push_back({part, std::move(header)});
  }
  WY_CHECK(CheckParts(model));
  return model;
}

Result<void> CheckModel(const std::filesystem::path& path) {
  WY_TRY(const ModelFile model, OpenModel(path));
  if (path.filename() != model.parts.front().path.filename()) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + path.string() + "' is a later part of a model; name its first part, '" +
                     model.parts.front().path.string() + "'",
                 "“" + path.string() + "”是模型的后续分卷，请使用第一卷“" +
                     model.parts.front().path.string() + "”"};
  }
  if (model.TensorCount() == 0) {
    return Wrong(path, Problem("it has no weights", "文件中没有权重"));
  }
  return {};
}

}  // namespace wenyuan::gguf
