/**
 * Where TensorFlow comes from on each platform: a wheel of the Python package, pinned by sha256, of which only the libraries and the headers
 * of the C interface are kept. Nothing of Python's is run.
 *
 * @typedef {object} Build
 * @property {'cpu' | 'cuda'} variant
 * @property {string} platform `process.platform` and `process.arch`
 * @property {string} package the name for pip
 * @property {string} version
 * @property {Pin[]} wheels more than one where the library depends on the Python that is there: the first that fits is taken
 * @property {Library[]} libraries
 * @property {NvidiaWheel[]} [nvidia] CUDA's libraries, which TensorFlow looks for in `../nvidia/<part>/lib`
 * @property {boolean} tested whether anybody ran it; otherwise it is written from the listing of its wheel
 *
 * @typedef {{ python: string, tag: string, sha256: string, bytes: number }} Pin `python` as '3.12'
 * @typedef {{ member: string, file: string, bytes: number }} Library path in the wheel, name in our folder, size unpacked
 * @typedef {{ package: string, version: string, sha256: string, bytes: number }} NvidiaWheel
 */

export const tensorflowVersion = '2.21.0'

/** @param {Omit<Build, 'version'>} build */
const define = (build) => ({ ...build, version: tensorflowVersion })

/** @type {readonly Build[]} */
export const builds = [
  define({
    variant: 'cpu',
    platform: 'linux-x64',
    package: 'tensorflow-cpu',
    wheels: [
      {
        python: '3.12',
        tag: 'manylinux_2_27_x86_64',
        sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
        bytes: 274_000_871,
      },
    ],
    libraries: [
      { member: 'tensorflow/libtensorflow_cc.so.2', file: 'libtensorflow_cc.so.2', bytes: 788_086_608 },
      { member: 'tensorflow/libtensorflow_framework.so.2', file: 'libtensorflow_framework.so.2', bytes: 65_222_328 },
    ],
    tested: true,
  }),
  define({
    variant: 'cuda',
    platform: 'linux-x64',
    package: 'tensorflow',
    wheels: [
      {
        python: '3.12',
        tag: 'manylinux_2_27_x86_64',
        sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
        bytes: 572_611_111,
      },
    ],
    libraries: [
      { member: 'tensorflow/libtensorflow_cc.so.2', file: 'libtensorflow_cc.so.2', bytes: 1_096_372_272 },
      { member: 'tensorflow/libtensorflow_framework.so.2', file: 'libtensorflow_framework.so.2', bytes: 162_648_808 },
    ],
    // The extra `and-cuda` of that wheel, as pip resolved it on 25 November 2026.
    nvidia: [
      {
        package: 'nvidia-cublas-cu12',
        version: '12.9.3.13',
        sha256: 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
        bytes: 581_217_458,
      },
      {
        package: 'nvidia-cuda-cupti-cu12',
        version: '12.8.90',
        sha256: 'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
        bytes: 10_248_621,
      },
      {
        package: 'nvidia-cuda-nvcc-cu12',
        version: '12.9.86',
        sha256: '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
        bytes: 40_546_229,
      },
      {
        package: 'nvidia-cuda-nvrtc-cu12',
        version: '12.9.86',
        sha256: '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
        bytes: 89_568_129,
      },
      {
        package: 'nvidia-cuda-runtime-cu12',
        version: '12.9.79',
        sha256: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
        bytes: 3_493_179,
      },
      {
        package: 'nvidia-cudnn-cu12',
        version: '9.28.0.42',
        sha256: '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
        bytes: 716_538_495,
      },
      {
        package: 'nvidia-cufft-cu12',
        version: '11.4.1.4',
        sha256: 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
        bytes: 200_877_592,
      },
      {
        package: 'nvidia-curand-cu12',
        version: '10.3.10.19',
        sha256: '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
        bytes: 68_295_626,
      },
      {
        package: 'nvidia-cusolver-cu12',
        version: '11.7.5.82',
        sha256: '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
        bytes: 338_117_415,
      },
      {
        package: 'nvidia-cusparse-cu12',
        version: '12.5.10.65',
        sha256: '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
        bytes: 366_465_088,
      },
      {
        package: 'nvidia-nccl-cu12',
        version: '2.32.3',
        sha256: 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
        bytes: 351_526_311,
      },
      {
        package: 'nvidia-nvjitlink-cu12',
        version: '12.9.86',
        sha256: 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
        bytes: 39_748_338,
      },
    ],
    // Its library was loaded on a machine without a GPU, where it says CPU; not yet on one with a GPU.
    tested: false,
  }),
  define({
    variant: 'cpu',
    platform: 'linux-arm64',
    package: 'tensorflow',
    wheels: [
      {
        python: '3.12',
        tag: 'manylinux_2_27_aarch64',
        sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
        bytes: 281_946_471,
      },
    ],
    libraries: [
      { member: 'tensorflow/libtensorflow_cc.so.2', file: 'libtensorflow_cc.so.2', bytes: 814_885_544 },
      { member: 'tensorflow/libtensorflow_framework.so.2', file: 'libtensorflow_framework.so.2', bytes: 68_176_664 },
    ],
    tested: false,
  }),
  define({
    variant: 'cpu',
    platform: 'darwin-arm64',
    package: 'tensorflow',
    wheels: [
      {
        python: '3.12',
        tag: 'macosx_12_0_arm64',
        sha256: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
        bytes: 223_488_205,
      },
    ],
    libraries: [
      { member: 'tensorflow/libtensorflow_cc.2.dylib', file: 'libtensorflow_cc.2.dylib', bytes: 691_352_648 },
      {
        member: 'tensorflow/libtensorflow_framework.2.dylib',
        file: 'libtensorflow_framework.2.dylib',
        bytes: 49_452_976,
      },
    ],
    tested: false,
  }),
  define({
    variant: 'cpu',
    platform: 'win32-x64',
    package: 'tensorflow-cpu',
    // The library wants the python3XX.dll of its tag, so the wheel of the Python that is there. Sizes differ little; the one of 3.12 is known.
    wheels: [
      {
        python: '3.13',
        tag: 'win_amd64',
        sha256: 'b1f474fb27ff458d2a349f70bb3314d5bee3daddd9e8d8d8a6edd1cd680c90fe',
        bytes: 350_945_555,
      },
      {
        python: '3.12',
        tag: 'win_amd64',
        sha256: '13ed4af80e5c5ddd6849323abecb4804eb2770f7570b57fe20208ad1e58c5d12',
        bytes: 350_945_555,
      },
      {
        python: '3.11',
        tag: 'win_amd64',
        sha256: '6fc992a9c8700e18c178b0525f4e7697e58fce88df0dcb95db4dd3c7ad5f4651',
        bytes: 350_945_555,
      },
      {
        python: '3.10',
        tag: 'win_amd64',
        sha256: 'efedd440b039df65171e85be61eea83b040025a7afc30d642763a7b902c23387',
        bytes: 350_945_555,
      },
    ],
    libraries: [
      {
        member: 'tensorflow/python/_pywrap_tensorflow_common.dll',
        file: '_pywrap_tensorflow_common.dll',
        bytes: 1_056_636_416,
      },
      {
        member: 'tensorflow/python/_pywrap_tensorflow_common.dll.if.lib',
        file: '_pywrap_tensorflow_common.dll.if.lib',
        bytes: 10_187_584,
      },
    ],
    tested: false,
  }),
]

/** What the C interface's two headers include, all of it; the whole include/ would be 13,035 files. */
export const headers = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/c_api_macros.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/c/tf_attrtype.h',
  'tensorflow/c/tf_buffer.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/c/tf_tstring.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
  'xla/tsl/c/tsl_status.h',
]

/**
 * @param {Build['variant']} variant
 * @param {string} [platform]
 * @returns {Build | undefined}
 */
export const buildFor = (variant, platform = `${process.platform}-${process.arch}`) =>
  builds.find((build) => build.variant === variant && build.platform === platform)
