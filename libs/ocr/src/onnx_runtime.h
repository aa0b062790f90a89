#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "onnx_api.h"
#include "tensor.h"
#include "wenyuan/base/result.h"

namespace wenyuan::ocr {

// The library, opened once and never closed. Must outlive its sessions.
class OnnxRuntime {
 public:
  // kUnavailable when it cannot be opened or is not one whose interface we know.
  static Result<std::unique_ptr<OnnxRuntime>> Open(const std::filesystem::path& library);
  OnnxRuntime(const OnnxRuntime&) = delete;
  OnnxRuntime& operator=(const OnnxRuntime&) = delete;
  ~OnnxRuntime();

  [[nodiscard]] const OnnxApi& api() const { return api_; }
  [[nodiscard]] OnnxEnvironment* environment() const { return environment_; }
  // Takes the status; nullptr is success.
  Result<void> Check(OnnxStatus* status, std::string_view doing) const;

 private:
  explicit OnnxRuntime(const void* const* api) : api_(api) {}
  const OnnxApi api_;
  OnnxEnvironment* environment_ = nullptr;
};

// A model with one input and one output, both of floats. One thread, and it starts none.
class OnnxSession {
 public:
  // kUnavailable when `model` is not one that the library can run.
  static Result<std::unique_ptr<OnnxSession>> Load(const OnnxRuntime& runtime,
                                                   std::string_view model, std::string_view name);
  OnnxSession(const OnnxSession&) = delete;
  OnnxSession& operator=(const OnnxSession&) = delete;
  ~OnnxSession();

  // kInternal when the library fails. `input` is not changed.
  Result<Tensor> Run(Tensor& input);
  // The same without a copy of the answer, which lives as long as the call of `read`.
  Result<void> Run(Tensor& input, const std::function<Result<void>(const TensorView&)>& read);
  // Of the model's own description; empty when it has no such key.
  Result<std::string> Metadata(const char* key) const;

 private:
  explicit OnnxSession(const OnnxRuntime& runtime) : runtime_(runtime) {}
  Result<void> Prepare(std::string_view model);
  Result<std::string> TakeName(OnnxStatus* status, OnnxAllocator* allocator, char* name) const;
  Result<void> Read(OnnxHandle* value,
                    const std::function<Result<void>(const TensorView&)>& read) const;

  const OnnxRuntime& runtime_;
  OnnxHandle* session_ = nullptr;
  OnnxHandle* memory_ = nullptr;
  std::string input_;
  std::string output_;
};

}  // namespace wenyuan::ocr
