/**
 * What TensorFlow, CUDA and Node write to stderr at every start, whatever the log level (design, rule 8). Only what a person can
 * do nothing about stands here; an error or a fatal message of TensorFlow comes through.
 */
const noise: readonly RegExp[] = [
  /^WARNING: All log messages before absl::InitializeLog\(\) is called are written to STDERR/,
  /^[IW]\d{4} \d\d:\d\d:\d+\.\d+ +\d+ \S+:\d+\] /,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IW] (?:external\/)?(?:local_)?(?:tensorflow|xla|tsl|local_xla|local_tsl)\//,
  /^To enable the following instructions: .* rebuild TensorFlow with the appropriate compiler flags/,
  // With CUDA: said at error level, of plugins registered twice by TensorFlow itself.
  /Unable to register cu(?:FFT|DNN|BLAS) factory: /,
  /computation placer already registered/,
  // tfjs-node and its dependencies on newer Node versions.
  /^\(node:\d+\) .*(?:DeprecationWarning|ExperimentalWarning|DEP0\d\d\d)/,
  /^\(Use `\S+ --trace-(?:deprecation|warnings) \.\.\.` to show where the warning was created\)/,
  /^$/,
]

export const isEngineNoise = (line: string): boolean => noise.some((pattern) => pattern.test(line))
