#include "one/nodes.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

constexpr std::uint64_t kFragmentMagic = 0xA4567AB1F5F7F4C4;
constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kFooterBytes = 20;  // the next fragment's place and a magic number
constexpr std::uint32_t kEndOfFragment = 0xFF;

// Numbers in four widths, those that count in units of eight among them.
OneReference ReadReference(Bytes body, std::uint32_t head, std::size_t& used) {
  OneReference reference;
  switch (head >> 23U & 3U) {
    case 0:
      reference.at = body.U64(0);
      used = 8;
      break;
    case 1:
      reference.at = body.U32(0) == 0xFFFFFFFF ? OneReference::kNowhere : body.U32(0);
      used = 4;
      break;
    case 2:
      reference.at = std::uint64_t{body.U16(0)} * 8;
      used = 2;
      break;
    default:
      reference.at = std::uint64_t{body.U32(0)} * 8;
      used = 4;
  }
  switch (head >> 25U & 3U) {
    case 0:
      reference.size = body.U32(used);
      used += 4;
      break;
    case 1:
      reference.size = body.U64(used);
      used += 8;
      break;
    case 2:
      reference.size = std::uint64_t{body.U8(used)} * 8;
      used += 1;
      break;
    default:
      reference.size = std::uint64_t{body.U16(used)} * 8;
      used += 2;
  }
  return reference;
}

}  // namespace

void ForEachOneNode(std::string_view file, OneReference list, std::size_t& budget,
                    const std::function<void(const OneNode&)>& take) {
  const Bytes all(file);
  while (budget > 0 && list.at < file.size() && all.Has(list.at, list.size) &&
         list.size > kHeaderBytes + kFooterBytes) {
    const Bytes fragment = all.View(list.at, list.size);
    if (fragment.U64(0) != kFragmentMagic) return;
    const std::size_t end = fragment.size() - kFooterBytes;
    for (std::size_t at = kHeaderBytes; at + 4 <= end && budget > 0; --budget) {
      const std::uint32_t head = fragment.U32(at);
      const std::uint32_t kind = head & 0x3FFU;
      const std::size_t size = head >> 10U & 0x1FFFU;
      if (kind == 0 || kind == kEndOfFragment || size < 4 || at + size > end) break;
      OneNode node{kind, {}, fragment.View(at + 4, size - 4)};
      if ((head >> 27U & 0xFU) != 0) {
        std::size_t used = 0;
        node.reference = ReadReference(node.body, head, used);
        node.body = node.body.View(used, node.body.size());
      }
      take(node);
      at += size;
    }
    list = {fragment.U64(end), fragment.U32(end + 8)};
    budget -= std::min<std::size_t>(budget, 1);
  }
}

}  // namespace wenyuan::parse
