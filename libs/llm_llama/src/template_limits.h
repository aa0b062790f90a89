#pragma once

#include <jinja/runtime.h>

#include <chrono>

namespace wenyuan::llm_llama {

// Templates come with model files, from anywhere. The library's engine has no limits of its own, so
// this puts checks into a parsed program: into loops and macros (steps, time, depth), assignments
// (size), range() and repetition. Once, before the first run.
void LimitTemplate(jinja::program& program);

// While it lives, programs with limits may run on this thread, for so much of its processor time.
class TemplateRun {
 public:
  explicit TemplateRun(std::chrono::milliseconds longest);
  TemplateRun(const TemplateRun&) = delete;
  TemplateRun& operator=(const TemplateRun&) = delete;
  ~TemplateRun();
};

}  // namespace wenyuan::llm_llama
