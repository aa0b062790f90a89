#include "template_limits.h"

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <utility>
#include <vector>

namespace wenyuan::llm_llama {
namespace {

constexpr std::uint64_t kMostSteps = 200'000;
constexpr std::ptrdiff_t kMostStackBytes = 1 << 20;
constexpr std::int64_t kMostRepeated = 100'000;
constexpr std::size_t kMostTextBytes = std::size_t{64} << 20U;
constexpr std::size_t kMostTextParts = 1U << 20U;

struct Limits {
  std::chrono::nanoseconds end{0};  // of this thread's processor time
  std::uint64_t steps = 0;
  std::uintptr_t stack = 0;
};
thread_local Limits limits;

[[noreturn]] void Stop(const char* why) { throw jinja::rethrown_exception(why); }

// A busy machine makes no template slower by it.
std::chrono::nanoseconds ThreadTime() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

std::uintptr_t StackNow() { return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); }

void CheckStep() {
  if (++limits.steps > kMostSteps || ThreadTime() > limits.end) {
    Stop("it does not end");
  }
  const auto depth = static_cast<std::ptrdiff_t>(limits.stack - StackNow());
  if (std::abs(depth) > kMostStackBytes) Stop("it calls itself too often");
}

class Step final : public jinja::statement {
 public:
  [[nodiscard]] std::string type() const override { return "Step"; }
  jinja::value execute_impl(jinja::context&) const override {
    CheckStep();
    return jinja::mk_val<jinja::value_undefined>();
  }
};

// Lets a value pass that is not too large.
class Limited final : public jinja::expression {
 public:
  explicit Limited(jinja::statement_ptr inner) : inner_(std::move(inner)) {}
  [[nodiscard]] std::string type() const override { return "Limited"; }
  jinja::value execute_impl(jinja::context& context) const override {
    jinja::value value = inner_->execute(context);
    if (jinja::is_val<jinja::value_string>(value)) {
      const jinja::string& text = jinja::cast_val<jinja::value_string>(value)->val_str;
      if (text.parts.size() > kMostTextParts || text.length() > kMostTextBytes) {
        Stop("its text grows without end");
      }
    } else if (jinja::is_val<jinja::value_int>(value) &&
               std::llabs(value->as_int()) > kMostRepeated) {
      Stop("it repeats too often");
    }
    return value;
  }

 private:
  jinja::statement_ptr inner_;
};

jinja::value LimitedRange(const jinja::func_args& arguments) {
  for (const jinja::value& argument : arguments.get_args()) {
    if (jinja::is_val<jinja::value_int>(argument) &&
        std::llabs(argument->as_int()) > kMostRepeated) {
      Stop("it repeats too often");
    }
  }
  return jinja::global_builtins().at("range")(arguments);
}

// A name that is set goes before a function of the engine.
class SetRange final : public jinja::statement {
 public:
  [[nodiscard]] std::string type() const override { return "SetRange"; }
  jinja::value execute_impl(jinja::context& context) const override {
    context.set_val("range", jinja::mk_val<jinja::value_func>("range", LimitedRange));
    return jinja::mk_val<jinja::value_undefined>();
  }
};

void PutStepBefore(jinja::statements& body) { body.insert(body.begin(), std::make_unique<Step>()); }

void Limit(jinja::statement_ptr& expression) {
  if (expression != nullptr) expression = std::make_unique<Limited>(std::move(expression));
}

// All statements and expressions, the outer before the inner.
std::vector<jinja::statement*> All(jinja::program& program) {
  std::vector<jinja::statement*> all;
  jinja::context context;
  context.visitor = [&](bool, const jinja::statement* node,
                        const std::vector<jinja::visitor_pair>& children) {
    all.push_back(const_cast<jinja::statement*>(node));
    for (const auto& [name, list] : children) {
      for (const jinja::statement* child : list) {
        if (child != nullptr) child->visit(context);
      }
    }
  };
  for (const jinja::statement_ptr& statement : program.body) statement->visit(context);
  return all;
}

}  // namespace

void LimitTemplate(jinja::program& program) {
  for (jinja::statement* node : All(program)) {
    if (auto* loop = dynamic_cast<jinja::for_statement*>(node)) PutStepBefore(loop->body);
    if (auto* macro = dynamic_cast<jinja::macro_statement*>(node)) PutStepBefore(macro->body);
    if (auto* set = dynamic_cast<jinja::set_statement*>(node)) Limit(set->val);
    auto* pair = dynamic_cast<jinja::binary_expression*>(node);
    if (pair != nullptr && pair->op.value == "*") {
      Limit(pair->left);
      Limit(pair->right);
    }
  }
  program.body.insert(program.body.begin(), std::make_unique<SetRange>());
}

TemplateRun::TemplateRun(std::chrono::milliseconds longest) {
  limits = {ThreadTime() + longest, 0, StackNow()};
}

TemplateRun::~TemplateRun() { limits = {}; }

}  // namespace wenyuan::llm_llama
