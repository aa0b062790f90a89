#pragma once

#include <string>
#include <vector>

namespace wenyuan::parse {

// What to write: a stream has content, a storage has children.
struct CompoundNode {
  std::string name;  // ASCII or UTF-8, at most 31 UTF-16 units
  bool storage = false;
  std::string content;
  std::vector<CompoundNode> children;
  std::string class_id;  // 16 bytes, or empty
};

// A compound file with 512-byte sectors whose root is `root`. Used to give what is embedded in a
// document a file of its own.
std::string WriteCompoundFile(const CompoundNode& root);

}  // namespace wenyuan::parse
