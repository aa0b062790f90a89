#include "model_report.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>
#include <utility>
#include <vector>

#include "../quantity.h"
#include "wenyuan/gguf/printable.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
using gguf::AttentionKind;
using gguf::ModelFacts;

std::string Number(std::uint64_t number) { return std::to_string(number); }

// Two columns in the language of the terminal.
class Rows {
 public:
  explicit Rows(const Terminal& terminal) : terminal_(terminal) {}
  void Add(std::string_view english, std::string_view chinese, std::string value) {
    if (value.empty()) return;
    rows_.push_back({std::string(terminal_.Say(english, chinese)), std::move(value)});
  }
  [[nodiscard]] std::string Say(std::string_view english, std::string_view chinese) const {
    return std::string(terminal_.Say(english, chinese));
  }
  [[nodiscard]] std::string Table() const { return FormatTable(rows_); }

 private:
  const Terminal& terminal_;
  std::vector<std::vector<std::string>> rows_;
};

void AddAttention(const ModelFacts& facts, Rows& rows) {
  std::string heads(Name(facts.attention));
  if (facts.heads) {
    heads += rows.Say(", ", "，") + Number(*facts.heads) + rows.Say(" heads", " 头");
  }
  if (facts.attention == AttentionKind::kLatent) {
    heads += rows.Say(", compressed to ", "，压缩为 ") + Number(facts.latent_rank);
  } else if (facts.kv_heads && facts.attention != AttentionKind::kNone) {
    heads += rows.Say(", ", "，") + Number(*facts.kv_heads) + rows.Say(" KV heads", " KV 头");
    if (facts.key_length) heads += rows.Say(" of ", "，每头 ") + Number(*facts.key_length);
  }
  rows.Add("attention", "注意力", heads);
  std::string hybrid = rows.Say("no: all layers see everything", "否：各层均为全局注意力");
  if (facts.window) {
    hybrid = rows.Say("window of ", "滑动窗口 ") + Number(*facts.window);
    hybrid += facts.window_layers && facts.layers
                  ? rows.Say(" in ", "，用于 ") + Number(*facts.window_layers) +
                        rows.Say(" of ", " 层，共 ") + Number(*facts.layers) +
                        rows.Say(" layers", " 层")
                  : rows.Say("; the file does not say in which layers", "；文件未说明用于哪些层");
  } else if (facts.recurrent) {
    hybrid = rows.Say("yes: some layers are recurrent", "是：部分层为循环结构");
  } else if (facts.sparse_attention) {
    hybrid = rows.Say("yes: an indexer chooses what is seen (on a CPU this saves nothing)",
                      "是：由索引器选择关注的位置（在 CPU 上不节省计算）");
  }
  if (facts.attention != AttentionKind::kNone) rows.Add("hybrid attention", "混合注意力", hybrid);
}

void AddTokenizer(const gguf::TokenizerFacts& tokenizer, Rows& rows) {
  std::string what = gguf::Printable(tokenizer.model);
  if (!tokenizer.pre.empty()) what += " / " + gguf::Printable(tokenizer.pre);
  rows.Add("tokenizer", "分词器",
           what + rows.Say(", ", "，") + Number(tokenizer.size) + rows.Say(" tokens", " 个词元"));
  std::string special;
  for (const auto& token : tokenizer.special) {
    special += (special.empty() ? "" : "  ") + token.role + "=" + gguf::Printable(token.text, 40) +
               " (" + Number(token.id) + ")";
  }
  rows.Add("special tokens", "特殊词元", special);
  std::string chat = tokenizer.has_template
                         ? Number(tokenizer.template_bytes) + rows.Say(" bytes", " 字节")
                         : rows.Say("none", "无");
  if (!tokenizer.chat_family.empty()) {
    chat += rows.Say(", turns marked as by ", "，对话标记属于 ") + tokenizer.chat_family;
  }
  rows.Add("chat template", "对话模板", chat);
}

std::string KvText(const ModelFacts& facts, const Rows& rows) {
  const auto f16 = facts.KvBytesF16();
  if (!f16) return "";
  const auto at = [&](double context) { return FormatBytes(static_cast<double>(*f16) * context); };
  std::string text = "f16 " + Number(*f16) + " B, q8_0 " + Number(*facts.KvBytesQ8()) + " B";
  text += rows.Say("; a conversation of 8K: ", "；8K 上下文：") + at(8192);
  if (facts.context.value_or(0) >= 32'768) {
    text += rows.Say(", of 32K: ", "，32K：") + at(32'768);
  }
  if (facts.window) {
    text += rows.Say(" (less, as window layers stop growing)", "（窗口层不再增长，实际更少）");
  }
  return text;
}

void AddWeights(const ModelFacts& facts, Rows& rows) {
  rows.Add("parameters", "参数量", FormatCount(static_cast<double>(facts.parameters)));
  if (facts.experts > 0) {
    std::string experts = Number(facts.experts_used) + rows.Say(" of ", " / ") +
                          Number(facts.experts) + rows.Say(" for each token", " 个参与每个词元");
    if (facts.experts_shared > 0) {
      experts += rows.Say(", and ", "，另有 ") + Number(facts.experts_shared) +
                 rows.Say(" shared", " 个共享");
    }
    rows.Add("experts", "专家", experts);
  } else {
    rows.Add("experts", "专家", rows.Say("none: dense", "无：稠密模型"));
  }
  rows.Add("active per token", "每词元激活",
           FormatCount(static_cast<double>(facts.active_parameters)) + " (" +
               FormatShare(static_cast<double>(facts.active_parameters),
                           static_cast<double>(facts.parameters)) +
               ")");
  rows.Add("size", "大小",
           FormatBytes(static_cast<double>(facts.file_bytes)) +
               (facts.parts > 1
                    ? rows.Say(" in ", "，") + Number(facts.parts) + rows.Say(" parts", " 个分卷")
                    : ""));
  rows.Add("read per token", "每词元读取", FormatBytes(static_cast<double>(facts.streamed_bytes)));
}

std::string TypesText(const gguf::ClassFacts& one) {
  std::string types;
  for (const auto& [type, values] : one.types) {
    types += (types.empty() ? "" : ", ") + std::string(type->name);
    if (one.types.size() > 1) {
      types += " " + FormatShare(static_cast<double>(values), static_cast<double>(one.values));
    }
  }
  return types;
}

std::string ClassTable(const ModelFacts& facts, const Terminal& terminal) {
  static const std::map<std::string_view, std::string_view> kChinese = {
      {"embeddings", "词嵌入"},
      {"attention", "注意力"},
      {"feed_forward", "前馈"},
      {"experts", "专家"},
      {"router", "路由"},
      {"norms", "归一化"},
      {"shared_experts", "共享专家"},
      {"output", "输出"},
      {"other", "其他"}};
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("weights", "权重")), std::string(terminal.Say("tensors", "张量")),
       std::string(terminal.Say("parameters", "参数量")), std::string(terminal.Say("size", "大小")),
       std::string(terminal.Say("type", "类型"))}};
  for (const gguf::ClassFacts& one : facts.classes) {
    const std::string_view name = Name(one.tensor_class);
    rows.push_back({std::string(terminal.Say(name, kChinese.at(name))), Number(one.tensors),
                    FormatCount(static_cast<double>(one.values)),
                    FormatBytes(static_cast<double>(one.bytes)), TypesText(one)});
  }
  return FormatTable(rows);
}

template <typename Value>
json::value OrNull(const std::optional<Value>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::value TokenizerJson(const std::optional<gguf::TokenizerFacts>& tokenizer) {
  if (!tokenizer) return nullptr;
  json::array special;
  for (const auto& token : tokenizer->special) {
    special.push_back(json::object{{"role", token.role}, {"id", token.id}, {"text", token.text}});
  }
  return json::object{
      {"model", tokenizer->model},
      {"pre", tokenizer->pre},
      {"tokens", tokenizer->size},
      {"merges", tokenizer->merges},
      {"special", std::move(special)},
      {"chat_template", tokenizer->has_template},
      {"chat_family", tokenizer->chat_family.empty() ? json::value(nullptr)
                                                     : json::value(tokenizer->chat_family)}};
}

}  // namespace

std::string Quantisation(const ModelFacts& facts) {
  std::map<std::string_view, std::uint64_t> types;
  std::uint64_t all = 0;
  for (const gguf::ClassFacts& one : facts.classes) {
    if (one.tensor_class == gguf::TensorClass::kNorms) continue;
    for (const auto& [type, values] : one.types) types[type->name] += values;
    all += one.values;
  }
  std::vector<std::pair<std::uint64_t, std::string_view>> most;
  for (const auto& [name, values] : types) {
    if (values * 100 >= all) most.emplace_back(values, name);
  }
  std::sort(most.rbegin(), most.rend());
  std::string text;
  for (const auto& [values, name] : most) {
    text += (text.empty() ? "" : ", ") + std::string(name);
    if (most.size() > 1) {
      text += " " + FormatDecimal(100 * static_cast<double>(values) / static_cast<double>(all), 0) +
              " %";
    }
  }
  return text;
}

std::string ModelTable(const ModelFacts& facts, const Terminal& terminal) {
  Rows rows(terminal);
  rows.Add("name", "名称", gguf::Printable(facts.name, 100));
  rows.Add("family", "架构", facts.architecture);
  rows.Add("license", "许可", gguf::Printable(facts.license, 100));
  if (!facts.pooling.empty()) {
    rows.Add("kind", "用途",
             (facts.pooling == "rank"
                  ? rows.Say("reranker", "重排模型")
                  : rows.Say("embedder, pooling ", "向量模型，池化 ") + facts.pooling));
  }
  if (facts.layers) {
    rows.Add("layers", "层数",
             Number(*facts.layers) +
                 (facts.prediction_layers > 0
                      ? rows.Say(", and ", "，另有 ") + Number(facts.prediction_layers) +
                            rows.Say(" that predict further tokens", " 层用于多词元预测")
                      : ""));
  }
  if (facts.width) rows.Add("width", "宽度", Number(*facts.width));
  if (facts.architecture != "" && facts.layers) AddAttention(facts, rows);
  if (facts.context) {
    rows.Add(
        "context", "上下文",
        Number(*facts.context) + (facts.rope_scaling.empty()
                                      ? ""
                                      : " (rope " + gguf::Printable(facts.rope_scaling) + ")"));
  }
  if (facts.tokenizer) AddTokenizer(*facts.tokenizer, rows);
  if (facts.parameters > 0) {
    AddWeights(facts, rows);
    rows.Add("KV cache per token", "每词元 KV 缓存", KvText(facts, rows));
  }
  std::string table = rows.Table();
  if (!facts.classes.empty()) table += "\n" + ClassTable(facts, terminal);
  return table;
}

json::object ModelJson(const ModelFacts& facts) {
  json::array classes;
  for (const gguf::ClassFacts& one : facts.classes) {
    json::object types;
    for (const auto& [type, values] : one.types) types[type->name] = values;
    classes.push_back(json::object{{"class", Name(one.tensor_class)},
                                   {"tensors", one.tensors},
                                   {"parameters", one.values},
                                   {"bytes", one.bytes},
                                   {"parameters_by_type", std::move(types)}});
  }
  const double share = facts.parameters == 0 ? 0
                                             : static_cast<double>(facts.active_parameters) /
                                                   static_cast<double>(facts.parameters);
  return json::object{{"name", facts.name},
                      {"architecture", facts.architecture},
                      {"license", facts.license},
                      {"pooling", facts.pooling},
                      {"layers", OrNull(facts.layers)},
                      {"prediction_layers", facts.prediction_layers},
                      {"width", OrNull(facts.width)},
                      {"attention", json::object{{"kind", Name(facts.attention)},
                                                 {"heads", OrNull(facts.heads)},
                                                 {"kv_heads", OrNull(facts.kv_heads)},
                                                 {"key_length", OrNull(facts.key_length)},
                                                 {"value_length", OrNull(facts.value_length)},
                                                 {"latent_rank", facts.latent_rank},
                                                 {"window", OrNull(facts.window)},
                                                 {"window_layers", OrNull(facts.window_layers)},
                                                 {"recurrent", facts.recurrent},
                                                 {"sparse", facts.sparse_attention}}},
                      {"experts", json::object{{"total", facts.experts},
                                               {"used", facts.experts_used},
                                               {"shared", facts.experts_shared}}},
                      {"context", OrNull(facts.context)},
                      {"rope_scaling", facts.rope_scaling},
                      {"tokenizer", TokenizerJson(facts.tokenizer)},
                      {"parameters", facts.parameters},
                      {"active_parameters", facts.active_parameters},
                      {"active_share", share},
                      {"quantisation", Quantisation(facts)},
                      {"file_bytes", facts.file_bytes},
                      {"weight_bytes", facts.weight_bytes},
                      {"bytes_read_per_token", facts.streamed_bytes},
                      {"kv_bytes_per_token", json::object{{"f16", OrNull(facts.KvBytesF16())},
                                                          {"q8_0", OrNull(facts.KvBytesQ8())}}},
                      {"parts", facts.parts},
                      {"weights", std::move(classes)}};
}

}  // namespace wenyuan::app
