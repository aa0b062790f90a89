#include "boosting.h"

#include <xgboost/c_api.h>

#include <boost/json.hpp>
#include <limits>
#include <utility>

namespace wenyuan::search {
namespace {

namespace json = boost::json;

Result<void> Check(int status, const char* doing) {
  if (status == 0) return {};
  return Error{ErrorCode::kInternal, std::string(doing) + ": " + XGBGetLastError()};
}

struct FreeMatrix {
  void operator()(void* handle) const { XGDMatrixFree(handle); }
};
using Matrix = std::unique_ptr<void, FreeMatrix>;

Result<Matrix> MakeMatrix(const std::vector<std::vector<float>>& rows) {
  std::vector<float> values;
  for (const auto& row : rows) values.insert(values.end(), row.begin(), row.end());
  DMatrixHandle handle = nullptr;
  WY_CHECK(Check(XGDMatrixCreateFromMat(values.data(), rows.size(), rows.front().size(),
                                        std::numeric_limits<float>::quiet_NaN(), &handle),
                 "make a matrix of the features"));
  return Matrix(handle);
}

// Appends the branch below a node of the library's JSON dump.
void Append(const json::object& node, std::vector<TreeNode>& nodes) {
  const std::size_t place = nodes.size();
  nodes.emplace_back();
  if (const auto* leaf = node.if_contains("leaf")) {
    nodes[place].threshold = json::value_to<float>(*leaf);
    return;
  }
  const auto number = [&node](const char* key) { return node.at(key).to_number<int>(); };
  const std::string name(node.at("split").as_string());  // "f12"
  nodes[place].feature = static_cast<std::uint8_t>(std::stoi(name.substr(1)));
  nodes[place].threshold = json::value_to<float>(node.at("split_condition"));
  nodes[place].missing_left = number("missing") == number("yes");
  for (const bool left : {true, false}) {
    for (const json::value& child : node.at("children").as_array()) {
      const json::object& below = child.as_object();
      if (below.at("nodeid").to_number<int>() != number(left ? "yes" : "no")) continue;
      (left ? nodes[place].left : nodes[place].right) =
          static_cast<std::uint16_t>(nodes.size() - place);
      Append(below, nodes);
    }
  }
}

class XgBoosting final : public Boosting {
 public:
  explicit XgBoosting(BoosterHandle handle) : handle_(handle) {}
  ~XgBoosting() override { XGBoosterFree(handle_); }
  XgBoosting(const XgBoosting&) = delete;
  XgBoosting& operator=(const XgBoosting&) = delete;

  Result<void> Set(const char* name, const std::string& value) {
    return Check(XGBoosterSetParam(handle_, name, value.c_str()), "set up the training");
  }

  Result<void> Update(int round, const Matrix& matrix) {
    return Check(XGBoosterUpdateOneIter(handle_, round, matrix.get()), "train a tree");
  }

  Result<std::vector<float>> Predict(const std::vector<std::vector<float>>& rows) const override {
    if (rows.empty()) return std::vector<float>();
    WY_TRY(const Matrix matrix, MakeMatrix(rows));
    bst_ulong count = 0;
    const float* values = nullptr;
    WY_CHECK(Check(XGBoosterPredict(handle_, matrix.get(), 1, 0, 0, &count, &values), "predict"));
    return std::vector<float>(values, values + count);
  }

  Result<Trees> Export() const override {
    bst_ulong count = 0;
    const char** dumps = nullptr;
    WY_CHECK(
        Check(XGBoosterDumpModelEx(handle_, "", 0, "json", &count, &dumps), "export the trees"));
    Trees trees;
    for (bst_ulong i = 0; i < count; ++i) {
      trees.roots.push_back(static_cast<std::uint32_t>(trees.nodes.size()));
      Append(json::parse(dumps[i]).as_object(), trees.nodes);
    }
    return trees;
  }

 private:
  BoosterHandle handle_;
};

}  // namespace

Result<std::unique_ptr<Boosting>> Train(const std::vector<RankedGroup>& groups,
                                        const BoostingOptions& options) {
  const bool ranks = options.objective.starts_with("rank:");
  std::vector<std::vector<float>> rows;
  std::vector<float> grades;
  std::vector<float> weights;  // of groups when they are ranked, else of rows
  std::vector<unsigned> sizes;
  for (const RankedGroup& group : groups) {
    rows.insert(rows.end(), group.rows.begin(), group.rows.end());
    grades.insert(grades.end(), group.grades.begin(), group.grades.end());
    weights.insert(weights.end(), ranks ? 1 : group.rows.size(), group.weight);
    sizes.push_back(static_cast<unsigned>(group.rows.size()));
  }
  if (rows.empty()) return Error{ErrorCode::kInvalidArgument, "there is nothing to train on"};
  WY_TRY(const Matrix matrix, MakeMatrix(rows));
  WY_CHECK(Check(XGDMatrixSetFloatInfo(matrix.get(), "label", grades.data(), grades.size()),
                 "set the grades"));
  if (ranks) {
    WY_CHECK(Check(XGDMatrixSetUIntInfo(matrix.get(), "group", sizes.data(), sizes.size()),
                   "set the groups"));
  }
  WY_CHECK(Check(XGDMatrixSetFloatInfo(matrix.get(), "weight", weights.data(), weights.size()),
                 "set the weights"));
  BoosterHandle handle = nullptr;
  const DMatrixHandle matrices[] = {matrix.get()};
  WY_CHECK(Check(XGBoosterCreate(matrices, 1, &handle), "begin the training"));
  auto booster = std::make_unique<XgBoosting>(handle);
  WY_CHECK(booster->Set("objective", options.objective));
  WY_CHECK(booster->Set("max_depth", std::to_string(options.depth)));
  WY_CHECK(booster->Set("eta", std::to_string(options.step)));
  WY_CHECK(booster->Set("min_child_weight", std::to_string(options.least_weight)));
  WY_CHECK(booster->Set("subsample", "0.8"));
  WY_CHECK(booster->Set("colsample_bytree", "0.7"));
  if (!options.monotone.empty()) {
    std::string constraints;
    for (const int sign : options.monotone) {
      constraints += (constraints.empty() ? "(" : ",") + std::to_string(sign);
    }
    WY_CHECK(booster->Set("monotone_constraints", constraints + ")"));
  }
  WY_CHECK(booster->Set("tree_method", "hist"));
  WY_CHECK(booster->Set("nthread", "1"));
  WY_CHECK(booster->Set("seed", "20261126"));
  WY_CHECK(booster->Set("verbosity", "0"));
  for (int round = 0; round < options.trees; ++round) WY_CHECK(booster->Update(round, matrix));
  return booster;
}

}  // namespace wenyuan::search
