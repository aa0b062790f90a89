#include "loaded_model.h"

#include <array>
#include <string_view>

#include "wenyuan/base/files.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::model {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

// What the makers of well-known families trained them with. A GGUF file does not say.
struct Family {
  std::string_view part_of_name;
  std::string_view query_prefix;
  std::string_view passage_prefix;
};
constexpr std::array<Family, 5> kFamilies = {{
    {"e5-", "query: ", "passage: "},
    {"bge-small-zh", "为这个句子生成表示以用于检索相关文章：", ""},
    {"bge-base-zh", "为这个句子生成表示以用于检索相关文章：", ""},
    {"bge-large-zh", "为这个句子生成表示以用于检索相关文章：", ""},
    {"nomic-embed-text", "search_query: ", "search_document: "},
}};

Result<std::string> HashOf(const std::filesystem::path& path) {
  WY_TRY(const auto file, PosixFileSystem().Open(path));
  crypto::Sha256Stream hash;
  for (std::uint64_t at = 0; at < file->Size(); at += kPieceBytes) {
    WY_TRY(const std::string piece,
           file->ReadAt(at, std::min<std::uint64_t>(kPieceBytes, file->Size() - at)));
    hash.Append(piece);
  }
  return crypto::Hex(hash.Finish());
}

Result<LoadedModel> Load(const LoadOptions& options) {
  LoadedModel loaded;
  WY_TRY(loaded.encoder, llm_llama::LoadEncoder(options.encoder));
  const llm_llama::EncoderInfo& info = loaded.encoder->info();
  loaded.card.id = options.encoder.model.stem().string();
  loaded.card.name = info.name;
  loaded.card.pooling = llm_llama::Name(info.pooling);
  loaded.card.processor = info.processor;
  loaded.card.max_tokens = info.max_tokens;
  WY_TRY(loaded.card.sha256, HashOf(options.encoder.model));
  loaded.queue = MakeModelQueue(*loaded.encoder, options.limits);
  return loaded;
}

Error OtherKind(const LoadOptions& options, const std::string& is, const std::string& is_not) {
  return {ErrorCode::kInvalidArgument,
          "'" + options.encoder.model.string() + "' is " + is + ", not " + is_not};
}

}  // namespace

Result<LoadedModel> LoadEmbedder(const LoadOptions& options) {
  WY_TRY(LoadedModel loaded, Load(options));
  const llm_llama::EncoderInfo& info = loaded.encoder->info();
  if (info.pooling == llm_llama::Pooling::kScore) {
    return OtherKind(options, "a reranker", "an embedder");
  }
  loaded.card.kind = "embedder";
  loaded.card.dimension = info.width;
  for (const Family& family : kFamilies) {
    if (info.name.find(family.part_of_name) == std::string::npos) continue;
    loaded.card.query_prefix = family.query_prefix;
    loaded.card.passage_prefix = family.passage_prefix;
    break;
  }
  if (options.query_prefix) loaded.card.query_prefix = *options.query_prefix;
  if (options.passage_prefix) loaded.card.passage_prefix = *options.passage_prefix;
  return loaded;
}

Result<LoadedModel> LoadReranker(const LoadOptions& options) {
  WY_TRY(LoadedModel loaded, Load(options));
  if (loaded.encoder->info().pooling != llm_llama::Pooling::kScore) {
    return OtherKind(options, "an embedder", "a reranker");
  }
  loaded.card.kind = "reranker";
  loaded.card.attention = true;
  return loaded;
}

}  // namespace wenyuan::model
