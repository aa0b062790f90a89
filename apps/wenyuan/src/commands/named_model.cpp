#include "named_model.h"

#include "../data_folder.h"
#include "../models/installed_models.h"

namespace wenyuan::app {

namespace fs = std::filesystem;

Result<fs::path> ModelNamed(Session& session, const std::string& model) {
  std::error_code ignored;
  const fs::file_status status = fs::status(model, ignored);
  if (fs::is_directory(status)) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + model + "' is a folder; name a .gguf file in it, as `wenyuan model list '" +
                     model + "'` shows them",
                 "“" + model + "”是目录；请指定其中的 .gguf 文件，可用 wenyuan model list '" +
                     model + "' 查看"};
  }
  if (fs::exists(status)) return fs::path(model);
  if (fs::path(model).has_parent_path()) {
    return Error{ErrorCode::kNotFound, "there is no readable model file '" + model + "'",
                 "找不到可读的模型文件“" + model + "”"};
  }
  return FindModelFile(model, ModelPlaces(DataLayout{session.config().data}));
}

int FailOnModel(Session& session, const Error& error) {
  const int code = session.Fail(error);
  return error.code == ErrorCode::kCorruption ? 2 : code;
}

}  // namespace wenyuan::app
