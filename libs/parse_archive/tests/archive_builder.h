#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wenyuan::parse::testing {

struct ArchiveFile {
  std::string name = {};
  std::string content = {};
  std::string link = {};  // not empty: a link to there; "hard:x" is a hard link
};

// An archive in memory; `format` and `filter` (may be empty) as libarchive calls them.
std::string BuildArchive(const std::string& format, const std::string& filter,
                         const std::vector<ArchiveFile>& files);
// A ZIP archive whose files are encrypted (AES).
std::string BuildEncryptedZip(const std::string& password, const std::vector<ArchiveFile>& files);
std::string Compress(const std::string& filter, const std::string& content);
// One file of `size` bytes that holds no data.
std::string BuildSparseTar(std::int64_t size);
// Makes the sum of the first header right again.
void FixTarSum(std::string& tar);

}  // namespace wenyuan::parse::testing
