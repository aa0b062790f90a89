#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "model_hub.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Told how many bytes of the file are there; false stops (kCancelled).
using OnBytes = std::function<bool(std::uint64_t)>;

// Fetches one file to `target`, by way of `target`.part and `target`.state, which stay when it
// breaks off and are continued the next time. Its SHA-256 in hexadecimal. kCorruption when that is
// not the promised one (what was fetched is removed), kResourceExhausted when the disk is full.
Result<std::string> DownloadFile(const HubFile& file, const std::string& token,
                                 const std::filesystem::path& target, const OnBytes& on_bytes);

}  // namespace wenyuan::app
