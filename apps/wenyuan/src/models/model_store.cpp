#include "model_store.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "wenyuan/base/system_reason.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{4} << 20U;
constexpr std::uint64_t kLongestSums = std::uint64_t{4} << 20U;
constexpr const char* kSums = "SHA256SUMS";
constexpr const char* kPassing = ".importing";

// Reads a file from its beginning to its end.
Result<void> ReadThrough(const RandomAccessFile& file, const FileProgress& progress,
                         const std::function<Result<void>(std::string_view)>& take) {
  const std::uint64_t size = file.Size();
  for (std::uint64_t at = 0; at < size;) {
    const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, size - at));
    WY_TRY(const std::string bytes, file.ReadAt(at, piece));
    WY_CHECK(take(bytes));
    at += piece;
    if (progress) progress(at, size);
  }
  return {};
}

// Lines "hash  name", as sha256sum writes them ("*name" for binary).
struct Sums {
  std::vector<std::pair<std::string, std::string>> names_and_hashes;
};

Result<Sums> ReadSums(const FileSystem& files, const std::filesystem::path& folder) {
  Sums sums;
  const std::filesystem::path path = folder / kSums;
  if (!files.Exists(path)) return sums;
  WY_TRY(const std::string text, ReadAll(files, path, kLongestSums));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const std::size_t space = line.find_first_of(" \t");
    if (space != 64) continue;
    const std::size_t name = line.find_first_not_of(" \t*", space);
    if (name == std::string::npos) continue;
    std::string hash = line.substr(0, 64);
    std::transform(hash.begin(), hash.end(), hash.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    sums.names_and_hashes.emplace_back(line.substr(name), std::move(hash));
  }
  return sums;
}

Error Differs(const std::filesystem::path& path) {
  return Error{ErrorCode::kCorruption,
               "'" + path.string() + "' has another SHA-256 than " + kSums +
                   " beside it says; fetch it again",
               "“" + path.string() + "”的 SHA-256 与旁边的 " + kSums + " 不一致；请重新获取"};
}

}  // namespace

Result<std::string> HashFile(const FileSystem& files, const std::filesystem::path& path,
                             const FileProgress& progress) {
  WY_TRY(const auto file, files.Open(path));
  crypto::Sha256Stream digest;
  WY_CHECK(ReadThrough(*file, progress, [&](std::string_view bytes) -> Result<void> {
    digest.Append(bytes);
    return {};
  }));
  return crypto::Hex(digest.Finish());
}

Result<std::optional<std::string>> PromisedHash(const FileSystem& files,
                                                const std::filesystem::path& path) {
  WY_TRY(const Sums sums, ReadSums(files, path.parent_path()));
  for (const auto& [name, hash] : sums.names_and_hashes) {
    if (std::filesystem::path(name).filename() == path.filename()) return std::optional(hash);
  }
  return std::optional<std::string>();
}

Result<std::filesystem::path> ModelStore::Find(const std::string& name) const {
  const std::filesystem::path plain(name);
  if (name.empty() || plain.filename() != plain || name.front() == '.') {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + name + "' is not the name of a model, as `wenyuan model list` prints it",
                 "“" + name + "”不是模型名称，名称见 wenyuan model list"};
  }
  for (const std::filesystem::path& path : {folder_ / name, folder_ / (name + ".gguf")}) {
    if (path.extension() == ".gguf" && files_.Exists(path)) return path;
  }
  return Error{ErrorCode::kNotFound,
               "there is no model '" + name + "' in '" + folder_.string() +
                   "'; see `wenyuan model list`, or bring it with `wenyuan model import FILE`",
               "“" + folder_.string() + "”中没有模型“" + name +
                   "”；可用 wenyuan model list 查看，或用 wenyuan model import 文件 导入"};
}

Result<std::filesystem::path> ModelStore::Import(const std::filesystem::path& source, bool link,
                                                 const FileProgress& progress) {
  WY_TRY(const gguf::ModelFile model, gguf::OpenModel(source));
  WY_CHECK(gguf::CheckModel(model.parts.front().path));
  WY_CHECK(files_.CreateDirectories(std::filesystem::absolute(folder_)));
  std::vector<std::filesystem::path> targets;
  for (const auto& part : model.parts) {
    targets.push_back(folder_ / part.path.filename());
    if (part.path.extension() != ".gguf") targets.back() += ".gguf";
    WY_CHECK(CheckFree(targets.back().filename().string()));
  }
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto hash = BringPart(model.parts[i].path, targets[i], link, progress);
    if (!hash) {
      for (const auto& target : targets) {
        (void)files_.Remove(target.string() + kPassing).has_value();
      }
      return hash.error();
    }
    hashes.push_back(*std::move(hash));
  }
  std::vector<std::filesystem::path> passing;
  for (const auto& target : targets) passing.emplace_back(target.string() + kPassing);
  WY_CHECK(Settle(passing, targets, hashes));
  return targets.front();
}

Result<void> ModelStore::CheckFree(const std::string& file) const {
  const std::filesystem::path path = folder_ / file;
  if (!files_.Exists(path)) return {};
  return Error{
      ErrorCode::kConflict,
      "'" + path.string() + "' is there already; take it away with `wenyuan model remove` first",
      "“" + path.string() + "”已存在；请先用 wenyuan model remove 移除"};
}

Result<std::filesystem::path> ModelStore::Adopt(const std::filesystem::path& first,
                                                const std::vector<std::string>& hashes) {
  WY_TRY(const gguf::ModelFile model, gguf::OpenModel(first));
  WY_CHECK(gguf::CheckModel(model.parts.front().path));
  if (model.parts.size() != hashes.size()) {
    return Error{ErrorCode::kCorruption, "'" + first.string() + "' is not all of a model"};
  }
  std::vector<std::filesystem::path> from;
  std::vector<std::filesystem::path> targets;
  for (const auto& part : model.parts) {
    from.push_back(part.path);
    targets.push_back(folder_ / part.path.filename());
    WY_CHECK(CheckFree(targets.back().filename().string()));
  }
  WY_CHECK(Settle(from, targets, hashes));
  return targets.front();
}

// The first part last: a model whose first part has its name is whole.
Result<void> ModelStore::Settle(const std::vector<std::filesystem::path>& from,
                                const std::vector<std::filesystem::path>& targets,
                                const std::vector<std::string>& hashes) {
  for (std::size_t i = targets.size(); i-- > 0;) {
    WY_CHECK(NoteHash(targets[i].filename().string(), hashes[i]));
    WY_CHECK(files_.Rename(from[i], targets[i]));
  }
  return files_.SyncDirectory(folder_);
}

Result<std::string> ModelStore::BringPart(const std::filesystem::path& source,
                                          const std::filesystem::path& target, bool link,
                                          const FileProgress& progress) {
  WY_TRY(const auto promised, PromisedHash(files_, source));
  const std::filesystem::path passing = target.string() + kPassing;
  WY_CHECK(files_.Remove(passing));
  std::string hash;
  if (link) {
    std::error_code failed;
    // A link to a symbolic link would be one of those.
    const auto real = std::filesystem::canonical(source, failed);
    if (!failed) std::filesystem::create_hard_link(real, passing, failed);
    if (failed) {
      const SystemReason why = ReasonOf(failed);
      return Error{ErrorCode::kUnsupported,
                   "'" + source.string() + "' cannot be linked into '" + folder_.string() + "' (" +
                       why.english + "); import it without --link",
                   "“" + source.string() + "”无法链接到“" + folder_.string() + "”：" + why.chinese +
                       "；请去掉 --link 再导入"};
    }
    WY_TRY(hash, HashFile(files_, passing, progress));
  } else {
    WY_TRY(const auto from, files_.Open(source));
    WY_TRY(const auto to, files_.Create(passing));
    crypto::Sha256Stream digest;
    WY_CHECK(ReadThrough(*from, progress, [&](std::string_view bytes) {
      digest.Append(bytes);
      return to->Append(bytes);
    }));
    WY_CHECK(to->Sync());
    WY_CHECK(to->Close());
    hash = crypto::Hex(digest.Finish());
  }
  if (promised && *promised != hash) return Differs(source);
  return hash;
}

Result<void> ModelStore::Remove(const std::string& name) {
  WY_TRY(const std::filesystem::path path, Find(name));
  std::vector<std::filesystem::path> parts = {path};
  if (const auto model = gguf::OpenModel(path)) {  // a damaged one goes too
    parts.clear();
    for (const auto& part : model->parts) parts.push_back(part.path);
  }
  for (const auto& part : parts) {
    WY_CHECK(files_.Remove(part));
    WY_CHECK(NoteHash(part.filename().string(), ""));
  }
  return files_.SyncDirectory(folder_);
}

Result<void> ModelStore::NoteHash(const std::string& name, const std::string& hash) {
  WY_TRY(Sums sums, ReadSums(files_, folder_));
  std::string text;
  for (const auto& [known, known_hash] : sums.names_and_hashes) {
    if (known != name) text += known_hash + "  " + known + "\n";
  }
  if (!hash.empty()) text += hash + "  " + name + "\n";
  return WriteAtomically(files_, folder_ / kSums, text);
}

}  // namespace wenyuan::app
