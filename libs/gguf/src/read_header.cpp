#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>

#include "check_model.h"
#include "cursor.h"
#include "problem.h"
#include "read_entry.h"
#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {
namespace {

constexpr std::uint32_t kMostDimensions = 4;

std::string Quoted(std::string_view name) { return "'" + Shown(name) + "'"; }
std::string QuotedZh(std::string_view name) { return "“" + Shown(name) + "”"; }

Result<void> CheckVersion(std::uint32_t version) {
  if (version == 2 || version == 3) return {};
  if ((version & 0xFFFFU) == 0 && version != 0) {
    return Problem("it was written for machines of the other byte order", "文件的字节序与本机不同");
  }
  return Problem("its version is " + std::to_string(version) + "; 2 and 3 can be read",
                 "版本为 " + std::to_string(version) + "，只支持版本 2 和 3");
}

Result<void> CheckCount(std::uint64_t count, std::uint64_t most, const std::string& what,
                        const std::string& what_zh) {
  if (count <= most) return {};
  return Problem("it claims " + std::to_string(count) + " " + what + "; at most " +
                     std::to_string(most) + " are allowed",
                 "声明了 " + std::to_string(count) + " 个" + what_zh + "，最多允许 " +
                     std::to_string(most) + " 个");
}

Result<void> SetAlignment(const Value& value, Header& header) {
  const auto alignment = value.AsCount();
  if (value.type != ValueType::kUint32 || !alignment || *alignment == 0 ||
      *alignment > kMostAlignment || (*alignment & (*alignment - 1)) != 0) {
    return Problem(
        "'general.alignment' is no power of two up to " + std::to_string(kMostAlignment),
        "“general.alignment”不是不超过 " + std::to_string(kMostAlignment) + " 的 2 的幂");
  }
  header.alignment = *alignment;
  return {};
}

Result<void> ReadEntries(Cursor& cursor, std::uint64_t count, Header& header) {
  EntryReader reader(cursor);
  for (std::uint64_t i = 0; i < count; ++i) {
    WY_TRY(auto entry, reader.Next());
    if (entry.first == "general.alignment") WY_CHECK(SetAlignment(entry.second, header));
    header.entries.push_back(std::move(entry));
  }
  for (std::size_t i = 0; i < header.entries.size(); ++i) {
    header.names.emplace_back(header.entries[i].first, i);
  }
  std::sort(header.names.begin(), header.names.end());
  for (std::size_t i = 1; i < header.names.size(); ++i) {
    const std::string& key = header.names[i].first;
    if (key == header.names[i - 1].first) {
      return Problem("the key " + Quoted(key) + " is there twice", "键" + QuotedZh(key) + "重复");
    }
  }
  return {};
}

Result<void> ReadShape(Cursor& cursor, Tensor& tensor) {
  WY_TRY(const std::uint32_t dimensions, cursor.Take<std::uint32_t>());
  if (dimensions == 0 || dimensions > kMostDimensions) {
    return Problem("weight " + Quoted(tensor.name) + " has " + std::to_string(dimensions) +
                       " dimensions; 1 to 4 are allowed",
                   "权重" + QuotedZh(tensor.name) + "有 " + std::to_string(dimensions) +
                       " 维，只允许 1 到 4 维");
  }
  tensor.values = 1;
  for (std::uint32_t i = 0; i < dimensions; ++i) {
    WY_TRY(const std::uint64_t size, cursor.Take<std::uint64_t>());
    if (size == 0) {
      return Problem("weight " + Quoted(tensor.name) + " has a dimension of 0",
                     "权重" + QuotedZh(tensor.name) + "有一维为 0");
    }
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (size >= kMost / tensor.values) {
      return Problem("weight " + Quoted(tensor.name) + " is larger than can be counted",
                     "权重" + QuotedZh(tensor.name) + "的大小超出可计数范围");
    }
    tensor.values *= size;
    tensor.shape.push_back(size);
  }
  return {};
}

Result<Tensor> ReadTensor(Cursor& cursor, std::uint64_t alignment) {
  Tensor tensor;
  WY_TRY(tensor.name, TakeText(cursor, kLongestName, "the name of a weight", "权重名称"));
  if (tensor.name.empty()) return Problem("a weight has no name", "有权重没有名称");
  if (tensor.name.find('\0') != std::string::npos) {
    return Problem("the name of weight " + Quoted(tensor.name) + " has a zero byte in it",
                   "权重名称" + QuotedZh(tensor.name) + "中有零字节");
  }
  WY_CHECK(ReadShape(cursor, tensor));
  WY_TRY(const std::uint32_t type, cursor.Take<std::uint32_t>());
  tensor.type = FindTensorType(type);
  if (tensor.type == nullptr) {
    return Problem("weight " + Quoted(tensor.name) + " is of the unknown type " +
                       std::to_string(type) + "; was it made by a newer or a much older program?",
                   "权重" + QuotedZh(tensor.name) + "的类型 " + std::to_string(type) +
                       " 未知；它可能由更新或过旧的程序生成");
  }
  if (tensor.shape[0] % tensor.type->block_values != 0) {
    return Problem("weight " + Quoted(tensor.name) + " has rows of " +
                       std::to_string(tensor.shape[0]) + ", no multiple of the " +
                       std::to_string(tensor.type->block_values) + " that " +
                       std::string(tensor.type->name) + " needs",
                   "权重" + QuotedZh(tensor.name) + "每行有 " + std::to_string(tensor.shape[0]) +
                       " 个数，不是 " + std::string(tensor.type->name) + " 所需的 " +
                       std::to_string(tensor.type->block_values) + " 的倍数");
  }
  const std::uint64_t blocks = tensor.values / tensor.type->block_values;
  if (blocks > std::numeric_limits<std::uint64_t>::max() / 2 / tensor.type->block_bytes) {
    return Problem("weight " + Quoted(tensor.name) + " is larger than can be counted",
                   "权重" + QuotedZh(tensor.name) + "的大小超出可计数范围");
  }
  tensor.bytes = blocks * tensor.type->block_bytes;
  WY_TRY(tensor.offset, cursor.Take<std::uint64_t>());
  if (tensor.offset % alignment != 0) {
    return Problem("weight " + Quoted(tensor.name) + " begins at " + std::to_string(tensor.offset) +
                       ", no multiple of " + std::to_string(alignment),
                   "权重" + QuotedZh(tensor.name) + "的起点 " + std::to_string(tensor.offset) +
                       " 不是 " + std::to_string(alignment) + " 的倍数");
  }
  return tensor;
}

Result<void> CheckNames(const std::vector<Tensor>& tensors) {
  std::vector<std::string_view> names;
  names.reserve(tensors.size());
  for (const Tensor& tensor : tensors) names.push_back(tensor.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return {};
  return Problem("weight " + Quoted(*twice) + " is there twice",
                 "权重" + QuotedZh(*twice) + "重复");
}

// libllama reads weights only where each begins behind the one before it.
Result<void> CheckPlaces(Header& header) {
  const std::uint64_t room = header.file_bytes - header.data_offset;
  std::uint64_t next = 0;
  for (Tensor& tensor : header.tensors) {
    if (tensor.offset < next) {
      return Problem("weight " + Quoted(tensor.name) + " overlaps the one before it",
                     "权重" + QuotedZh(tensor.name) + "与前一个权重重叠");
    }
    if (tensor.offset > next) {
      return Problem("weight " + Quoted(tensor.name) + " does not begin where the one before ends",
                     "权重" + QuotedZh(tensor.name) + "没有紧接在前一个权重之后");
    }
    if (tensor.bytes > room || tensor.offset > room - tensor.bytes) {
      return Problem("weight " + Quoted(tensor.name) + " reaches " +
                         std::to_string(tensor.offset + tensor.bytes - room) +
                         " bytes beyond the end of the file; was it copied whole?",
                     "权重" + QuotedZh(tensor.name) + "超出文件末尾 " +
                         std::to_string(tensor.offset + tensor.bytes - room) +
                         " 字节，请检查是否完整复制");
    }
    const std::uint64_t end = tensor.offset + tensor.bytes;
    next = (end + header.alignment - 1) / header.alignment * header.alignment;
    tensor.offset += header.data_offset;
  }
  return {};
}

Result<Header> Read(const RandomAccessFile& file) {
  Header header;
  header.file_bytes = file.Size();
  Cursor cursor(file);
  const auto magic = cursor.TakeBytes(4);
  if (!magic || *magic != "GGUF") {
    return Problem("it does not begin as one", "文件开头不是 GGUF 标记");
  }
  WY_TRY(header.version, cursor.Take<std::uint32_t>());
  WY_CHECK(CheckVersion(header.version));
  WY_TRY(const std::uint64_t tensors, cursor.Take<std::uint64_t>());
  WY_TRY(const std::uint64_t entries, cursor.Take<std::uint64_t>());
  WY_CHECK(CheckCount(tensors, kMostTensors, "weights", "权重"));
  WY_CHECK(CheckCount(entries, kMostEntries, "keys", "键"));
  WY_CHECK(ReadEntries(cursor, entries, header));
  for (std::uint64_t i = 0; i < tensors; ++i) {
    WY_TRY(Tensor tensor, ReadTensor(cursor, header.alignment));
    header.tensors.push_back(std::move(tensor));
  }
  WY_CHECK(CheckNames(header.tensors));
  header.data_offset = (cursor.at() + header.alignment - 1) / header.alignment * header.alignment;
  if (!header.tensors.empty() && header.data_offset > header.file_bytes) {
    return Problem("it ends before its weights; was it copied whole?",
                   "文件在权重之前就结束了，请检查是否完整复制");
  }
  WY_CHECK(CheckPlaces(header));
  WY_CHECK(CheckEntries(header));
  return header;
}

}  // namespace

const Value* Header::Find(std::string_view key) const {
  const auto found =
      std::lower_bound(names.begin(), names.end(), key,
                       [](const auto& entry, std::string_view name) { return entry.first < name; });
  return found == names.end() || found->first != key ? nullptr : &entries[found->second].second;
}

Result<Header> ReadHeader(const RandomAccessFile& file, const std::string& name) {
  Result<Header> header = Read(file);
  if (header || header.error().code != ErrorCode::kCorruption) return header;
  const Error& wrong = header.error();
  const std::string& reason_zh = wrong.message_zh.empty() ? wrong.message : wrong.message_zh;
  return Error{ErrorCode::kCorruption,
               "'" + name + "' is no whole GGUF model file: " + wrong.message,
               "“" + name + "”不是完整的 GGUF 模型文件：" + reason_zh};
}

Result<Header> ReadHeader(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto file =
      std::filesystem::is_regular_file(path, ignored)
          ? PosixFileSystem().Open(path)
          : Result<std::unique_ptr<RandomAccessFile>>(Error{ErrorCode::kNotFound, ""});
  if (!file) {
    return Error{ErrorCode::kNotFound, "there is no readable model file '" + path.string() + "'",
                 "找不到可读的模型文件“" + path.string() + "”"};
  }
  return ReadHeader(**file, path.string());
}

}  // namespace wenyuan::gguf
