#include <boost/json.hpp>
#include <map>

#include "tool.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/llm_llama/quantise.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

struct ClassSums {
  std::uint64_t tensors = 0;
  std::uint64_t values = 0;
  std::uint64_t before = 0;
  std::uint64_t after = 0;
  std::map<std::string_view, std::uint64_t> types_before;  // with values
  std::map<std::string_view, std::uint64_t> types_after;
};

json::object TypesJson(const std::map<std::string_view, std::uint64_t>& types) {
  json::object list;
  for (const auto& [name, values] : types) list[name] = values;
  return list;
}

json::object PlanJson(const llm_llama::QuantisationPlan& plan) {
  std::map<gguf::TensorClass, ClassSums> sums;
  std::uint64_t parameters = 0;
  for (const auto& tensor : plan.tensors) {
    ClassSums& one = sums[tensor.tensor_class];
    ++one.tensors;
    one.values += tensor.values;
    one.before += tensor.bytes_before;
    one.after += tensor.bytes_after;
    one.types_before[tensor.from->name] += tensor.values;
    one.types_after[tensor.to->name] += tensor.values;
    parameters += tensor.values;
  }
  json::array classes;
  for (const auto& [tensor_class, one] : sums) {
    classes.push_back(json::object{{"class", gguf::Name(tensor_class)},
                                   {"tensors", one.tensors},
                                   {"values", one.values},
                                   {"bytes_before", one.before},
                                   {"bytes_after", one.after},
                                   {"types_before", TypesJson(one.types_before)},
                                   {"types_after", TypesJson(one.types_after)}});
  }
  return {{"parameters", parameters},
          {"file_bytes_before", plan.file_bytes_before},
          {"file_bytes_after", plan.file_bytes_after},
          {"rounded_again", plan.again},
          {"classes", std::move(classes)}};
}

}  // namespace

Result<json::object> QuantizeTool(const QuantizeToolOptions& options,
                                  const ToolProgress& progress) {
  WY_TRY(const llm_llama::Mix mix, llm_llama::ReadMix(options.to, options.mix, options.rules));
  if (options.dry_run) {
    WY_TRY(const auto plan, llm_llama::PlanQuantisation(options.source, mix));
    json::object result = PlanJson(plan);
    result["mix"] = mix.name;
    return result;
  }
  if (options.target.empty()) {
    return Error{ErrorCode::kInvalidArgument, "name the file to be written, or say --dry-run"};
  }
  llm_llama::QuantiseOptions work;
  work.source = options.source;
  work.target = options.target;
  work.mix = mix;
  work.replace = options.replace;
  work.threads = ThreadsOr(options.threads);
  work.progress = [&](std::uint64_t done, std::uint64_t all) { progress("write", done, all); };
  work.writes = [](const std::filesystem::path& file) { RemoveWhenEnded(file.string()); };
  if (!options.importance.empty()) {
    WY_TRY(const std::string text, ReadTextAt(options.importance));
    llm_llama::ImportanceOptions importance;
    importance.model = options.source;
    importance.most_tokens = options.importance_tokens;
    importance.threads = work.threads;
    importance.progress = [&](std::uint64_t done, std::uint64_t all) {
      progress("importance", done, all);
    };
    WY_TRY(work.importance, llm_llama::MeasureImportance(importance, text));
  }
  WY_TRY(const auto plan, llm_llama::Quantise(work));
  json::object result = PlanJson(plan);
  result["mix"] = mix.name;
  result["file"] = options.target;
  result["importance"] = !work.importance.empty();
  return result;
}

}  // namespace wenyuan::model
