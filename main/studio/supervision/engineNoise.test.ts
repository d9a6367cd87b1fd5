import { expect, test } from 'vitest'
import { isEngineNoise } from './engineNoise'

test.each([
  'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
  'I0000 00:00:1795582727.587264   12380 port.cc:153] oneDNN custom operations are on. You may see slightly different',
  'W0000 00:00:1795582728.041941   12391 gpu_device.cc:2342] Cannot dlopen some GPU libraries.',
  '2026-11-25 04:50:11.123456: I tensorflow/core/platform/cpu_feature_guard.cc:210] This TensorFlow binary is optimized',
  'To enable the following instructions: AVX2 FMA, in other operations, rebuild TensorFlow with the appropriate compiler flags.',
  'E0000 00:00:1.2 99 cuda_dnn.cc:8579] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN',
  '(node:4242) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.',
  '(Use `node --trace-deprecation ...` to show where the warning was created)',
  '',
])('is dropped: %s', (line) => expect(isEngineNoise(line)).toBe(true))

test.each([
  'E0000 00:00:1795582728.041941   12391 bfc_allocator.cc:509] ran out of memory trying to allocate 2.00GiB',
  'F0000 00:00:1795582728.041941   12391 tensor.cc:844] Check failed: dtype() == expected_dtype',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'terminate called after throwing an instance of std::bad_alloc',
  'TypeError: Cannot read properties of undefined',
])('comes through: %s', (line) => expect(isEngineNoise(line)).toBe(false))
