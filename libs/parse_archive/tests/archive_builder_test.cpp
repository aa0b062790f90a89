#include "archive_builder.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <array>
#include <clocale>
#include <cstdio>

namespace wenyuan::parse::testing {
namespace {

la_ssize_t Append(archive* /*writer*/, void* bytes, const void* data, std::size_t size) {
  static_cast<std::string*>(bytes)->append(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

archive* Writer(const std::string& format, const std::string& filter, std::string& bytes,
                const std::string& password = {}) {
  archive* writer = archive_write_new();
  EXPECT_EQ(archive_write_set_format_by_name(writer, format.c_str()), ARCHIVE_OK) << format;
  if (!filter.empty()) {
    EXPECT_EQ(archive_write_add_filter_by_name(writer, filter.c_str()), ARCHIVE_OK) << filter;
  }
  if (!password.empty()) {
    EXPECT_EQ(archive_write_set_options(writer, "zip:encryption=aes256"), ARCHIVE_OK);
    EXPECT_EQ(archive_write_set_passphrase(writer, password.c_str()), ARCHIVE_OK);
  }
  archive_write_set_bytes_in_last_block(writer, 1);
  EXPECT_EQ(archive_write_open2(writer, &bytes, nullptr, Append, nullptr, nullptr), ARCHIVE_OK);
  return writer;
}

std::string Build(const std::string& format, const std::string& filter, const std::string& password,
                  const std::vector<ArchiveFile>& files) {
  std::string bytes;
  const char* before = std::setlocale(LC_CTYPE, "C.UTF-8");  // names in UTF-16 are made from it
  EXPECT_NE(before, nullptr);
  archive* writer = Writer(format, filter, bytes, password);
  for (const ArchiveFile& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(file.content.size()));
    if (file.link.rfind("hard:", 0) == 0) {
      archive_entry_set_hardlink(entry, file.link.c_str() + 5);
    } else if (!file.link.empty()) {
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, file.link.c_str());
    }
    EXPECT_GE(archive_write_header(writer, entry), ARCHIVE_WARN) << archive_error_string(writer);
    archive_write_data(writer, file.content.data(), file.content.size());
    archive_entry_free(entry);
  }
  EXPECT_EQ(archive_write_close(writer), ARCHIVE_OK);
  archive_write_free(writer);
  std::setlocale(LC_CTYPE, "C");
  return bytes;
}

}  // namespace

std::string BuildArchive(const std::string& format, const std::string& filter,
                         const std::vector<ArchiveFile>& files) {
  return Build(format, filter, {}, files);
}

std::string BuildEncryptedZip(const std::string& password, const std::vector<ArchiveFile>& files) {
  return Build("zip", {}, password, files);
}

std::string Compress(const std::string& filter, const std::string& content) {
  return BuildArchive("raw", filter, {{"content", content, {}}});
}

std::string BuildSparseTar(std::int64_t size) {
  std::string bytes;
  archive* writer = Writer("pax", {}, bytes);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "hole");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, size);
  archive_entry_sparse_add_entry(entry, 0, 1);
  EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
  archive_write_data(writer, "x", 1);
  archive_entry_free(entry);
  archive_write_free(writer);
  return bytes;
}

void FixTarSum(std::string& tar) {
  tar.replace(148, 8, "        ");
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%06o", sum);
  tar.replace(148, 7, text.data(), 7);
}

}  // namespace wenyuan::parse::testing
