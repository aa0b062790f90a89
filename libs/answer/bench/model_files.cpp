#include "model_files.h"

#include <fstream>
#include <sstream>

namespace wenyuan::answer {
namespace {

std::string Literal(float value) {
  std::ostringstream text;
  text.precision(6);
  text << value;
  const bool whole = text.str().find_first_of(".e") == std::string::npos;
  return text.str() + (whole ? ".0F" : "F");
}

}  // namespace

void WriteModel(const std::string& name, const std::string& title, const std::string& sets,
                const search::Trees& trees, const std::string& more) {
  std::ofstream file("libs/answer/src/evidence/" + name + "_model.h");
  file << "// Written by wenyuan_answer_train (libs/answer/bench), fitted on the training parts "
          "of\n// "
       << sets
       << ".\n// Do not edit; train again.\n#pragma once\n\n#include <array>\n\n"
          "#include \"wenyuan/search/tree_ensemble.h\"\n\nnamespace wenyuan::answer {\n\n"
          "// clang-format off\ninline constexpr std::array<search::TreeNode, "
       << trees.nodes.size() << "> k" << title << "Nodes = {{\n";
  std::size_t root = 0;
  for (std::size_t i = 0; i < trees.nodes.size(); ++i) {
    const search::TreeNode& node = trees.nodes[i];
    if (root < trees.roots.size() && trees.roots[root] == i && root++ > 0) file << "\n";
    file << "{" << Literal(node.threshold);
    if (node.left != 0) file << "," << node.left << "," << node.right << "," << int{node.feature};
    if (node.missing_left) file << ",true";
    file << "},";
  }
  file << "}};\ninline constexpr std::array<std::uint32_t, " << trees.roots.size() << "> k" << title
       << "Roots = {";
  for (const std::uint32_t at : trees.roots) file << at << ",";
  file << "};\n// clang-format on\n" << more << "\n}  // namespace wenyuan::answer\n";
}

}  // namespace wenyuan::answer
