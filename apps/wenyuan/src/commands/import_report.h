#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "commands.h"

namespace wenyuan::app {

// What import commands of lists share: the file, at most 16 MiB, …
Result<std::string> ReadImport(const std::filesystem::path& file);
// … its upload to this path, …
Result<boost::json::value> UploadImport(ApiClient& api, const std::string& path,
                                        const std::string& format, std::string bytes);
// … and what came of it: in JSON, or in words.
int TellImport(Session& session,
               const std::function<Result<boost::json::value>(ApiClient&)>& import,
               const std::function<std::string(const boost::json::value& report)>& in_words);

}  // namespace wenyuan::app
