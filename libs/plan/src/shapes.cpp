#include <algorithm>

#include "plain_name.h"
#include "wenyuan/plan/shape.h"

namespace wenyuan::plan {
namespace {

Shape Dense(std::string name, std::uint64_t layers, std::uint64_t width, std::uint64_t heads,
            std::uint64_t kv_heads, std::uint64_t inner, std::uint64_t vocabulary, bool biases) {
  Shape shape;
  shape.name = std::move(name);
  shape.layers = layers;
  shape.width = width;
  shape.heads = heads;
  shape.kv_heads = kv_heads;
  shape.inner = inner;
  shape.vocabulary = vocabulary;
  shape.query_biases = biases;
  return shape;
}

// Counted from the number in its name; the dimensions, of LLaMA, are for its KV cache and speed.
Shape Generic(std::string name, double parameters, std::uint64_t layers, std::uint64_t width,
              std::uint64_t heads, std::uint64_t inner) {
  Shape shape = Dense(std::move(name), layers, width, heads, heads, inner, 32'000, false);
  shape.nominal_parameters = parameters;
  return shape;
}

Shape DeepSeekV3() {
  Shape shape = Dense("DeepSeek-V3/R1-671B", 61, 7168, 128, 128, 18'432, 129'280, false);
  shape.query_rank = 1536;
  shape.kv_rank = 512;
  shape.rotated = 64;
  shape.dense_layers = 3;
  shape.experts = 256;
  shape.experts_used = 8;
  shape.experts_shared = 1;
  shape.expert_inner = 2048;
  return shape;
}

}  // namespace

const std::vector<Shape>& NamedShapes() {
  static const std::vector<Shape> shapes = {
      Dense("R1-Distill-Qwen-1.5B", 28, 1536, 12, 2, 8960, 151'936, true),
      Dense("R1-Distill-Qwen-7B", 28, 3584, 28, 4, 18'944, 152'064, true),
      Dense("R1-Distill-Llama-8B", 32, 4096, 32, 8, 14'336, 128'256, false),
      Dense("R1-Distill-Qwen-14B", 48, 5120, 40, 8, 13'824, 152'064, true),
      Dense("R1-Distill-Qwen-32B", 64, 5120, 40, 8, 27'648, 152'064, true),
      Dense("R1-Distill-Llama-70B", 80, 8192, 64, 8, 28'672, 128'256, false),
      DeepSeekV3(),
      Generic("generic-7B", 7e9, 32, 4096, 32, 11'008),
      Generic("generic-13B", 13e9, 40, 5120, 40, 13'824),
      Generic("generic-65B", 65e9, 80, 8192, 64, 22'016)};
  return shapes;
}

Result<Shape> FindShape(std::string_view name) {
  const std::string wanted = PlainName(name);
  std::vector<const Shape*> fitting;
  std::string all;
  for (const Shape& shape : NamedShapes()) {
    const std::string plain = PlainName(shape.name);
    // "7B" alone is the generic one: what has a family has a name.
    if (plain == wanted || (shape.nominal_parameters > 0 && plain == "generic" + wanted)) {
      return shape;
    }
    if (!wanted.empty() && plain.find(wanted) != std::string::npos) fitting.push_back(&shape);
    all += (all.empty() ? "" : ", ") + shape.name;
  }
  if (fitting.size() == 1) return *fitting.front();
  if (fitting.empty()) {
    return Error{
        ErrorCode::kNotFound,
        "'" + std::string(name) + "' is neither a file nor a known model; known are " + all,
        "“" + std::string(name) + "”既不是文件也不是已知模型；已知模型：" + all};
  }
  std::string some;
  for (const Shape* shape : fitting) some += (some.empty() ? "" : ", ") + shape->name;
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' may be " + some + "; name one of them",
               "“" + std::string(name) + "”可能是 " + some + "；请写明其中之一"};
}

}  // namespace wenyuan::plan
