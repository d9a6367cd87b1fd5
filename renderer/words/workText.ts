import i18next from 'i18next'

/** What jobs say that they do (`working`), in English, and the same in Korean; `$1` is what stands in the place of a name. */
const korean: readonly (readonly [english: RegExp, korean: string])[] = [
  [/^starting$/, '시작하는 중'],
  [/^done$/, '끝냄'],
  [/^listing( pictures)?$/, '사진 목록을 만드는 중'],
  [/^reading$/, '사진을 읽는 중'],
  [/^comparing$/, '사진을 견주는 중'],
  [/^packing pictures$/, '사진을 묶는 중'],
  [/^waiting for another process that packs these pictures$/, '같은 사진을 묶는 다른 프로세스를 기다리는 중'],
  [/^decoding pictures$/, '사진을 디코딩하는 중'],
  [/^fetching 5,000 handwritten digits.*$/, '손글씨 숫자 5,000장을 내려받는 중'],
  [/^testing$/, '시험하는 중'],
  [/^evaluating$/, '평가하는 중'],
  [/^compiling$/, '컴파일하는 중'],
  [/^timing steps$/, '스텝 시간을 재는 중'],
  [/^timing validation$/, '검증 시간을 재는 중'],
  [/^checking gradients$/, '기울기를 확인하는 중'],
  [/^reading the metrics$/, '기록을 읽는 중'],
  [/^reading the file$/, '파일을 읽는 중'],
  [/^reading weights$/, '가중치를 읽는 중'],
  [/^reading the weights of (.+)$/, '가중치를 읽는 중: $1'],
  [/^running the run's own network$/, '실행의 신경망을 돌리는 중'],
  [/^looking for weights that float16 is too coarse for$/, 'float16으로는 너무 거친 가중치를 찾는 중'],
  [/^writing (.+)$/, '$1 파일을 쓰는 중'],
  [/^loading the file and running it$/, '파일을 불러와 돌리는 중'],
  [/^(.+) is not a number: looking for the layer$/, '$1 값이 수가 아니어서 그 계층을 찾는 중'],
]

/** What a job does, in the window's language; as the job says it where no sentence is known. */
export function workText(working: string, language = i18next.language ?? 'en'): string {
  const found = language.startsWith('ko') ? korean.find(([english]) => english.test(working)) : undefined
  return found ? working.replace(...found) : working
}
