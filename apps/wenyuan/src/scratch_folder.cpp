#include "scratch_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "data_folder.h"
#include "wenyuan/base/system_reason.h"

namespace wenyuan::app {

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<std::filesystem::path> MakeScratchFolder() {
  std::error_code ignored;
  const std::filesystem::path memory = "/dev/shm";
  const std::filesystem::path base = std::filesystem::is_directory(memory, ignored)
                                         ? memory
                                         : std::filesystem::temp_directory_path();
  std::string pattern = (base / "wenyuan-eval-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return Error{ErrorCode::kResourceExhausted,
                 "cannot make a scratch folder in '" + base.string() + "'; is it full?",
                 "无法在“" + base.string() + "”中建立临时文件夹；是否已满？"};
  }
  return std::filesystem::path(pattern);
}

Result<Config> ScratchConfig(const Config& config, const std::filesystem::path& folder) {
  const DataLayout real{std::filesystem::absolute(config.data)};
  Config scratch = config;
  scratch.data = folder;
  if (config.user_dictionary.empty()) scratch.user_dictionary = real.user_dictionary();
  if (config.synonyms.empty()) scratch.synonyms = real.synonyms();
  std::error_code error;
  if (std::filesystem::is_directory(real.models(), error)) {
    std::filesystem::create_directory_symlink(real.models(), DataLayout{folder}.models(), error);
    if (error) {
      const SystemReason why = ReasonOf(error);
      return Error{ErrorCode::kResourceExhausted,
                   "cannot prepare the scratch folder '" + folder.string() + "': " + why.english,
                   "无法准备临时文件夹“" + folder.string() + "”：" + why.chinese};
    }
  }
  return scratch;
}

}  // namespace wenyuan::app
