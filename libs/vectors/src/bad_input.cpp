#include "bad_input.h"

namespace wenyuan::vectors {
namespace {

std::string Text(std::uint64_t number) { return std::to_string(number); }

Error Invalid(std::string message, std::string message_zh) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(message_zh)};
}

}  // namespace

Error SpaceOfWrongSize(const Space& space) {
  return Invalid("using the embedder '" + space.id + "' failed: its vectors have " +
                     Text(space.dimension) + " numbers, possible are 1 to " + Text(kMostDimension) +
                     "; choose another embedder",
                 "无法使用向量模型“" + space.id + "”：它的向量有 " + Text(space.dimension) +
                     " 维，只支持 1 至 " + Text(kMostDimension) + " 维；请换一个向量模型");
}

Error SpaceWithoutName() {
  return Invalid("using an embedder failed: it has no name; give it one",
                 "无法使用向量模型：它没有名称；请为它命名");
}

Error SpaceChangedShape(const Space& now, const Space& wanted) {
  return {ErrorCode::kConflict,
          "using the embedder '" + wanted.id + "' failed: under this name vectors of " +
              Text(now.dimension) + " numbers are stored already, and now it gives " +
              Text(wanted.dimension) +
              " or compares in another way; give the changed embedder another name",
          "无法使用向量模型“" + wanted.id + "”：该名称下已存有 " + Text(now.dimension) +
              " 维的向量，而现在是 " + Text(wanted.dimension) +
              " 维或比较方式不同；请为更改后的模型另起名称"};
}

Error SpaceNotBegun(std::string_view id) {
  return {ErrorCode::kConflict,
          "adding vectors failed: the index takes none of the embedder '" + std::string(id) +
              "'; it was changed meanwhile, embed again with the present one",
          "无法加入向量：索引不接受向量模型“" + std::string(id) +
              "”的向量；模型已被更换，请用现在的模型重新生成"};
}

Error WrongCount(const EmbeddedRevision& revision, std::uint32_t dimension) {
  const std::string chunk = revision.chunks.empty() ? "-" : Text(revision.chunks.back());
  const std::string wanted = Text(revision.chunks.size()) + " × " + Text(dimension);
  return Invalid("adding vectors of document " + Text(revision.document) + " (up to passage " +
                     chunk + ") failed: there are " + Text(revision.vectors.size()) +
                     " numbers, not " + wanted +
                     "; the embedder gives vectors of another size than it says",
                 "无法加入文档 " + Text(revision.document) + "（至段落 " + chunk +
                     "）的向量：共有 " + Text(revision.vectors.size()) + " 个数值，而不是 " +
                     wanted + " 个；向量模型给出的维数与其声明不符");
}

Error ChunksOutOfOrder(std::uint32_t document) {
  return Invalid("adding vectors of document " + Text(document) +
                     " failed: its passages do not ascend; give each once, in order",
                 "无法加入文档 " + Text(document) + " 的向量：段落号没有递增；请按顺序各给一次");
}

Error WrongGroups(std::uint32_t document) {
  return {ErrorCode::kInternal, "adding vectors of document " + Text(document) +
                                    " failed: its groups do not stand beside its passages"};
}

Error NotFinite(std::uint32_t document, std::uint32_t chunk) {
  return Invalid("adding the vector of passage " + Text(chunk) + " of document " + Text(document) +
                     " failed: it holds a number that is not finite or far too large; check "
                     "the embedder",
                 "无法加入文档 " + Text(document) + " 的段落 " + Text(chunk) +
                     " 的向量：其中有非有限或过大的数值；请检查向量模型");
}

Error LengthZero(std::uint32_t document, std::uint32_t chunk) {
  return Invalid("adding the vector of passage " + Text(chunk) + " of document " + Text(document) +
                     " failed: all its numbers are 0, which has no direction; check the embedder",
                 "无法加入文档 " + Text(document) + " 的段落 " + Text(chunk) +
                     " 的向量：其数值全为 0，没有方向；请检查向量模型");
}

Error QueryOfAnotherSize(std::size_t size, std::uint32_t dimension) {
  return Invalid("searching by meaning failed: the question's vector has " + Text(size) +
                     " numbers, the passages' have " + Text(dimension) +
                     "; embed the question with the passages' embedder",
                 "无法按语义检索：问题的向量有 " + Text(size) + " 维，段落的向量有 " +
                     Text(dimension) + " 维；请用段落的向量模型处理问题");
}

Error QueryNotFinite() {
  return Invalid(
      "searching by meaning failed: the question's vector holds a number that is not finite or "
      "far too large; check the embedder",
      "无法按语义检索：问题的向量中有非有限或过大的数值；请检查向量模型");
}

Error QueryIsZero() {
  return Invalid(
      "searching by meaning failed: all numbers of the question's vector are 0, which has no "
      "direction; check the embedder",
      "无法按语义检索：问题的向量数值全为 0，没有方向；请检查向量模型");
}

}  // namespace wenyuan::vectors
