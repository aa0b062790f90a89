#include "msg/nested_message.h"

#include <algorithm>

#include "wenyuan/parse_kit/compound_writer.h"
#include "wenyuan/parse_kit/embedded.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kNestedHead = 24;
constexpr std::size_t kRootHead = 32;

}  // namespace

Result<std::string> WriteNestedMessage(CompoundFile& file, std::size_t storage) {
  WY_TRY(CompoundNode message, CopyStorage(file, storage));
  for (CompoundNode& node : message.children) {
    // The head of a nested message is shorter by eight bytes.
    if (node.name != "__properties_version1.0") continue;
    node.content.insert(std::min(node.content.size(), kNestedHead), kRootHead - kNestedHead, '\0');
  }
  return WriteCompoundFile(message);
}

}  // namespace wenyuan::parse
